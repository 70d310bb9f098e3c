//! Partitions. A declaration that does not name them leaves them to whoever makes them.

use super::normal::Pairing;
use super::{Step, TableChange, TablePair};
use erd_core::Dialect;
use erd_core::schema::{ColumnId, Partition, PartitionKind, PartitionTable};
use erd_ddl::expression::statement;

pub(super) fn compare(pairing: &Pairing<'_>, pair: TablePair, steps: &mut Vec<Step>) {
    if pairing.dialect == Dialect::Sqlite {
        return;
    }
    let old = pairing.old_table(pair).intent.partition.as_ref();
    let new = pairing.new_table_of(pair).intent.partition.as_ref();
    let shape = |partition: &Partition, columns: Option<Vec<ColumnId>>| {
        let key = partition.key.as_deref();
        let key = key.map(|text| statement(text, pairing.dialect));
        (partition.kind, columns.filter(|_| key.is_none()), key)
    };
    let old_shape = old.map(|p| shape(p, pairing.new_columns(pair, &p.columns)));
    let new_shape = new.map(|p| shape(p, Some(p.columns.clone())));
    if old_shape != new_shape {
        steps.push(Step::AlterTable {
            table: pair,
            changes: vec![TableChange::Partition],
        });
        return;
    }
    let (Some(old), Some(new)) = (old, new) else {
        return;
    };
    let text = |sql: &str| statement(sql, pairing.dialect);
    let same = |a: &PartitionTable, b: &PartitionTable| {
        a.name == b.name && text(&a.bounds) == text(&b.bounds)
    };
    if is_cut_otherwise(old, new, &text) {
        steps.push(Step::AlterTable {
            table: pair,
            changes: vec![TableChange::Partition],
        });
        return;
    }
    // Without a list they are made as time goes on; by hash they are a number.
    if new.parts.is_empty() || new.kind == PartitionKind::Hash {
        return;
    }
    for (i, part) in old.parts.iter().enumerate() {
        if !new.parts.iter().any(|other| same(part, other)) {
            steps.push(Step::DropPartition {
                table: pair,
                old: i,
            });
        }
    }
    for (i, part) in new.parts.iter().enumerate() {
        if !old.parts.iter().any(|other| same(part, other)) {
            steps.push(Step::AddPartition {
                table: pair,
                new: i,
            });
        }
    }
}

/// Whether another number of HASH partitions is wanted, a DEFAULT one without a list of the others, or a partition that
/// stays has other partitions of its own: rows would have to move.
fn is_cut_otherwise(old: &Partition, new: &Partition, text: &impl Fn(&str) -> String) -> bool {
    let twin = |part: &PartitionTable, all: &[PartitionTable]| {
        let mut all = all.iter();
        let same = |other: &&PartitionTable| {
            other.name == part.name && text(&other.bounds) == text(&part.bounds)
        };
        all.find(same).cloned()
    };
    let number = |partition: &Partition| {
        let listed = u32::try_from(partition.parts.len()).unwrap_or(u32::MAX);
        Some(partition.count.unwrap_or(listed)).filter(|number| *number > 0)
    };
    if new.kind == PartitionKind::Hash {
        return matches!((number(old), number(new)), (Some(a), Some(b)) if a != b);
    }
    if new.parts.is_empty() {
        return old.default != new.default;
    }
    let pairs = old.parts.iter();
    let mut open: Vec<_> = pairs
        .filter_map(|part| Some((part.clone(), twin(part, &new.parts)?)))
        .collect();
    while let Some((a, b)) = open.pop() {
        let (a, b) = match (a.partition, b.partition) {
            (None, None) => continue,
            (Some(a), Some(b)) => (a, b),
            _ => return true,
        };
        if text(&a.by) != text(&b.by) || a.parts.len() != b.parts.len() {
            return true;
        }
        for part in &a.parts {
            match twin(part, &b.parts) {
                Some(other) => open.push((part.clone(), other)),
                None => return true,
            }
        }
    }
    false
}
