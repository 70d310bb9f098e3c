//! The log of changes through diesel, on every engine that diesel is built for: who acts, what happened, what was.

mod actor;
mod columns;
#[path = "../soft_delete/connections.rs"]
mod connections;
mod random;
mod rows;
mod version;

use erd_core::Scalar;
use erd_core::schema::{AuditBy, AuditLog, Mark, Schema, Table};
use testkit::schema::{Builder, With as _, column, id, schema, table};

/// A table with columns of every kind, whose changes are logged.
fn orders() -> Builder {
    let columns = [
        id(),
        column("name", Scalar::Text).len(40),
        column("note", Scalar::Text).nullable(),
        column("total", Scalar::Decimal).digits(20, 4),
        column("weight", Scalar::F64).nullable(),
        column("paid", Scalar::Bool),
        column("seal", Scalar::Bytes).nullable(),
        column("due", Scalar::Timestamp).nullable(),
        column("extra", Scalar::Json).nullable(),
    ];
    table("orders", columns).key(&["id"]).with(logged)
}

/// That the database has what the schema says, and nothing else.
fn is_described(schema: &Schema, scratch: &testkit::Scratch) {
    let described = erd_live::describe_url(scratch.url()).expect("it can be described");
    let (dialect, options) = (scratch.dialect(), erd_migrate::Options::default());
    let difference = erd_migrate::diff(&described.schema, schema, dialect, &options);
    assert_eq!(
        difference.expect("both are sound").to_string(),
        "",
        "{dialect}"
    );
}

fn logged(table: &mut Table) {
    table.intent.audit = Some(AuditLog {
        by: AuditBy::Triggers,
        retention: None,
    });
}

/// Tables, with those that their changes are logged into.
fn with_history(tables: impl IntoIterator<Item = Builder>) -> Schema {
    let mut schema = schema([], tables);
    schema.add_history();
    schema
}

/// A person whose number no log may hold.
fn people() -> Builder {
    let columns = [
        id(),
        column("name", Scalar::Text).len(40),
        column("number", Scalar::Text)
            .len(40)
            .nullable()
            .with(|c| c.marks.push(Mark::Sensitive)),
    ];
    table("people", columns).key(&["id"]).with(logged)
}
