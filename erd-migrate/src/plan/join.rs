//! Migrations of two differences that follow each other: what takes the same lock and ends at once is one migration.

use super::op::{LockMode, Migration, Op, SplitReason};
use super::small::Small;
use erd_core::{Capability, Dialect};
use std::collections::BTreeSet;

/// How the migrations of a plan are put together.
#[derive(Clone, Copy)]
pub(super) struct Join<'a> {
    pub(super) dialect: Dialect,
    pub(super) small: &'a Small,
}

impl Join<'_> {
    /// Appends what follows. The last migration that is there takes in the first that comes, where they can share a
    /// transaction and nobody waits longer for it.
    pub(super) fn append(self, all: &mut Vec<Migration>, next: Vec<Migration>) {
        let mut next = next.into_iter();
        if let Some(first) = next.next() {
            match all.last_mut() {
                Some(last) if self.apart(last, &first).is_none() => last.ops.extend(first.ops),
                _ => all.push(first),
            }
        }
        all.extend(next);
    }

    /// Notes with each migration why it is not part of the one before it.
    pub(super) fn explain(self, migrations: &mut [Migration]) {
        for i in 1..migrations.len() {
            let reason = self.apart(&migrations[i - 1], &migrations[i]);
            migrations[i].apart = reason.or(migrations[i].apart);
        }
    }

    /// Why two migrations that follow each other are two; `None` where they can be one.
    fn apart(self, last: &Migration, first: &Migration) -> Option<SplitReason> {
        if last.phase != first.phase {
            return Some(SplitReason::Phase);
        }
        let batches = |migration: &Migration| migration.ops.iter().any(|op| op.backfill.is_some());
        let filled = batches(last) || batches(first);
        if !self.dialect.has(Capability::TransactionalDdl) {
            // Each statement commits by itself, and batches take their time.
            return filled.then_some(SplitReason::Batches);
        }
        if !last.in_transaction || !first.in_transaction {
            return Some(if filled {
                SplitReason::Batches
            } else {
                SplitReason::OutsideTransaction
            });
        }
        if last.ops.iter().any(Op::adds_enum_value) {
            return Some(SplitReason::Committed);
        }
        let held = keeps_out(&last.ops);
        if held.is_empty() {
            return None;
        }
        if !keeps_out(&first.ops).is_subset(&held) {
            return Some(SplitReason::AnotherLock);
        }
        (!first.ops.iter().all(|op| self.is_brief(op))).then_some(SplitReason::LongUnderLock)
    }

    /// Whether it takes no longer for many rows than for few, or is about few.
    fn is_brief(self, op: &Op) -> bool {
        op.backfill.is_none()
            && ((op.scans.is_empty() && op.rewrites.is_empty()) || self.small.covers(op))
    }
}

/// The tables whose readers or writers wait.
fn keeps_out(ops: &[Op]) -> BTreeSet<&str> {
    let locks = ops.iter().flat_map(|op| &op.locks);
    locks
        .filter(|lock| lock.mode > LockMode::None)
        .map(|lock| lock.table.as_str())
        .collect()
}
