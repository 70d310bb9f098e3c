//! Which lock PostgreSQL takes for an operation: the table of `erd_core::effect`, asked by what was read.

use crate::facts::{ConstraintKind, Name, OpKind};
use erd_core::Dialect;
use erd_core::effect::{Kind, LockMode};
use std::collections::BTreeMap;

/// What an operation is in the table; `None` where it touches no table that is there, or only its rows.
fn kind(op: &OpKind) -> Option<Kind> {
    Some(match op {
        OpKind::AddConstraint { constraint, .. } => match constraint.kind {
            ConstraintKind::ForeignKey(_) => Kind::AddForeignKey,
            _ => Kind::AddConstraint,
        },
        OpKind::CreateTrigger { .. } => Kind::CreateTrigger,
        OpKind::SwitchTrigger { .. } => Kind::SwitchTrigger,
        OpKind::CreateIndex(index) if index.concurrently => Kind::CreateIndexConcurrently,
        OpKind::CreateIndex(_) => Kind::CreateIndex,
        OpKind::DropIndex { concurrently, .. } => match concurrently {
            true => Kind::DropIndexConcurrently,
            false => Kind::DropIndex,
        },
        OpKind::AttachPartition { .. } => Kind::AttachPartition,
        OpKind::DetachPartition { concurrently, .. } => match concurrently {
            true => Kind::DetachPartitionConcurrently,
            false => Kind::DetachPartition,
        },
        OpKind::DropTable { .. } => Kind::DropTable,
        OpKind::AddColumn { .. } => Kind::AddColumn,
        OpKind::DropColumn { .. } => Kind::DropColumn,
        OpKind::AlterType { .. } => Kind::AlterType,
        OpKind::SetNotNull { .. } => Kind::SetNotNull,
        OpKind::DropNotNull { .. } => Kind::DropNotNull,
        OpKind::DropDefault { .. } => Kind::DropDefault,
        OpKind::ValidateConstraint { .. } => Kind::ValidateConstraint,
        OpKind::DropConstraint { .. } => Kind::DropConstraint,
        OpKind::AlterConstraint { .. } => Kind::AlterConstraint,
        OpKind::RenameConstraint { .. } => Kind::RenameConstraint,
        OpKind::RenameColumn { .. } => Kind::RenameColumn,
        OpKind::RenameTable { .. } => Kind::RenameTable,
        OpKind::SetSchema { .. } => Kind::SetSchema,
        OpKind::Truncate { .. } => Kind::Truncate,
        OpKind::RewriteTable { .. } => Kind::RewriteTable,
        OpKind::EnableRowSecurity { .. } => Kind::EnableRowSecurity,
        _ => return None,
    })
}

/// The lock on the table of an operation, where it keeps somebody from reading or writing.
pub(crate) fn postgres(op: &OpKind) -> Option<LockMode> {
    kind(op)
        .map(Kind::postgres_lock)
        .filter(|lock| *lock > LockMode::None)
}

/// The tables that are there on which statements of PostgreSQL take a lock that keeps somebody out, with the strongest one:
/// of each clause the table that it is about, of a foreign key also the one that it references. What is made is not among
/// them; an index that is dropped names no table.
pub fn locks(sql: &str) -> BTreeMap<String, LockMode> {
    let script = crate::read::read(sql, Dialect::Postgres);
    let ops = || script.statements.iter().flat_map(|s| &s.ops);
    let mut all = BTreeMap::new();
    let mut add = |table: &Name, lock: LockMode| {
        let known = all.entry(table.to_string()).or_insert(lock);
        *known = lock.max(*known);
    };
    for op in ops() {
        let (Some(lock), Some(table)) = (postgres(&op.kind), op.kind.table()) else {
            continue;
        };
        add(table, lock);
        let parent = match &op.kind {
            OpKind::AddConstraint { constraint, .. } => match &constraint.kind {
                ConstraintKind::ForeignKey(key) => Some(&key.parent),
                _ => None,
            },
            OpKind::AddColumn { column, .. } => column.references.as_ref().map(|key| &key.parent),
            _ => None,
        };
        if let Some(parent) = parent {
            add(parent, Kind::AddForeignKey.postgres_lock());
        }
    }
    all
}
