//! Tables that are so small that nobody notices who goes through all of their rows: what is done to them needs neither
//! batches nor a build beside the work, and so no migrations of their own.

use super::PlanOptions;
use super::node::Node;
use super::op::Op;
use crate::{Diff, Step};
use erd_core::effect::size::SMALL;
use erd_core::schema::Table;
use std::collections::BTreeMap;

/// Which tables of a change are small.
#[derive(Clone, Debug, Default)]
pub(super) struct Small {
    /// By path, under old names and new ones.
    known: BTreeMap<String, bool>,
    /// Those of which nobody says how many rows they have.
    others: bool,
}

impl Small {
    pub(super) fn new(diff: &Diff, options: &PlanOptions) -> Self {
        let mut known = BTreeMap::new();
        // What was counted is truer than what is declared, and the new declaration than the old one.
        let rows = |table: &Table| {
            options
                .rows
                .get(&table.path())
                .copied()
                .or(table.intent.rows)
        };
        for table in diff.old.tables.iter().chain(&diff.new.tables) {
            if let Some(rows) = rows(table) {
                known.insert(table.path(), rows < SMALL);
            }
        }
        for step in &diff.steps {
            if let Step::RenameTable { table } = step {
                let (old, new) = (diff.old[table.old].path(), diff.new[table.new].path());
                let said = known.get(&new).or_else(|| known.get(&old)).copied();
                known.extend(
                    said.into_iter()
                        .flat_map(|small| [(old.clone(), small), (new.clone(), small)]),
                );
            }
        }
        Self {
            known,
            others: options.small,
        }
    }

    pub(super) fn contains(&self, path: &str) -> bool {
        self.known.get(path).copied().unwrap_or(self.others)
    }

    /// Whether an op goes through rows of such tables alone, and keeps out users of no other.
    pub(super) fn covers(&self, op: &Op) -> bool {
        let locked = op.locks.iter().map(|lock| &lock.table);
        let mut tables = locked.chain(&op.scans).chain(&op.rewrites).peekable();
        tables.peek().is_some() && tables.all(|table| self.contains(table))
    }

    /// What stands apart for the sake of those who would wait does not.
    pub(super) fn join(&self, nodes: &mut [Node]) {
        for node in nodes {
            if self.covers(&node.op) {
                node.apart.clear();
            }
        }
    }
}
