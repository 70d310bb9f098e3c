//! Migrations of two differences that follow each other: what takes the same lock and ends at once is one migration.

use super::op::{LockMode, Migration, Op};
use erd_core::{Capability, Dialect};
use std::collections::BTreeSet;

/// Appends what follows. The last migration that is there takes in the first that comes, where they can share a
/// transaction and nobody waits longer for it.
pub(super) fn join(all: &mut Vec<Migration>, next: Vec<Migration>, dialect: Dialect) {
    let mut next = next.into_iter();
    if let Some(first) = next.next() {
        match all.last_mut() {
            Some(last) if share(last, &first, dialect) => last.ops.extend(first.ops),
            _ => all.push(first),
        }
    }
    all.extend(next);
}

fn share(last: &Migration, first: &Migration, dialect: Dialect) -> bool {
    if last.phase != first.phase {
        return false;
    }
    if !dialect.has(Capability::TransactionalDdl) {
        // Each statement commits by itself; batches are run apart, because they take their time.
        let batches = |migration: &Migration| migration.ops.iter().any(|op| op.backfill.is_some());
        return !batches(last) && !batches(first);
    }
    let held = keeps_out(&last.ops);
    let wanted = keeps_out(&first.ops);
    last.in_transaction
        && first.in_transaction
        && !last.ops.iter().any(Op::adds_enum_value)
        // Nothing takes its time while somebody is kept out, and nobody is kept out of one table for the lock of another.
        && (held.is_empty() || (wanted.is_subset(&held) && first.ops.iter().all(is_brief)))
}

/// The tables whose readers or writers wait.
fn keeps_out(ops: &[Op]) -> BTreeSet<&str> {
    let locks = ops.iter().flat_map(|op| &op.locks);
    locks
        .filter(|lock| lock.mode > LockMode::None)
        .map(|lock| lock.table.as_str())
        .collect()
}

/// Whether it takes no longer for many rows than for few.
fn is_brief(op: &Op) -> bool {
    op.scans.is_empty() && op.rewrites.is_empty() && op.backfill.is_none()
}
