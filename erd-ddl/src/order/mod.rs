//! The order in which tables are created.
//!
//! A table comes after the tables it references; among those that may come next, the one declared first does. A cycle of
//! foreign keys is broken: some of its keys are added after all tables exist (SQLite resolves a key when a row is
//! written, so it keeps them in the table). Which ones is decided by, in this order: as few mandatory keys as possible
//! (none, in a legal cycle), as few keys as possible, the ones declared last.

mod components;
mod feedback;

use erd_core::Schema;
use erd_core::schema::{Deferrable, TableId};
use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap};

/// Tables in order, and the foreign keys that point forward in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Plan {
    /// Every table once.
    pub(crate) tables: Vec<TableId>,
    /// Foreign keys that are added later: table, and position in its list.
    pub(crate) late: BTreeSet<(TableId, usize)>,
}

/// A foreign key between two tables, as an edge of the graph.
#[derive(Clone, Copy, Debug)]
struct Edge {
    from: usize,
    to: usize,
    /// Position in the list of the table's foreign keys.
    key: usize,
    /// A row can exist before the row it references: the key is nullable or checked at commit.
    soft: bool,
}

/// Orders the tables of a schema.
pub(crate) fn plan(schema: &Schema) -> Plan {
    let mut edges = edges(schema);
    let late = cut(schema.tables.len(), &mut edges);
    Plan {
        tables: sorted(schema.tables.len(), &edges),
        late,
    }
}

fn edges(schema: &Schema) -> Vec<Edge> {
    let mut edges = Vec::new();
    for table in schema.walk_tables() {
        for key in table.foreign_keys() {
            let Some(target) = key.target() else { continue };
            if target.id() == table.id() || !key.foreign_key().is_enforced() {
                continue;
            }
            edges.push(Edge {
                from: table.id().0,
                to: target.id().0,
                key: key.index(),
                soft: key.is_optional()
                    || key.foreign_key().deferrable == Deferrable::InitiallyDeferred,
            });
        }
    }
    edges
}

/// Takes edges out of the list until no cycle is left, and returns them.
fn cut(tables: usize, edges: &mut Vec<Edge>) -> BTreeSet<(TableId, usize)> {
    let component = components::components(tables, edges);
    let mut size = vec![0; tables];
    for c in &component {
        size[*c] += 1;
    }
    let mut removed = BTreeSet::new();
    for c in (0..tables).filter(|c| size[*c] > 1) {
        let inner: Vec<Edge> = edges
            .iter()
            .filter(|e| component[e.from] == c && component[e.to] == c)
            .copied()
            .collect();
        let broken = feedback::feedback(&inner);
        removed.extend(broken.iter().map(|e| (TableId(e.from), e.key)));
    }
    edges.retain(|e| !removed.contains(&(TableId(e.from), e.key)));
    removed
}

/// Kahn's algorithm with a heap: of the tables whose targets all exist, the one declared first.
fn sorted(tables: usize, edges: &[Edge]) -> Vec<TableId> {
    let mut missing = vec![0_usize; tables];
    let mut dependants = vec![Vec::new(); tables];
    for edge in edges {
        missing[edge.from] += 1;
        dependants[edge.to].push(edge.from);
    }
    let mut ready: BinaryHeap<_> = (0..tables)
        .filter(|t| missing[*t] == 0)
        .map(Reverse)
        .collect();
    let mut order = Vec::with_capacity(tables);
    while let Some(Reverse(table)) = ready.pop() {
        order.push(TableId(table));
        for dependant in &dependants[table] {
            missing[*dependant] -= 1;
            if missing[*dependant] == 0 {
                ready.push(Reverse(*dependant));
            }
        }
    }
    order
}

#[cfg(test)]
mod tests;
