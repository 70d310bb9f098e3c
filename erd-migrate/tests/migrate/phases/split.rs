//! Columns are merged into one, or one is split.

use super::{App, Deploy, dialects};
use crate::engines::planned_with;
use erd_core::schema::Schema;
use erd_core::{Dialect, Scalar};
use erd_migrate::PlanOptions;
use testkit::schema::{With as _, column, id, schema, table};

const PARTS: App = App {
    insert: |id, v| {
        let (a, b) = v.split_once(' ').expect("two words");
        format!("INSERT INTO people (id, given, family) VALUES ({id}, '{a}', '{b}')")
    },
    update: |id, v| {
        let (a, b) = v.split_once(' ').expect("two words");
        format!("UPDATE people SET given = '{a}', family = '{b}' WHERE id = {id}")
    },
    delete: |id| format!("DELETE FROM people WHERE id = {id}"),
    select: "SELECT id, concat(given, ' ', family) FROM people ORDER BY id",
};

const WHOLE: App = App {
    insert: |id, v| format!("INSERT INTO people (id, name) VALUES ({id}, '{v}')"),
    update: |id, v| format!("UPDATE people SET name = '{v}' WHERE id = {id}"),
    delete: |id| format!("DELETE FROM people WHERE id = {id}"),
    select: "SELECT id, name FROM people ORDER BY id",
};

const NAMES: [&str; 5] = [
    "Ada Byron",
    "Alan Turing",
    "Grace Hopper",
    "Kurt Gödel",
    "Emmy Noether",
];

fn text(name: &str) -> erd_core::schema::Column {
    column(name, Scalar::Text).len(40)
}

fn parts() -> Schema {
    schema([], [table("people", [id(), text("given"), text("family")])])
}

fn whole() -> Schema {
    schema([], [table("people", [id(), text("name").len(90)])])
}

/// What is said of the values, by dialect.
fn options(dialect: Dialect) -> PlanOptions {
    let word = |n: i32| match dialect {
        Dialect::Postgres => format!("split_part(name, ' ', {})", if n < 0 { 2 } else { n }),
        _ => format!("substring_index(name, ' ', {n})"),
    };
    let said = [
        ("people.name", "concat(given, ' ', family)".to_owned()),
        ("people.given", word(1)),
        ("people.family", word(-1)),
    ];
    PlanOptions {
        backfill: said
            .into_iter()
            .map(|(path, sql)| (path.to_owned(), sql))
            .collect(),
        ..PlanOptions::default()
    }
}

#[test]
fn two_become_one_and_one_becomes_two() {
    for dialect in dialects() {
        let (two, one) = (parts(), whole());
        for (schemas, apps) in [
            ((&two, &one), (PARTS, WHOLE)),
            ((&one, &two), (WHOLE, PARTS)),
        ] {
            let plan = planned_with(schemas.0, schemas.1, dialect, options(dialect));
            let plan = plan.unwrap_or_else(|e| panic!("{e}"));
            let losses = plan.ops().flat_map(|op| &op.losses).count();
            assert_eq!(losses, 0, "{dialect}: all is in the new columns");
            Deploy::with(plan, dialect, schemas.0, apps, NAMES).there_and_back(schemas);
        }
    }
}

/// Where nobody says how to come back, the old columns are lost to who goes back, and that is asked about.
#[test]
fn without_a_way_back_the_old_columns_are_a_loss() {
    for dialect in dialects() {
        let mut options = options(dialect);
        options.backfill.retain(|path, _| path == "people.name");
        let (old, new) = (parts(), whole());
        let difference = erd_migrate::diff(&old, &new, dialect, &erd_migrate::Options::default())
            .expect("a difference");
        let refused = erd_migrate::plan(&difference, &options)
            .expect_err("losses")
            .0;
        assert_eq!(refused.len(), 2, "{dialect}: {refused:?}");
        let plan = planned_with(&old, &new, dialect, options).unwrap_or_else(|e| panic!("{e}"));
        let mut deploy = Deploy::with(plan, dialect, &old, (PARTS, WHOLE), NAMES);
        deploy.expand();
        // The new version says nothing of the old columns, and is understood by itself.
        deploy.works(&[WHOLE], "after expand");
        for migration in deploy.phase(erd_migrate::Phase::Contract) {
            deploy.migrate(&migration);
        }
        deploy.works(&[WHOLE], "the end");
    }
}
