//! A partition goes: it is detached, and then dropped as a table of its own.

use super::{Worker, is_default, part, resources};
use crate::plan::context::hazard;
use crate::plan::node::{Node, Nodes, Stage};
use crate::plan::op::{Lock, LockMode, Loss, Phase, Reverse};
use crate::plan::op_name::OpKind;
use crate::plan::resource;
use erd_core::effect::Kind;

impl Worker<'_> {
    /// The node after which the partition is no more.
    pub(super) fn drop(&self, position: usize, nodes: &mut Nodes) -> Option<usize> {
        let part = part(self.context.mid_table(self.pair), position)?;
        let path = self.path();
        let (parent, name) = (self.parent(), self.name(&part.name));
        let own = part.name.to_string();
        let literal = self.writer.literal(&name);
        // A table with a DEFAULT partition detaches under a lock only.
        let whole = is_default(part) || self.default_part().is_some();
        let word = if whole { "" } else { " CONCURRENTLY" };
        let kind = if whole {
            Kind::DetachPartition
        } else {
            Kind::DetachPartitionConcurrently
        };
        let mode = kind.postgres_lock();
        let attach = format!(
            "ALTER TABLE {parent} ATTACH PARTITION {name} {}",
            part.bounds
        );
        let mut op = self.context.table_op(
            self.pair,
            mode,
            OpKind::DetachPartition.on(&own),
            format!("detach partition {own} from {path}"),
            vec![format!(
                "ALTER TABLE {parent} DETACH PARTITION {name}{word}"
            )],
            vec![attach.clone()],
        );
        op.locks.push(Lock {
            table: own.clone(),
            mode: LockMode::AccessExclusive,
        });
        op.locks
            .extend(self.referenced(LockMode::ShareRowExclusive));
        for lock in self.referencing(LockMode::AccessExclusive) {
            op.hazards.push(hazard(
                "M36",
                format!("nobody reads or writes {} for a moment, and nobody writes it while it is searched for rows that reference the partition, which must not be there", lock.table),
            ));
            op.locks.push(lock);
        }
        op.locks.sort();
        op.locks.dedup();
        op.hazards
            .push(hazard("M36", "its rows are no longer in the table"));
        if whole {
            op.hazards.push(hazard(
                "M36",
                "a table with a DEFAULT partition keeps out its readers for a moment",
            ));
        } else {
            // It waits for everybody who uses the table, and keeps nobody out meanwhile.
            op.timeouts.lock_ms = None;
            op.timeouts.statement_ms = None;
            op.done = Some(format!(
                "SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM pg_inherits WHERE inhrelid = to_regclass({literal}))"
            ));
            // Cut off in the middle, it is neither attached nor detached.
            op.cleanup = Some(format!(
                "DO $erd$\nBEGIN\n    IF EXISTS (SELECT 1 FROM pg_inherits WHERE inhrelid = to_regclass({literal}) AND inhdetachpending) THEN\n        \
                 ALTER TABLE {parent} DETACH PARTITION {name} FINALIZE;\n        {attach};\n    END IF;\nEND\n$erd$"
            ));
        }
        let mut node = Node::new(op, Phase::Contract, Stage::Drop, path.clone())
            .rank(2)
            .requires([resource::table(&path), resource::names(&path)]);
        if !whole {
            node = node.alone();
        }
        let detached = nodes.push(node);
        let mut op = self.context.op(
            OpKind::DropPartition.on(&own),
            format!("drop partition {own}"),
            vec![format!("DROP TABLE {name}")],
            Vec::new(),
        );
        op.locks.push(Lock {
            table: own.clone(),
            mode: LockMode::AccessExclusive,
        });
        op.locks.extend(self.referenced(LockMode::AccessExclusive));
        op.locks.sort();
        op.locks.dedup();
        op.losses.push(Loss {
            allow: OpKind::DropPartition.on(&own),
            what: format!("every row of `{own}`"),
            count: Some(format!("SELECT count(*) FROM {name}")),
        });
        op.reverse = Reverse::Irreversible(format!("the rows of `{own}` are gone"));
        op.hazards.push(hazard(
            "M16",
            "the tables it references are locked too, for a moment",
        ));
        let node = Node::new(op, Phase::Contract, Stage::Drop, path)
            .rank(3)
            .removes(resources(part))
            .apart([detached]);
        Some(nodes.push(node))
    }
}
