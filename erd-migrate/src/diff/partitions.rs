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
    // Without a list they are made as time goes on; by hash they are a number.
    if new.parts.is_empty() || new.kind == PartitionKind::Hash {
        return;
    }
    let same = |a: &PartitionTable, b: &PartitionTable| {
        a.name == b.name
            && statement(&a.bounds, pairing.dialect) == statement(&b.bounds, pairing.dialect)
    };
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
