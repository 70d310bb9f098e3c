//! Partitions (rules M35 to M37).

mod add;
mod bounds;
mod drop;

use crate::Step;
use crate::diff::TablePair;
use crate::plan::context::Context;
use crate::plan::node::Nodes;
use crate::plan::op::{Lock, LockMode};
use crate::plan::resource::{self, Resource};
use erd_core::Capability;
use erd_core::schema::{ForeignKeyWalker, ObjectName, PartitionTable, Table};
use erd_ddl::SqlWriter;

pub(super) fn nodes(context: &Context<'_>, nodes: &mut Nodes) {
    let writer = context.new_writer();
    let worker = |pair: TablePair| Worker {
        context,
        writer,
        pair,
    };
    let mut gone: Vec<(TablePair, usize)> = Vec::new();
    for step in &context.diff.steps {
        if let Step::DropPartition { table, old } = step
            && let Some(node) = worker(*table).drop(*old, nodes)
        {
            gone.push((*table, node));
        }
    }
    for step in &context.diff.steps {
        if let Step::AddPartition { table, new } = step {
            // What goes may hold the same values.
            let before = gone.iter().filter(|(pair, _)| pair == table);
            worker(*table).add(*new, before.map(|(_, node)| *node).collect(), nodes);
        }
    }
}

struct Worker<'a> {
    context: &'a Context<'a>,
    writer: SqlWriter<'a>,
    pair: TablePair,
}

impl Worker<'_> {
    fn path(&self) -> String {
        self.context.path(self.pair)
    }

    fn parent(&self) -> String {
        self.writer.table(self.pair.new)
    }

    fn name(&self, name: &ObjectName) -> String {
        self.writer.name(name.schema.as_deref(), &name.name)
    }

    /// The partition that takes what fits no other, and is there before the plan.
    fn default_part(&self) -> Option<&PartitionTable> {
        let partition = self.context.mid_table(self.pair).intent.partition.as_ref();
        partition?.parts.iter().find(|part| is_default(part))
    }

    /// Locks of that mode on the tables that the foreign keys of the table reference; their triggers are made or dropped
    /// with each partition.
    fn referenced(&self, mode: LockMode) -> Vec<Lock> {
        let schema = &self.context.mid;
        let table = self.context.mid_table(self.pair);
        let kept = |name: &str| {
            let new = self.context.new_table(self.pair);
            new.foreign_keys.iter().any(|key| key.name == name)
        };
        let keys = table.foreign_keys.iter().filter(|key| kept(&key.name));
        let targets = keys.filter_map(|key| Context::target(schema, self.pair.old, key));
        let others = targets.filter(|(id, _)| *id != self.pair.old);
        others
            .map(|(_, parent)| Lock {
                table: parent.path(),
                mode,
            })
            .collect()
    }
}

impl Worker<'_> {
    /// PostgreSQL 14 keeps fewer triggers for references to a partitioned table than the versions after it.
    fn has_fewer_triggers(&self) -> bool {
        let engine = self.context.diff.engine;
        !engine.may_have(Capability::ReferenceTriggersOfPartitions)
    }

    /// Locks of that mode on the tables whose foreign keys lead to this one.
    fn referencing(&self, mode: LockMode) -> Vec<Lock> {
        let keys = self.context.mid.walk(self.pair.old).referencing_keys();
        let others = keys
            .map(ForeignKeyWalker::table)
            .filter(|table| table.id() != self.pair.old);
        others
            .map(|table| Lock {
                table: table.path(),
                mode,
            })
            .collect()
    }
}

fn is_default(part: &PartitionTable) -> bool {
    part.bounds.trim().eq_ignore_ascii_case("default")
}

fn part(table: &Table, position: usize) -> Option<&PartitionTable> {
    table.intent.partition.as_ref()?.parts.get(position)
}

/// A partition and those of its own as tables with names.
fn resources(part: &PartitionTable) -> impl Iterator<Item = Resource> {
    part.tables().flat_map(|part| {
        [
            resource::table(&part.name.to_string()),
            resource::relation(part.name.schema.as_deref(), &part.name.name),
        ]
    })
}

/// All partitions that hold rows, of those and of theirs.
pub(super) fn leaves(parts: &[PartitionTable]) -> Vec<&PartitionTable> {
    let mut open: Vec<&PartitionTable> = parts.iter().rev().collect();
    let mut leaves = Vec::new();
    while let Some(part) = open.pop() {
        match &part.partition {
            Some(sub) => open.extend(sub.parts.iter().rev()),
            None => leaves.push(part),
        }
    }
    leaves
}
