//! What must exist before what.

use super::Edge;
use crate::dialect::Renderer;
use crate::error::{Code, Errors};
use erd_core::Dialect;
use erd_core::schema::{
    Deferrable, Managed, ObjectKind, ObjectName, PartitionTable, Schema, SqlObject, Table,
    TableWalker,
};
use std::collections::BTreeMap;

/// Words of keys that a trigger, a rule or an index may be on.
const LIKE_TABLES: [&str; 5] = [
    "table",
    ObjectKind::View.word(),
    ObjectKind::MaterializedView.word(),
    ObjectKind::ForeignTable.word(),
    ObjectKind::VirtualTable.word(),
];

/// What a name of a dependency leads to.
#[derive(Clone, Copy, Debug)]
enum Found {
    /// A node of the graph.
    Node(usize),
    /// Something that is there before all nodes, or not at all on this dialect.
    Nothing,
}

/// Nodes by their names in dependencies.
struct Names {
    dialect: Dialect,
    found: BTreeMap<String, Found>,
}

pub(super) fn edges(schema: &Schema, backend: Renderer, errors: &mut Errors) -> Vec<Edge> {
    let dialect = backend.dialect();
    let mut edges = foreign_keys(schema, backend);
    let depends =
        |table: &Table| !table.options.inherits.is_empty() || !table.depends_on.is_empty();
    if schema.objects.is_empty() && !schema.tables.iter().any(depends) {
        return edges;
    }
    let names = Names::of(schema, dialect);
    for (node, table) in schema.tables.iter().enumerate() {
        if table.managed == Managed::External {
            continue;
        }
        for parent in &table.options.inherits {
            names.table(node, parent, &mut edges);
        }
        for key in &table.depends_on {
            if !names.key(node, key, &mut edges) {
                let (message, help) = unknown(key);
                errors.add(Code::UnknownDependency, table, None, message, help);
            }
        }
    }
    for (position, object) in schema.objects.iter().enumerate() {
        if !object.exists_on(dialect) {
            continue;
        }
        let node = schema.tables.len() + position;
        if let Some(table) = &object.table {
            names.table(node, table, &mut edges);
            if let Some((_, trigger)) = object.partition_trigger()
                && let Some(root) = schema.find_partitioned(table)
            {
                let path = schema[root].path();
                names.key(node, &format!("trigger {trigger} on {path}"), &mut edges);
            }
        }
        for key in &object.depends_on {
            if !names.key(node, key, &mut edges) {
                let (message, help) = unknown(key);
                errors.object(Code::UnknownDependency, object, message, help);
            }
        }
    }
    edges
}

fn unknown(key: &str) -> (String, String) {
    (
        format!("it depends on `{key}`, which the schema does not have"),
        "name it as in `table orders`, `view reports.totals`, `function f(integer, text)`, or add it to the schema"
            .to_owned(),
    )
}

/// Edges between tables, which can be cut.
fn foreign_keys(schema: &Schema, backend: Renderer) -> Vec<Edge> {
    let mut edges = Vec::new();
    let managed = |table: &TableWalker<'_>| table.managed == Managed::Erd;
    for table in schema.walk_tables().filter(managed) {
        for key in table.foreign_keys() {
            let Some(target) = key.target() else { continue };
            if target.id() == table.id() || !backend.has_foreign_key(key.foreign_key()) {
                continue;
            }
            edges.push(Edge {
                from: table.id().0,
                to: target.id().0,
                key: Some(key.index()),
                soft: key.is_optional()
                    || key.foreign_key().deferrable == Deferrable::InitiallyDeferred,
            });
        }
    }
    edges
}

impl Names {
    fn of(schema: &Schema, dialect: Dialect) -> Self {
        let mut names = Self {
            dialect,
            found: BTreeMap::new(),
        };
        for ty in &schema.enums {
            names
                .found
                .insert(format!("type {}", ty.key()), Found::Nothing);
        }
        for (node, table) in schema.tables.iter().enumerate() {
            names.add_table(node, table);
        }
        for (position, object) in schema.objects.iter().enumerate() {
            names.add_object(schema.tables.len() + position, object);
        }
        names
    }

    fn add_table(&mut self, node: usize, table: &Table) {
        let path = table.path();
        self.found
            .insert(format!("table {path}"), Found::Node(node));
        let mut open: Vec<&PartitionTable> = table
            .intent
            .partition
            .iter()
            .flat_map(|partition| &partition.parts)
            .collect();
        while let Some(part) = open.pop() {
            self.found
                .insert(format!("table {}", part.name), Found::Node(node));
            open.extend(part.partition.iter().flat_map(|sub| &sub.parts));
        }
    }

    fn add_object(&mut self, node: usize, object: &SqlObject) {
        let found = if object.exists_on(self.dialect) {
            Found::Node(node)
        } else {
            Found::Nothing
        };
        self.found.insert(object.key(), found);
    }

    /// An edge to what the key names; false where the schema has no such thing.
    fn key(&self, from: usize, key: &str, edges: &mut Vec<Edge>) -> bool {
        match self.found.get(key) {
            Some(Found::Node(to)) => {
                push(from, *to, edges);
                true
            }
            Some(Found::Nothing) => true,
            None => false,
        }
    }

    /// An edge to a table, or to what looks like one. A name that the schema does not have is somebody else's table.
    fn table(&self, from: usize, name: &ObjectName, edges: &mut Vec<Edge>) {
        for word in LIKE_TABLES {
            if self.key(from, &format!("{word} {name}"), edges) {
                return;
            }
        }
    }
}

fn push(from: usize, to: usize, edges: &mut Vec<Edge>) {
    if from != to {
        edges.push(Edge {
            from,
            to,
            key: None,
            soft: false,
        });
    }
}
