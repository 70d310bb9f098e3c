//! Locks that plans claim on MySQL and MariaDB are locks that the servers take, and so are the tables that are copied.

mod holder;
mod observe;

use crate::changes::{CHANGES, Change, FAMILY};
use crate::diff::shop;
use crate::engines::planned_with;
use crate::traits;
use erd_core::schema::{Schema, Sequence};
use erd_core::{Engine as Version, Family};
use erd_migrate::{LockMode, Op, OpKind, OpName, PlanOptions};
use observe::{Observed, observe};
use std::collections::{BTreeMap, BTreeSet};
use std::thread;
use testkit::random::fill;
use testkit::{Engine, Scratch};

/// What differs between an op and what it did; a line each. `ends` are the tables that an ALTER TABLE waits for at its end.
fn wrong(
    op: &Op,
    tables: &BTreeSet<String>,
    ends: &BTreeSet<String>,
    seen: &Observed,
) -> Vec<String> {
    let mut wrong = Vec::new();
    // A table that is renamed is known by its new name.
    let old = Some(&op.name.owner).filter(|_| op.name.kind == OpKind::RenameTable);
    let name = |table: &String| match old {
        Some(old) if !tables.contains(table) => old.clone(),
        _ => table.clone(),
    };
    let claimed = op.locks.iter().filter(|lock| lock.mode > LockMode::None);
    let claimed: BTreeMap<_, _> = claimed
        .map(|lock| (name(&lock.table), lock.mode))
        .filter(|(table, _)| tables.contains(table))
        .collect();
    let taken = seen
        .locks
        .iter()
        .filter(|(_, mode)| **mode > LockMode::None);
    let mut taken: BTreeMap<_, _> = taken.map(|(table, mode)| (table.clone(), *mode)).collect();
    // A copy that is made beside writers keeps them out for its last rows.
    let beside = op
        .statements
        .iter()
        .any(|sql| sql.ends_with("ALGORITHM=COPY, LOCK=NONE"));
    if beside {
        taken.retain(|_, mode| *mode > LockMode::Share);
    }
    for table in &seen.ended {
        match claimed.get(table) {
            Some(LockMode::AccessExclusive) => {
                taken.insert(table.clone(), LockMode::AccessExclusive);
            }
            _ if ends.contains(table) => {}
            _ => wrong.push(format!("waits at its end for who uses {table}")),
        }
    }
    if claimed != taken {
        wrong.push(format!("claims {claimed:?}, and takes {taken:?}"));
    }
    let rewrites = op.rewrites.iter().filter(|table| tables.contains(*table));
    let rewrites: BTreeSet<String> = rewrites.cloned().collect();
    let written = seen.rewritten.intersection(tables).cloned().collect();
    if rewrites != written {
        wrong.push(format!(
            "rewrites {rewrites:?}, and writes {written:?} anew"
        ));
    }
    wrong
        .iter()
        .map(|line| format!("{} {line}\n  {}", op.name, op.statements.join(";\n  ")))
        .collect()
}

/// A database with the old schema and a row in each table.
fn filled(engine: &Engine, old: &Schema) -> Result<Scratch, String> {
    let dialect = engine.dialect();
    let mut database = Scratch::on(engine);
    let create = erd_ddl::render(old, dialect).map_err(|error| error.to_string())?;
    for sql in create.iter() {
        database.execute(sql)?;
    }
    fill(&mut database, dialect, old)?;
    Ok(database)
}

/// The tables that reference a table.
fn referencing(database: &mut Scratch, table: &str) -> Result<BTreeSet<String>, String> {
    let rows = database.query(&format!(
        "SELECT table_name FROM information_schema.referential_constraints \
         WHERE constraint_schema = DATABASE() AND referenced_table_name = '{table}'"
    ))?;
    Ok(rows.into_iter().flatten().flatten().collect())
}

