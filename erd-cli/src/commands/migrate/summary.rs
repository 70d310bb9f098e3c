//! The table that ends `migrate new`: who waits for each migration and how long, and what to do when it stops.

use erd_core::{Capability, Dialect, Family};
use erd_migrate::{LockMode, Migration, Op};
use std::collections::BTreeMap;

/// Tables that are named in a cell before the rest is counted.
const NAMED: usize = 3;

/// The lines of the table, its head first, for migrations with these names.
pub(super) fn table(names: &[String], planned: &[Migration], dialect: Dialect) -> Vec<String> {
    let head = ["migration", "phase", "who waits", "if it stops"].map(str::to_owned);
    let rows = names.iter().zip(planned).map(|(name, migration)| {
        [
            name.clone(),
            migration.phase.word().to_owned(),
            waits(migration, dialect),
            after_a_stop(migration, dialect).to_owned(),
        ]
    });
    let rows: Vec<[String; 4]> = std::iter::once(head).chain(rows).collect();
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max();
    let widths = [0, 1, 2].map(|column| width(column).unwrap_or_default());
    let line = |[name, phase, waits, stop]: &[String; 4]| {
        let [a, b, c] = widths;
        format!("{name:a$}  {phase:b$}  {waits:c$}  {stop}")
    };
    rows.iter().map(line).collect()
}

/// How long a lock is held.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Held {
    Moment,
    WhileRead,
    WhileRewritten,
}

impl Held {
    fn of(op: &Op) -> Self {
        if !op.rewrites.is_empty() {
            Self::WhileRewritten
        } else if !op.scans.is_empty() {
            Self::WhileRead
        } else {
            Self::Moment
        }
    }

    const fn words(self) -> &'static str {
        match self {
            Self::Moment => "for a moment",
            Self::WhileRead => "while rows are read",
            Self::WhileRewritten => "while rows are written anew",
        }
    }
}

/// Who waits, for which tables, and how long.
pub(super) fn waits(migration: &Migration, dialect: Dialect) -> String {
    let mut tables: BTreeMap<&str, (LockMode, Held)> = BTreeMap::new();
    for op in &migration.ops {
        let held = Held::of(op);
        if migration.in_transaction && dialect.has(Capability::LocksUntilCommit) {
            // What was locked before stays locked.
            for (_, longest) in tables.values_mut() {
                *longest = held.max(*longest);
            }
        }
        for lock in op.locks.iter().filter(|lock| lock.mode > LockMode::None) {
            let (mode, longest) = tables.entry(&lock.table).or_insert((lock.mode, held));
            *mode = lock.mode.max(*mode);
            *longest = held.max(*longest);
        }
    }
    let mut alike: BTreeMap<(LockMode, Held), Vec<&str>> = BTreeMap::new();
    for (table, lock) in tables {
        alike.entry(lock).or_default().push(table);
    }
    if alike.is_empty() {
        return "nobody".to_owned();
    }
    let groups = alike.into_iter().rev().map(|((mode, held), tables)| {
        let more = tables.len().saturating_sub(NAMED);
        let mut named = tables[..tables.len() - more].join(", ");
        if more > 0 {
            named = format!("{named} and {more} more");
        }
        format!("{named}: {} {}", mode.who_waits(), held.words())
    });
    groups.collect::<Vec<_>>().join("; ")
}

/// What a run that was cut off left, and what `apply` does about it.
pub(super) fn after_a_stop(migration: &Migration, dialect: Dialect) -> &'static str {
    // A table of SQLite that is made anew begins and ends a transaction of its own.
    let whole = migration.in_transaction || dialect.is(Family::Sqlite);
    if whole && dialect.has(Capability::TransactionalDdl) {
        return "nothing of it stays; apply runs it again";
    }
    if migration.ops.iter().any(|op| op.backfill.is_some()) {
        return "finished batches stay; apply goes on with the other rows";
    }
    if migration.ops.iter().any(|op| op.cleanup.is_some()) {
        return "apply removes what is half built, and builds it again";
    }
    "finished statements stay; apply goes on after them"
}
