//! What the rules let through for an engine is created, filled and emptied there; what they refuse, the engine refuses.

use crate::{odd, recipes};
use erd_checks::check_schema_with;
use erd_checks::config::{Config, TargetVersion};
use erd_core::{Dialect, Finding, Level, Schema};
use proptest::strategy::Strategy;
use proptest::test_runner::{Config as Proptest, RngAlgorithm, TestCaseError, TestRng, TestRunner};
use testkit::{Engine, Scratch};

/// Rules that deny because an engine refuses the statements, so that the engine can be asked.
const REFUSALS: [&str; 21] = [
    "F20", "F23", "F24", "F25", "I09", "I14", "I23", "K09", "K14", "K15", "N06", "N11", "P19",
    "T22", "T28", "T29", "T30", "T31", "T32", "T33", "T34",
];

/// Whether a finding speaks of what an engine refuses.
pub(crate) fn is_refusal(finding: &Finding) -> bool {
    REFUSALS.contains(&finding.id)
}

/// What a build for that engine alone says.
pub(crate) fn denied(schema: &Schema, engine: &Engine) -> Vec<Finding> {
    let (major, minor) = engine.release();
    let version = if engine.dialect() == Dialect::Postgres {
        vec![major]
    } else {
        vec![major, minor]
    };
    let config = Config {
        targets: vec![TargetVersion {
            product: engine.dialect().into(),
            version,
            line: 1,
        }],
        ..Config::default()
    };
    let mut found = check_schema_with(schema, &config).findings;
    found.retain(|f| f.level == Level::Deny);
    found
}

/// Runs the statements; the first error with its statement.
fn run<'s>(database: &mut Scratch, all: impl IntoIterator<Item = &'s str>) -> Result<(), String> {
    for sql in all {
        let done = database.execute(sql);
        done.map_err(|error| format!("{error}\n  in {sql}"))?;
    }
    Ok(())
}

/// Creates, fills and empties. `None` where erd itself renders nothing for that engine, with a code.
fn tried(schema: &Schema, engine: &Engine) -> Option<Result<(), String>> {
    let script = erd_ddl::render(schema, engine.model()).ok()?;
    let mut database = Scratch::on(engine);
    let create = run(&mut database, script.iter());
    let rows = odd::rows(schema, engine.dialect());
    let fill = create.and_then(|()| run(&mut database, rows.iter().map(String::as_str)));
    let empty = odd::deletes(schema, engine.dialect());
    Some(fill.and_then(|()| run(&mut database, empty.iter().map(String::as_str))))
}

fn judge(schema: &Schema, engine: &Engine) -> Result<bool, String> {
    let denied = denied(schema, engine);
    let only_refusals = denied.iter().all(is_refusal);
    if !denied.is_empty() && !only_refusals {
        return Ok(false);
    }
    match tried(schema, engine) {
        None => Ok(false),
        Some(Ok(())) if denied.is_empty() => Ok(true),
        Some(Err(_)) if !denied.is_empty() => Ok(true),
        Some(Ok(())) => {
            let found: Vec<_> = denied.iter().map(Finding::render).collect();
            Err(format!(
                "refused, and the engine takes it:\n{}",
                found.join("\n")
            ))
        }
        Some(Err(error)) => Err(format!("let through, and the engine refuses it: {error}")),
    }
}

fn any_declaration<T: std::fmt::Debug>(
    dialect: Dialect,
    cases: u32,
    strategy: &impl Strategy<Value = T>,
    build: impl Fn(&T, Dialect) -> Schema,
) {
    for engine in testkit::engines_of(dialect) {
        let config = Proptest {
            cases,
            failure_persistence: None,
            max_shrink_iters: 100,
            ..Proptest::default()
        };
        let mut runner = if stated().is_some() {
            TestRunner::new(config)
        } else {
            let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
            TestRunner::new_with_rng(config, rng)
        };
        let judged = std::cell::Cell::new(0_u32);
        let outcome = runner.run(strategy, |recipe| {
            let schema = build(&recipe, dialect);
            match judge(&schema, &engine) {
                Ok(asked) => {
                    judged.set(judged.get() + u32::from(asked));
                    Ok(())
                }
                Err(error) => Err(TestCaseError::fail(error)),
            }
        });
        if let Err(error) = outcome {
            panic!("{engine}: {error}");
        }
        assert!(
            judged.get() > 0,
            "{engine}: no declaration passed or was refused"
        );
    }
}

/// How many other cases a long run is to try: `ERD_ACCEPTED_CASES`. Without it every run has the same ones.
fn stated() -> Option<u32> {
    std::env::var("ERD_ACCEPTED_CASES").ok()?.parse().ok()
}

/// Cases of a run.
fn cases(usual: u32) -> u32 {
    stated().unwrap_or(usual)
}

#[test]
fn postgres_takes_what_passes() {
    any_declaration(Dialect::Postgres, cases(24), &odd::recipes(), odd::build);
}

#[test]
fn mysql_takes_what_passes() {
    any_declaration(Dialect::MySql, cases(40), &odd::recipes(), odd::build);
}

#[test]
fn mariadb_takes_what_passes() {
    any_declaration(Dialect::MariaDb, cases(40), &odd::recipes(), odd::build);
}

#[test]
fn sqlite_takes_what_passes() {
    any_declaration(Dialect::Sqlite, cases(128), &odd::recipes(), odd::build);
}

/// The schemas of the round trips too, with all that they have beside.
#[test]
fn whole_schemas_are_taken() {
    for dialect in [Dialect::MySql, Dialect::MariaDb, Dialect::Sqlite] {
        any_declaration(dialect, 24, &recipes::recipes(), |recipe, dialect| {
            recipes::build(recipe, dialect)
        });
    }
}