/// The ops of a plan, one after the other; the names of those that were seen go to `kinds`.
fn check(
    engine: &Engine,
    (old, new): (&Schema, &Schema),
    in_place: bool,
    kinds: &mut BTreeSet<String>,
) -> Result<(), String> {
    let (major, minor) = engine.release();
    let version = Version::new(engine.dialect(), &[major, minor]);
    let options = PlanOptions {
        in_place,
        ..PlanOptions::default()
    };
    let Ok(plan) = planned_with(old, new, version, options) else {
        // What no server does in place is refused, and another test's.
        return Ok(());
    };
    let mut database = filled(engine, old)?;
    // Tables that the plan makes are nobody's yet.
    let mut tables: BTreeSet<String> = old.tables.iter().map(|t| t.name.clone()).collect();
    let mut failures = Vec::new();
    for op in plan.ops() {
        let OpName { kind, owner, .. } = &op.name;
        kinds.insert(kind.to_string());
        let own = owner.split('.').next().unwrap_or_default();
        let mut ends = referencing(&mut database, own)?;
        ends.insert(own.to_owned());
        ends.extend(op.locks.iter().map(|lock| lock.table.clone()));
        let seen = observe(database.url(), op, &tables).map_err(|e| format!("{}: {e}", op.name))?;
        failures.extend(wrong(op, &tables, &ends, &seen));
        if *kind == OpKind::RenameTable {
            tables.remove(owner);
            tables.extend(op.locks.iter().map(|lock| lock.table.clone()));
        } else if *kind == OpKind::DropTable {
            tables.remove(owner);
        }
    }
    if failures.is_empty() {
        Ok(())
    } else {
        Err(failures.join("\n"))
    }
}

/// What is about the table that another references, beside the changes of the shop.
const REFERENCED: &[Change] = &[
    ("rename the referenced table", |s| {
        s.tables[0].renamed_from = Some("customers".into());
        s.tables[0].name = "buyers".into();
    }),
    ("rename the referenced column", |s| rename(s, "number")),
    ("drop both tables", |s| s.tables.clear()),
    ("start at a later number", |s| {
        s.tables[0].columns[0].sequence = Some(Box::new(Sequence {
            start: Some(1000),
            ..Sequence::default()
        }));
    }),
];

fn rename(shop: &mut Schema, name: &str) {
    let id = &mut shop.tables[0].columns[0];
    id.renamed_from = Some(std::mem::replace(&mut id.name, name.into()));
    shop.tables[1].foreign_keys[0].target_columns = vec![name.into()];
}

/// The row of the old schema stands in the way of these.
const BLOCKED: [&str; 6] = [
    "rename two columns into each other",
    "rename two columns into each other, backwards",
    "add a value in the middle, backwards",
    "a column with a value of its own, backwards",
    "rename a column of a check and of a key, backwards",
    "rename the referenced table, backwards",
];

/// What plans do to a table; each has to be seen.
const KINDS: [&str; 22] = [
    "add_check",
    "add_column",
    "add_foreign_key",
    "add_index",
    "alter_column",
    "create_table",
    "create_trigger",
    "drop_check",
    "drop_column",
    "drop_foreign_key",
    "drop_index",
    "drop_table",
    "drop_trigger",
    "finish_column",
    "hide_or_show_index",
    "primary_key",
    "rename_columns",
    "rename_index",
    "rename_table",
    "replace_index",
    "set_comment",
    "set_start",
];

/// How often what differs is looked at.
const TRIES: usize = 3;

/// What is wrong on a server; a text each.
fn all(engine: &Engine) -> Vec<String> {
    let mut failures = Vec::new();
    let mut kinds = BTreeSet::new();
    let mut see = |name: &str, pair: (&Schema, &Schema), in_place: bool| {
        if BLOCKED.contains(&name) {
            return;
        }
        // On a busy machine a lock that was held for a moment may not be seen. A wrong claim is wrong each time.
        let mut seen = check(engine, pair, in_place, &mut kinds);
        for _ in 1..TRIES {
            seen = seen.or_else(|_| check(engine, pair, in_place, &mut kinds));
        }
        if let Err(error) = seen {
            failures.push(format!(
                "== {engine}, {name}, in place {in_place}:\n{error}"
            ));
        }
    };
    for (name, old, new) in &traits::pairs(engine.dialect()) {
        see(name, (old, new), true);
    }
    for (name, change) in [CHANGES, FAMILY, REFERENCED].concat() {
        let mut new = shop();
        change(&mut new);
        see(name, (&shop(), &new), true);
        see(&format!("{name}, backwards"), (&new, &shop()), true);
        see(name, (&shop(), &new), false);
    }
    let unseen: Vec<_> = KINDS
        .iter()
        .filter(|kind| !kinds.contains(**kind))
        .collect();
    if !unseen.is_empty() {
        failures.push(format!("== {engine}: nothing did {unseen:?}"));
    }
    failures
}

#[test]
fn locks_claimed_are_locks_taken() {
    let mut engines = testkit::engines();
    engines.retain(|engine| engine.dialect().is(Family::MySql));
    // The servers wait more than they work.
    let failures = thread::scope(|scope| {
        let all: Vec<_> = engines
            .iter()
            .map(|engine| scope.spawn(|| all(engine)))
            .collect();
        let ended = all
            .into_iter()
            .flat_map(|one| one.join().expect("no panic"));
        ended.collect::<Vec<_>>()
    });
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
