//! Locks claimed are locks observed, and so are rewrites and scans.

use crate::cases::{self, Case};
use crate::observe::{Observed, Tables, connect, observe, rows, tables};
use erd_core::Dialect;
use erd_migrate::{ConstraintKind, LockMode, Op, OpKind};
use std::collections::{BTreeMap, BTreeSet};
use testkit::{Scratch, engines_of};

/// What the last case left is dropped, which takes less time than another database.
const EMPTY: &[&str] = &[
    "DROP SCHEMA IF EXISTS app CASCADE",
    "DROP SCHEMA IF EXISTS public CASCADE",
    "CREATE SCHEMA public",
    "DROP EXTENSION IF EXISTS hstore",
    "DROP FOREIGN DATA WRAPPER IF EXISTS far CASCADE",
];

/// Drops all that is there.
pub(crate) fn empty(db: &mut Scratch) -> Result<(), String> {
    EMPTY.iter().try_for_each(|sql| db.execute(sql))
}

/// The old schema and nothing else.
fn create(case: &Case, db: &mut Scratch) -> Result<(), String> {
    empty(db)?;
    let create = erd_ddl::render(&case.old, Dialect::Postgres).map_err(|e| e.to_string())?;
    let mut all: Vec<&str> = create.iter().collect();
    // What the model does not hold stands behind the tables and before what needs it.
    let tables = all
        .iter()
        .rposition(|sql| sql.contains("TABLE \"orders\""))
        .map_or(0, |at| at + 1);
    all.splice(tables..tables, case.prepare.iter().copied());
    for sql in all {
        db.execute(sql)?;
    }
    Ok(())
}

/// What differs between an op and what it did; a line each.
fn wrong(op: &Op, known: &BTreeSet<String>, seen: &Observed) -> Vec<String> {
    let mut wrong = Vec::new();
    let claimed: BTreeMap<_, _> = op
        .locks
        .iter()
        .filter(|lock| lock.mode > LockMode::None)
        .filter(|lock| known.contains(&lock.table))
        .map(|lock| (lock.table.clone(), lock.mode))
        .collect();
    let all: BTreeMap<_, _> = seen
        .locks
        .iter()
        .filter(|(_, mode)| **mode > LockMode::None)
        .filter_map(|(number, mode)| Some((seen.tables.get(number)?.path.clone(), *mode)))
        .filter(|(path, _)| known.contains(path))
        .collect();
    // A partition has what its table has.
    let observed: BTreeMap<_, _> = all
        .iter()
        .filter(|(path, mode)| {
            let mut above = ancestors(&seen.tables, path).into_iter();
            claimed.contains_key(*path)
                || !above.any(|parent| all.get(&parent).is_some_and(|held| held >= mode))
        })
        .map(|(path, mode)| (path.clone(), *mode))
        .collect();
    if claimed != observed {
        wrong.push(format!("locks {claimed:?}, and takes {observed:?}"));
    }
    let whole = |paths: &BTreeSet<String>| -> BTreeSet<String> {
        let known = paths.iter().filter(|path| known.contains(*path));
        let top = |path: &String| ancestors(&seen.tables, path).pop();
        known
            .map(|path| top(path).unwrap_or_else(|| path.clone()))
            .collect()
    };
    let names = |list: &[String]| -> BTreeSet<String> { list.iter().cloned().collect() };
    let rewrites = whole(&names(&op.rewrites));
    let rewritten = whole(&seen.rewritten);
    if rewrites != rewritten {
        wrong.push(format!(
            "rewrites {rewrites:?}, and writes {rewritten:?} anew"
        ));
    }
    if let Some(scanned) = &seen.scanned {
        // Who writes a table anew reads it.
        let mut scans = whole(&names(&op.scans));
        scans.extend(rewrites);
        let scanned = whole(scanned);
        // A foreign key is checked by a join, which may read all of a small table it references.
        let is_key = matches!(
            op.name.kind,
            OpKind::Constraint(_, ConstraintKind::ForeignKey)
        );
        let parents: BTreeSet<_> = if is_key {
            scanned.difference(&scans).cloned().collect()
        } else {
            BTreeSet::new()
        };
        let scanned: BTreeSet<_> = scanned.difference(&parents).cloned().collect();
        if scans != scanned {
            wrong.push(format!("scans {scans:?}, and reads {scanned:?}"));
        }
    }
    wrong
}

/// The tables above a partition, nearest first.
fn ancestors(tables: &Tables, path: &str) -> Vec<String> {
    let mut all = Vec::new();
    let mut path = path.to_owned();
    while let Some(parent) = tables
        .values()
        .find(|table| table.path == path)
        .and_then(|table| table.parent.clone())
    {
        all.push(parent.clone());
        path = parent;
    }
    all
}

fn check(case: &Case, version: u32, db: &mut Scratch) -> Result<(), String> {
    create(case, db)?;
    let plan = case.plan(version)?;
    let mut client = connect(db.url());
    // Tables that the plan makes are nobody's yet.
    let numbers: BTreeSet<String> = tables(&mut client).into_keys().collect();
    let mut failures = Vec::new();
    for op in plan.ops() {
        let seen = observe(db.url(), op)?;
        let known = seen
            .tables
            .iter()
            .filter(|(number, _)| numbers.contains(*number));
        let known = known.map(|(_, table)| table.path.clone()).collect();
        let wrong = wrong(op, &known, &seen);
        failures.extend(wrong.into_iter().map(|line| format!("{} {line}", op.name)));
    }
    let left = rows(
        &mut client,
        "SELECT count(*) FROM pg_index WHERE NOT indisvalid",
    )?;
    if left[0][0] != "0" {
        failures.push(format!("{} indexes are not valid", left[0][0]));
    }
    if failures.is_empty() {
        Ok(())
    } else {
        Err(failures.join("\n"))
    }
}

/// What is wrong on a server; empty where nothing is.
fn all(version: u32, mut db: Scratch) -> String {
    let mut failures = Vec::new();
    for case in cases::all(version) {
        if let Err(error) = check(&case, version, &mut db) {
            failures.push(format!("== {}:\n{error}", case.name));
        }
    }
    if failures.is_empty() {
        return String::new();
    }
    format!("PostgreSQL {version}\n{}\n", failures.join("\n"))
}

#[test]
fn locks_claimed_are_locks_observed() {
    let wrong: String = engines_of(Dialect::Postgres)
        .iter()
        .map(|engine| all(engine.release().0, Scratch::on(engine)))
        .collect();
    assert!(wrong.is_empty(), "{wrong}");
}
