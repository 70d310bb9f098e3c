//! The order in which tables and objects are created.
//!
//! One graph holds tables and objects. A table comes after the tables it references and inherits, an object after what
//! it depends on and the table it belongs to; among those that may come next, the kinds have their order (functions
//! before tables, tables before views) and after that the one declared first goes first. A cycle of foreign keys is
//! broken: some of its keys are added after all tables exist (SQLite resolves a key when a row is written, so it keeps
//! them in the table). Which ones is decided by, in this order: as few mandatory keys as possible (none, in a legal
//! cycle), as few keys as possible, the ones declared last. A cycle that no foreign key closes is an error.

mod components;
mod edges;
mod feedback;

use crate::dialect::Renderer;
use crate::error::{Code, Errors};
use erd_core::Schema;
use erd_core::schema::{Managed, ObjectKind, TableId};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};

/// Something that is created.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Item {
    /// A table.
    Table(TableId),
    /// The object at that position in the schema.
    Object(usize),
}

/// Items in order, and the foreign keys that point forward in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Plan {
    /// Every table that erd manages, and every object of the dialect, once; namespaces first.
    pub(crate) items: Vec<Item>,
    /// Foreign keys that are added later: table, and position in its list.
    pub(crate) late: BTreeSet<(TableId, usize)>,
}

impl Plan {
    /// The tables in order.
    pub(crate) fn tables(&self) -> impl DoubleEndedIterator<Item = TableId> {
        self.items.iter().filter_map(|item| match item {
            Item::Table(id) => Some(*id),
            Item::Object(_) => None,
        })
    }

    /// The objects in order.
    pub(crate) fn objects(&self) -> impl DoubleEndedIterator<Item = usize> {
        self.items.iter().filter_map(|item| match item {
            Item::Object(position) => Some(*position),
            Item::Table(_) => None,
        })
    }
}

/// That one node must exist before another, as an edge of the graph. Nodes are the tables and then the objects.
#[derive(Clone, Copy, Debug)]
struct Edge {
    from: usize,
    to: usize,
    /// Position in the list of the table's foreign keys; `None` for what cannot be put off.
    key: Option<usize>,
    /// A row can exist before the row it references: the key is nullable or checked at commit.
    soft: bool,
}

/// Orders the tables of a schema that erd manages, and its objects that exist on the dialect.
pub(crate) fn plan(schema: &Schema, backend: Renderer, errors: &mut Errors) -> Plan {
    let nodes = schema.tables.len() + schema.objects.len();
    let mut edges = edges::edges(schema, backend, errors);
    let late = cut(schema, nodes, &mut edges, errors);
    let sorted = sorted(schema, nodes, &edges);
    let exists = |item: &Item| match item {
        Item::Table(id) => schema[*id].managed == Managed::Erd,
        Item::Object(position) => schema.objects[*position].exists_on(backend.dialect()),
    };
    Plan {
        items: sorted.into_iter().filter(exists).collect(),
        late,
    }
}

fn item(schema: &Schema, node: usize) -> Item {
    match node.checked_sub(schema.tables.len()) {
        None => Item::Table(TableId(node)),
        Some(position) => Item::Object(position),
    }
}

/// Takes edges out of the list until no cycle is left, and returns the foreign keys among them.
fn cut(
    schema: &Schema,
    nodes: usize,
    edges: &mut Vec<Edge>,
    errors: &mut Errors,
) -> BTreeSet<(TableId, usize)> {
    let component = components::components(nodes, edges);
    let mut size = vec![0; nodes];
    for c in &component {
        size[*c] += 1;
    }
    let mut cycles: BTreeMap<usize, Vec<Edge>> = BTreeMap::new();
    for edge in edges.iter() {
        let c = component[edge.from];
        if size[c] > 1 && component[edge.to] == c {
            cycles.entry(c).or_default().push(*edge);
        }
    }
    let mut removed = BTreeSet::new();
    for inner in cycles.into_values() {
        let broken = feedback::feedback(&inner);
        if let Some(edge) = broken.iter().find(|e| e.key.is_none()) {
            report(schema, edge, errors);
        }
        removed.extend(broken.iter().map(|e| (e.from, e.to, e.key)));
    }
    edges.retain(|e| !removed.contains(&(e.from, e.to, e.key)));
    removed
        .into_iter()
        .filter_map(|(from, _, key)| Some((TableId(from), key?)))
        .collect()
}

/// A cycle that cannot be broken.
fn report(schema: &Schema, edge: &Edge, errors: &mut Errors) {
    let name = |node| match item(schema, node) {
        Item::Table(id) => format!("table {}", schema[id].path()),
        Item::Object(position) => schema.objects[position].key(),
    };
    let message = format!(
        "`{}` depends on `{}`, which depends on it: neither can be created first",
        name(edge.from),
        name(edge.to)
    );
    let help = "take one of the two out of `depends_on`, or split the object: a table's trigger and its function are two";
    match item(schema, edge.from) {
        Item::Table(id) => errors.add(Code::DependencyCycle, &schema[id], None, message, help),
        Item::Object(position) => errors.object(
            Code::DependencyCycle,
            &schema.objects[position],
            message,
            help,
        ),
    }
}

/// Kahn's algorithm with a heap: of the nodes whose targets all exist, the one of the first kind, declared first.
fn sorted(schema: &Schema, nodes: usize, edges: &[Edge]) -> Vec<Item> {
    let mut missing = vec![0_usize; nodes];
    let mut dependants = vec![Vec::new(); nodes];
    for edge in edges {
        missing[edge.from] += 1;
        dependants[edge.to].push(edge.from);
    }
    let ranked = |node| Reverse((rank(item(schema, node), schema), node));
    let mut ready: BinaryHeap<_> = (0..nodes)
        .filter(|node| missing[*node] == 0)
        .map(ranked)
        .collect();
    let mut order = Vec::with_capacity(nodes);
    while let Some(Reverse((_, node))) = ready.pop() {
        order.push(item(schema, node));
        for dependant in &dependants[node] {
            missing[*dependant] -= 1;
            if missing[*dependant] == 0 {
                ready.push(ranked(*dependant));
            }
        }
    }
    order
}

/// Objects that precede tables, tables, other objects; objects by kind.
fn rank(item: Item, schema: &Schema) -> (u8, Option<ObjectKind>) {
    match item {
        Item::Table(_) => (1, None),
        Item::Object(position) => {
            let kind = schema.objects[position].kind;
            (if kind.precedes_tables() { 0 } else { 2 }, Some(kind))
        }
    }
}

#[cfg(test)]
mod tests;
