//! What the histories of real applications showed.

use crate::build::{column, enum_type, enumerated, id, table};
use crate::engines::migrate;
use erd_core::schema::{EnumStorage, ObjectKind, Schema, SqlObject};
use erd_core::{Dialect, Scalar};

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
