//! Which lock PostgreSQL takes ("Explicit Locking", Table-Level Locks; "ALTER TABLE").

use crate::facts::{ConstraintKind, OpKind};

/// Nobody reads or writes.
pub(crate) const ACCESS_EXCLUSIVE: &str = "AccessExclusive";
/// Nobody writes, nor changes the schema.
pub(crate) const SHARE_ROW_EXCLUSIVE: &str = "ShareRowExclusive";
/// Nobody writes.
pub(crate) const SHARE: &str = "Share";

/// The lock on the table of an operation, where it keeps somebody from reading or writing.
pub(crate) fn postgres(op: &OpKind) -> Option<&'static str> {
    Some(match op {
        OpKind::AddConstraint { constraint, .. }
            if matches!(constraint.kind, ConstraintKind::ForeignKey(_)) =>
        {
            SHARE_ROW_EXCLUSIVE
        }
        OpKind::CreateTrigger { .. } | OpKind::SwitchTrigger { .. } => SHARE_ROW_EXCLUSIVE,
        OpKind::CreateIndex(index) if !index.concurrently => SHARE,
        OpKind::DropIndex {
            concurrently: false,
            ..
        }
        | OpKind::DetachPartition {
            concurrently: false,
            ..
        }
        | OpKind::DropTable { .. }
        | OpKind::AddColumn { .. }
        | OpKind::DropColumn { .. }
        | OpKind::AlterType { .. }
        | OpKind::SetNotNull { .. }
        | OpKind::DropNotNull { .. }
        | OpKind::DropDefault { .. }
        | OpKind::AddConstraint { .. }
        | OpKind::DropConstraint { .. }
        | OpKind::AlterConstraint { .. }
        | OpKind::RenameConstraint { .. }
        | OpKind::RenameColumn { .. }
        | OpKind::RenameTable { .. }
        | OpKind::SetSchema { .. }
        | OpKind::Truncate { .. }
        | OpKind::RewriteTable { .. }
        | OpKind::EnableRowSecurity { .. } => ACCESS_EXCLUSIVE,
        _ => return None,
    })
}
