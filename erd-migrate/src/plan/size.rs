//! What grows with a table that is declared to be large (rule M54).

use super::Migration;
use super::context::hazard;
use super::op::{Backfill, LockMode, Op};
use crate::{Diff, Step};
use erd_core::effect::size::LARGE;
use std::collections::{BTreeMap, BTreeSet};

/// Says with each op that reads, writes anew or fills a large table how large it is, and who waits.
pub(super) fn tell(diff: &Diff, migrations: &mut [Migration]) {
    let large = large(diff);
    if large.is_empty() {
        return;
    }
    for op in migrations
        .iter_mut()
        .flat_map(|migration| &mut migration.ops)
    {
        let mut told = Vec::new();
        let locked = op.locks.iter().map(|lock| &lock.table);
        let touched: BTreeSet<_> = op.rewrites.iter().chain(&op.scans).chain(locked).collect();
        let touched = touched
            .into_iter()
            .filter_map(|table| large.get_key_value(table));
        for (table, rows) in touched {
            let what = if op.rewrites.contains(table) {
                "all are written anew"
            } else if op.backfill.is_some() && op.locks.iter().any(|lock| lock.table == *table) {
                "all are gone through"
            } else if op.scans.contains(table) {
                "all are read"
            } else {
                continue;
            };
            let meanwhile = match &op.backfill {
                Some(backfill) => rests(backfill, *rows),
                None => waits(op, table).to_owned(),
            };
            told.push(hazard(
                "M54",
                format!(
                    "`{table}` has {} rows, and {what}: {meanwhile}",
                    words(*rows)
                ),
            ));
        }
        op.hazards.extend(told);
    }
}

/// Rows of the large tables that are there, under their old and their new names.
fn large(diff: &Diff) -> BTreeMap<String, u64> {
    let mut all = BTreeMap::new();
    for table in &diff.old.tables {
        all.insert(table.path(), table.intent.rows);
    }
    let created = diff.steps.iter().filter_map(|step| match step {
        Step::CreateTable { table } => Some(table.0),
        _ => None,
    });
    let created: BTreeSet<usize> = created.collect();
    for (i, table) in diff.new.tables.iter().enumerate() {
        // A database does not know it; and a table that is new has no rows yet.
        if !created.contains(&i) && table.intent.rows.is_some() {
            all.insert(table.path(), table.intent.rows);
        }
    }
    let large = all
        .into_iter()
        .filter_map(|(path, rows)| Some((path, rows?)));
    large.filter(|(_, rows)| *rows > LARGE).collect()
}

/// Who waits for the op meanwhile.
fn waits(op: &Op, table: &str) -> &'static str {
    let locks = op.locks.iter().filter(|lock| lock.table == table);
    match locks.map(|lock| lock.mode).max() {
        Some(LockMode::AccessExclusive) => "nobody reads or writes it until that is done",
        Some(LockMode::Share | LockMode::ShareRowExclusive) => {
            "nobody writes it until that is done"
        }
        Some(LockMode::None) | None => "it takes long, and nobody waits for it",
    }
}

fn rests(backfill: &Backfill, rows: u64) -> String {
    let batches = rows.div_ceil(u64::from(backfill.rows.max(1)));
    let seconds = batches.saturating_mul(u64::from(backfill.pause_ms)) / 1000;
    let time = match seconds {
        0..120 => format!("{seconds} s"),
        120..7200 => format!("{} min", seconds / 60),
        _ => format!("{} h", seconds / 3600),
    };
    format!("{batches} batches, the rests between which alone take {time}")
}

/// `500 million`, `1.2 billion`; a large number at least.
fn words(rows: u64) -> String {
    let (unit, word) = if rows >= 1_000_000_000 {
        (1_000_000_000, "billion")
    } else {
        (1_000_000, "million")
    };
    let tenths = rows / (unit / 10);
    match (tenths / 10, tenths % 10) {
        (whole, 0) => format!("{whole} {word}"),
        (whole, tenth) => format!("{whole}.{tenth} {word}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_told_in_words() {
        assert_eq!(words(500_000_000), "500 million");
        assert_eq!(words(1_000_001), "1 million");
        assert_eq!(words(1_250_000_000), "1.2 billion");
    }
}
