//! Random schemas: rendered, executed, described. What is described is what was declared, and it makes the same again.

use crate::recipes;
use erd_core::{Dialect, Schema};
use erd_live::{Described, oracle};
use erd_migrate::Options;
use proptest::test_runner::{Config, TestCaseError, TestRunner};
use testkit::Scratch;

/// Makes a schema in an empty database and describes it.
fn made(schema: &Schema, dialect: Dialect) -> Result<(Described, Scratch), String> {
    let script = erd_ddl::render(schema, dialect).map_err(|errors| errors.to_string())?;
    let mut database = Scratch::new(dialect);
    for sql in script.iter() {
        database.execute(sql)?;
    }
    let described = erd_live::describe_url(database.url()).map_err(|error| error.to_string())?;
    Ok((described, database))
}

fn round_trip(declared: &Schema, dialect: Dialect) -> Result<(), String> {
    let (first, original) = made(declared, dialect)?;
    if !first.unsupported.is_empty() {
        return Err(format!("unsupported: {:?}", first.unsupported));
    }
    let diff = erd_migrate::diff(&first.schema, declared, dialect, &Options::default())
        .map_err(|error| error.to_string())?;
    if !diff.is_empty() {
        return Err(format!("described and declared differ:\n{diff}"));
    }
    let (again, copy) = made(&first.schema, dialect)?;
    for (a, b) in first.schema.tables.iter().zip(&again.schema.tables) {
        if a != b {
            return Err(format!("described twice:\n{a:#?}\n{b:#?}"));
        }
    }
    if first == again {
        oracle::judge(original.url(), copy.url(), None)
    } else {
        Err(format!(
            "described twice:\n{:#?}\n{:#?}",
            first.schema.objects, again.schema.objects
        ))
    }
}

fn any_schema(dialect: Dialect, cases: u32) {
    if !testkit::dialects().contains(&dialect) {
        return;
    }
    let mut runner = TestRunner::new(Config {
        cases,
        failure_persistence: None,
        max_shrink_iters: 200,
        ..Config::default()
    });
    let outcome = runner.run(&recipes::recipes(), |recipes| {
        let declared = recipes::build(&recipes, dialect);
        round_trip(&declared, dialect).map_err(TestCaseError::fail)
    });
    if let Err(error) = outcome {
        panic!("{dialect}: {error}");
    }
}

#[test]
fn sqlite_gives_back_any_schema() {
    any_schema(Dialect::Sqlite, 128);
}

#[test]
fn mariadb_gives_back_any_schema() {
    any_schema(Dialect::MariaDb, 24);
}

#[test]
fn mysql_gives_back_any_schema() {
    any_schema(Dialect::MySql, 24);
}
