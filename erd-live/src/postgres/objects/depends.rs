//! What depends on what, from `pg_depend`.

use std::collections::{BTreeMap, BTreeSet};

use erd_core::schema::{ObjectKind, ObjectName, Schema};

use super::super::Reader;
use crate::row::Row;
use crate::{Error, Kind};

/// Something of the model that a row of the catalog is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::postgres) enum Node {
    /// The table at that position.
    Table(usize),
    /// The object at that position.
    Object(usize),
}

impl Reader {
    /// Part and whole.
    pub(in crate::postgres) fn owner(&mut self, mut row: Row) -> Result<(), Error> {
        let part = (row.text("class")?, row.number("oid")?);
        let whole = (row.text("owner_class")?, row.number("owner")?);
        self.owners.insert(part, whole);
        Ok(())
    }

    /// What a row of the catalog is, or is a part of.
    fn node(&self, class: &str, oid: i64) -> Option<Node> {
        let mut at = (class.to_owned(), oid);
        // No chain of parts is longer: an index of a partition of a partition, by its expression's default.
        for _ in 0..8 {
            if let Some(node) = self.nodes.get(&at) {
                return Some(*node);
            }
            if at.0 == "pg_class"
                && let Some(table) = self.tables.get(&at.1)
            {
                return Some(Node::Table(*table));
            }
            at = self.owners.get(&at)?.clone();
        }
        None
    }

    /// Writes down the dependencies that the order of kinds does not give.
    pub(in crate::postgres) fn dependencies(&mut self, rows: Vec<Row>) -> Result<(), Error> {
        let mut edges: BTreeMap<Node, BTreeSet<Node>> = BTreeMap::new();
        for mut row in rows {
            let from = self.node(&row.text("class")?, row.number("oid")?);
            let to = self.node(&row.text("target_class")?, row.number("target")?);
            if let (Some(from), Some(to)) = (from, to)
                && from != to
            {
                edges.entry(from).or_default().insert(to);
            }
        }
        for (comment, owner) in std::mem::take(&mut self.commented) {
            if let Some(from) = self.nodes.get(&comment)
                && let Some(to) = self.node(&owner.0, owner.1)
            {
                edges.entry(*from).or_default().insert(to);
            }
        }
        for (from, targets) in &edges {
            for to in targets {
                self.depend(*from, *to, &edges);
            }
        }
        let tables = self.schema.tables.iter_mut().map(|t| &mut t.depends_on);
        let objects = self.schema.objects.iter_mut().map(|o| &mut o.depends_on);
        tables.chain(objects).for_each(|keys| keys.sort());
        Ok(())
    }

    fn depend(&mut self, from: Node, to: Node, edges: &BTreeMap<Node, BTreeSet<Node>>) {
        let key = key(&self.schema, to);
        match from {
            Node::Table(table) => {
                let inherits = self.schema.tables[table].options.inherits.iter();
                let inherited = inherits
                    .map(|parent| format!("table {parent}"))
                    .any(|k| k == key);
                if inherited || comes_first(&self.schema, to, edges) {
                    return;
                }
                if reaches(to, from, edges) {
                    let path = self.path(table);
                    self.name(
                        Kind::DependencyCycle,
                        format!("{path} and {key} need each other"),
                    );
                    return;
                }
                self.schema.tables[table].depends_on.push(key);
            }
            Node::Object(object) => {
                let found = &mut self.schema.objects[object];
                let own = found.table.as_ref().map(ObjectName::to_string);
                let is_own = own.is_some_and(|own| {
                    key.ends_with(&own)
                        && ["table ", "view ", "materialized view ", "foreign table "]
                            .iter()
                            .any(|word| key == format!("{word}{own}"))
                });
                if !is_own && !is_of_extension(&self.schema, to) {
                    self.schema.objects[object].depends_on.push(key);
                }
            }
        }
    }
}

/// How dependencies call it.
fn key(schema: &Schema, node: Node) -> String {
    match node {
        Node::Table(table) => format!("table {}", crate::types::path(schema, table)),
        Node::Object(object) => schema.objects[object].key(),
    }
}

fn is_of_extension(schema: &Schema, node: Node) -> bool {
    matches!(node, Node::Object(object)
        if matches!(schema.objects[object].kind, ObjectKind::Extension | ObjectKind::Namespace))
}

/// Whether it and all that it depends on precede tables by their kind.
fn comes_first(schema: &Schema, node: Node, edges: &BTreeMap<Node, BTreeSet<Node>>) -> bool {
    closure(node, edges).into_iter().all(|node| {
        matches!(node, Node::Object(object) if schema.objects[object].kind.precedes_tables())
    })
}

fn reaches(from: Node, to: Node, edges: &BTreeMap<Node, BTreeSet<Node>>) -> bool {
    closure(from, edges).contains(&to)
}

/// A node and all that it depends on.
fn closure(node: Node, edges: &BTreeMap<Node, BTreeSet<Node>>) -> BTreeSet<Node> {
    let mut seen = BTreeSet::from([node]);
    let mut open = vec![node];
    while let Some(node) = open.pop() {
        for next in edges.get(&node).into_iter().flatten() {
            if seen.insert(*next) {
                open.push(*next);
            }
        }
    }
    seen
}
