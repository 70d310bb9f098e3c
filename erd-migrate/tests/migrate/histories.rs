//! What the histories of real applications showed.

use crate::engines::{migrate, planned};
use erd_core::schema::{
    ColumnId, EnumStorage, Generated, Identity, ObjectKind, Schema, Sequence, Sql, SqlObject,
};
use erd_core::{Dialect, Scalar};
use testkit::schema::{With as _, column, enum_type, enumerated, id, table};

fn leads(old: &Schema, new: &Schema) {
    if testkit::dialects().contains(&Dialect::Postgres)
        && let Err(error) = migrate(old, new, Dialect::Postgres)
    {
        panic!("{error}");
    }
}

fn schema(tables: Vec<erd_core::schema::Table>) -> Schema {
    Schema {
        tables,
        ..Schema::default()
    }
}

/// Enums are cast to and from text alone.
#[test]
fn a_boolean_becomes_an_enum() {
    let old = schema(vec![
        table("builds", [id(), column("done", Scalar::Bool)]).0,
    ]);
    let mut new = schema(vec![table("builds", [id(), enumerated("done", "done")]).0]);
    new.enums
        .push(enum_type("done", EnumStorage::Native, &["true", "false"]));
    leads(&old, &new);
}

/// Both have one name, so the view goes before the table comes.
#[test]
fn a_table_takes_the_place_of_a_view() {
    let builds = || table("builds", [id()]).0;
    let mut old = schema(vec![builds()]);
    let mut view = SqlObject::new(
        ObjectKind::View,
        "states",
        "CREATE VIEW states AS SELECT id FROM builds",
    );
    view.depends_on.push("table builds".into());
    old.objects.push(view);
    let new = schema(vec![builds(), table("states", [id()]).0]);
    leads(&old, &new);
}

/// Both change, and the second reads the first.
#[test]
fn views_that_read_each_other_change_together() {
    let schema = |column: &str| {
        let mut schema = schema(vec![
            table("builds", [id(), column_of("log"), column_of("note")]).0,
        ]);
        let first = format!("CREATE VIEW first AS SELECT {column} FROM builds");
        let mut first = SqlObject::new(ObjectKind::View, "first", &first);
        first.depends_on.push("table builds".into());
        let second = format!("CREATE VIEW second AS SELECT {column} FROM first");
        let mut second = SqlObject::new(ObjectKind::View, "second", &second);
        second.depends_on.push("view first".into());
        schema.objects.extend([first, second]);
        schema
    };
    leads(&schema("log"), &schema("note"));
}

fn column_of(name: &str) -> erd_core::schema::Column {
    column(name, Scalar::I64).nullable()
}

/// The table goes and its type stays, as an object that no column uses; then a column uses it again.
#[test]
fn a_type_outlives_its_table() {
    let mut used = schema(vec![
        table("builds", [id(), enumerated("state", "state")]).0,
    ]);
    used.enums
        .push(enum_type("state", EnumStorage::Native, &["open", "shut"]));
    let mut unused = schema(vec![table("logs", [id()]).0]);
    let create = erd_ddl::create_enum(&used.enums[0]);
    unused
        .objects
        .push(SqlObject::new(ObjectKind::Type, "state", create));
    leads(&used, &unused);
    leads(&unused, &used);
}

/// A key gets another column, and the foreign key to it with it.
#[test]
fn a_key_and_the_foreign_key_to_it_change_together() {
    let schema = |columns: &[&str]| {
        let kinds = table("kinds", [id(), column("name", Scalar::I64)]);
        let logs = table(
            "logs",
            [column("id", Scalar::I64), column("name", Scalar::I64)],
        );
        schema(vec![
            kinds.key(columns).0,
            logs.references(columns, 0, columns, None)
                .last_foreign_key(|key| key.name = "kind_fkey".into())
                .0,
        ])
    };
    leads(&schema(&["id"]), &schema(&["id", "name"]));
}

/// The column no longer numbers itself, and a sequence of its own takes the name of the one that it had.
#[test]
fn a_sequence_outlives_the_numbering_of_its_column() {
    let logs = |identity| {
        let number = column("number", Scalar::I64).with(|c| c.identity = identity);
        schema(vec![
            table("logs", [number, column("at", Scalar::I64)])
                .key(&["number"])
                .0,
        ])
    };
    let numbered = logs(Some(Identity::Serial));
    let mut plain = logs(None);
    let sequence = "CREATE SEQUENCE logs_number_seq";
    plain.objects.push(SqlObject::new(
        ObjectKind::Sequence,
        "logs_number_seq",
        sequence,
    ));
    leads(&numbered, &plain);
    leads(&plain, &numbered);
}

/// The sequence of a `serial` column has a name of its own, and comes and goes with the column.
#[test]
fn a_serial_column_comes_to_a_table() {
    let plain = || table("logs", [id(), column("at", Scalar::I64)]);
    let numbered = column("number", Scalar::I64).with(|c| {
        c.identity = Some(Identity::Serial);
        c.sequence = Some(Box::new(Sequence {
            name: Some("numbers".into()),
            ..Sequence::default()
        }));
    });
    let old = schema(vec![plain().0]);
    let new = schema(vec![plain().with(|t| t.columns.push(numbered)).0]);
    leads(&old, &new);
    leads(&new, &old);
}

/// The new table has the names of the old one's key, so the old one goes first, and a foreign key turns from one to the
/// other. With rows it is held back, since what they reference is gone.
#[test]
fn a_table_takes_the_place_of_another() {
    let schema = |name: &str| {
        let kinds = table(name, [id()]).with(|t| {
            if let Some(key) = &mut t.primary_key {
                key.name = "kinds_pkey".into();
            }
        });
        let logs = table("logs", [id(), column("kind", Scalar::I64)]);
        let logs = logs.references(&["kind"], 0, &["id"], None);
        schema(vec![kinds.0, logs.0])
    };
    let plan = planned(&schema("kinds"), &schema("sorts"), Dialect::Postgres);
    let plan = plan.unwrap_or_else(|error| panic!("{error}"));
    let names: Vec<_> = plan.ops().map(|op| op.name.to_string()).collect();
    assert_eq!(
        names,
        [
            "drop_foreign_key:logs.logs_kind_fkey",
            "drop_table:kinds",
            "create_table:sorts",
            "add_foreign_key:logs.logs_kind_fkey",
            "validate_foreign_key:logs.logs_kind_fkey",
        ]
    );
    let held_back = plan.ops().filter(|op| op.blocked_by.is_some());
    assert_eq!(held_back.count(), 1);
}

/// A column with another expression is another column, and takes its indexes with it; one of them gets another name.
#[test]
fn an_index_is_on_a_column_that_is_computed_in_another_way() {
    let logs = |expression: &str, name: &str| {
        let mut sum = column("sum", Scalar::I64).nullable();
        sum.generated = Some(Generated {
            sql: Sql::new(expression),
            stored: true,
        });
        let columns = [
            id(),
            column("a", Scalar::I64),
            column("b", Scalar::I64),
            sum,
        ];
        let logs = table("logs", columns).index(&["sum", "a"], |i| i.name = name.into());
        schema(vec![
            logs.index(&["a"], |i| i.include = vec![ColumnId(3)]).0,
        ])
    };
    leads(&logs("a + b", "by_sum"), &logs("a * b", "by_product"));
}
