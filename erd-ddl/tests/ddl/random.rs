//! Random schemas: rendered, executed, filled with a row in every table, linked in cycles, and dropped with their rows.

use erd_core::Dialect;
use erd_core::schema::Schema;
use erd_ddl::{render, render_drop};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseError, TestRunner};
use testkit::Scratch;
use testkit::random::{build, fill, recipe};

fn live(dialect: Dialect, schema: &Schema) -> Result<(), String> {
    let create = render(schema, dialect).map_err(|e| e.to_string())?;
    let mut db = Scratch::new(dialect);
    for sql in create.iter() {
        db.execute(sql)?;
    }
    fill(&mut db, dialect, schema)?;
    for sql in render_drop(schema, dialect)
        .map_err(|e| e.to_string())?
        .iter()
    {
        db.execute(sql)?;
    }
    // What is dropped can be made again.
    for sql in create.iter() {
        db.execute(sql)?;
    }
    Ok(())
}

fn all_live(dialect: Dialect, cases: u32) {
    if !testkit::dialects().contains(&dialect) {
        return;
    }
    let mut runner = TestRunner::new(Config {
        cases,
        failure_persistence: None,
        ..Config::default()
    });
    let recipes = prop::collection::vec(recipe(), 1..7);
    let outcome = runner.run(&recipes, |recipes| {
        live(dialect, &build(&recipes)).map_err(TestCaseError::fail)
    });
    if let Err(error) = outcome {
        panic!("{dialect}: {error}");
    }
}

#[test]
fn sqlite_takes_any_schema() {
    all_live(Dialect::Sqlite, 256);
}

#[test]
fn postgres_takes_any_schema() {
    all_live(Dialect::Postgres, 32);
}

#[test]
fn mariadb_takes_any_schema() {
    all_live(Dialect::MariaDb, 32);
}
