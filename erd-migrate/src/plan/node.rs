//! A node of the graph: an op, and what it has to do with others.

use super::op::{Op, Phase};

/// What ops of one phase are sorted by first. Those of a table stand together within a stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Stage {
    /// Namespaces, types, functions: what tables need.
    Before,
    /// Renames, and drops that make room.
    Rename,
    /// New tables.
    Create,
    /// Changes of a table that take a moment.
    Alter,
    /// Indexes that are built beside the table's work.
    Build,
    /// Reading all rows of a table without keeping anybody out.
    Validate,
    /// What follows from a build or a validation, in a moment.
    Finish,
    /// Views, triggers, policies: what needs tables.
    After,
    /// Indexes, columns, tables, types that go.
    Drop,
}

/// An op, and what it has to do with others.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub(super) op: Op,
    pub(super) phase: Phase,
    pub(super) stage: Stage,
    /// The table it is about, as a path; empty for what tables share.
    pub(super) table: String,
    /// Order among the ops of a table in a stage.
    pub(super) rank: u8,
    /// A migration of its own.
    pub(super) alone: bool,
    /// What is there when it is done.
    pub(super) gives: Vec<String>,
    /// What must be there before.
    pub(super) takes: Vec<String>,
    /// What is gone when it is done; its name is free again.
    pub(super) frees: Vec<String>,
    /// What it makes an end of depending on: it comes before what frees that.
    pub(super) releases: Vec<String>,
    /// As `takes` and `releases`, where no cycle stands against it: what a body that is checked once speaks of.
    pub(super) wants: Vec<String>,
    pub(super) leaves: Vec<String>,
    /// Positions of nodes that come before, by themselves.
    pub(super) after: Vec<usize>,
    /// Positions of nodes whose transaction must have ended.
    pub(super) apart: Vec<usize>,
    /// Positions of nodes whose transaction it has to share, and that come before.
    pub(super) with: Vec<usize>,
}

impl Node {
    pub(super) fn new(op: Op, phase: Phase, stage: Stage, table: impl Into<String>) -> Self {
        Self {
            op,
            phase,
            stage,
            table: table.into(),
            rank: 0,
            alone: false,
            gives: Vec::new(),
            takes: Vec::new(),
            frees: Vec::new(),
            releases: Vec::new(),
            wants: Vec::new(),
            leaves: Vec::new(),
            after: Vec::new(),
            apart: Vec::new(),
            with: Vec::new(),
        }
    }

    pub(super) fn rank(mut self, rank: u8) -> Self {
        self.rank = rank;
        self
    }

    pub(super) fn alone(mut self) -> Self {
        self.alone = true;
        self.op.in_transaction = false;
        self
    }

    pub(super) fn gives(mut self, what: impl IntoIterator<Item = String>) -> Self {
        self.gives.extend(what);
        self
    }

    pub(super) fn takes(mut self, what: impl IntoIterator<Item = String>) -> Self {
        self.takes.extend(what);
        self
    }

    pub(super) fn frees(mut self, what: impl IntoIterator<Item = String>) -> Self {
        self.frees.extend(what);
        self
    }

    pub(super) fn releases(mut self, what: impl IntoIterator<Item = String>) -> Self {
        self.releases.extend(what);
        self
    }

    pub(super) fn wants(mut self, what: impl IntoIterator<Item = String>) -> Self {
        self.wants.extend(what);
        self
    }

    pub(super) fn leaves(mut self, what: impl IntoIterator<Item = String>) -> Self {
        self.leaves.extend(what);
        self
    }

    pub(super) fn after(mut self, nodes: impl IntoIterator<Item = usize>) -> Self {
        self.after.extend(nodes);
        self
    }

    /// After that node, and not in its transaction.
    pub(super) fn apart(mut self, nodes: impl IntoIterator<Item = usize>) -> Self {
        for node in nodes {
            self.after.push(node);
            self.apart.push(node);
        }
        self
    }
}

/// Nodes as they are made; positions stay.
#[derive(Debug, Default)]
pub(super) struct Nodes(pub(super) Vec<Node>);

impl Nodes {
    pub(super) fn push(&mut self, mut node: Node) -> usize {
        // What reads or writes a table from end to end takes as long as that takes.
        if !node.op.rewrites.is_empty() || !node.op.scans.is_empty() {
            node.op.timeouts.statement_ms = None;
        }
        self.0.push(node);
        self.0.len() - 1
    }
}

/// Names of what nodes give and take.
pub(super) mod resource {
    pub(crate) fn namespace(name: &str) -> String {
        format!("namespace {name}")
    }

    pub(crate) fn table(path: &str) -> String {
        format!("table {path}")
    }

    /// All renames of a table and its columns.
    pub(crate) fn names(path: &str) -> String {
        format!("names {path}")
    }

    pub(crate) fn column(path: &str, column: &str) -> String {
        format!("column {path}.{column}")
    }

    /// The names that a table and its columns have before their renames; the path is the new one.
    pub(crate) fn old_names(path: &str) -> String {
        format!("old names {path}")
    }

    /// A column with its type.
    pub(crate) fn typed(path: &str, column: &str) -> String {
        format!("typed {path}.{column}")
    }

    /// A column with what expressions can do with it.
    pub(crate) fn recast(path: &str, column: &str) -> String {
        format!("recast {path}.{column}")
    }

    /// A column as foreign keys can point at it.
    pub(crate) fn class(path: &str, column: &str) -> String {
        format!("class {path}.{column}")
    }

    /// Whether it is a [`recast`] column.
    pub(crate) fn is_recast(name: &str) -> bool {
        name.starts_with("recast ")
    }

    /// The default of a column.
    pub(crate) fn default(path: &str, column: &str) -> String {
        format!("default {path}.{column}")
    }

    /// A name among tables and indexes of a namespace.
    pub(crate) fn relation(schema: Option<&str>, name: &str) -> String {
        format!("relation {}.{name}", schema.unwrap_or_default())
    }

    pub(crate) fn constraint(path: &str, name: &str) -> String {
        format!("constraint {path}.{name}")
    }

    /// A key that a foreign key can point at.
    pub(crate) fn key(path: &str, columns: &[String]) -> String {
        let mut columns = columns.to_vec();
        columns.sort();
        format!("key {path}({})", columns.join(", "))
    }

    /// Whether it is a [`key`].
    pub(crate) fn is_key(name: &str) -> bool {
        name.starts_with("key ")
    }

    /// An index that starts with that column.
    pub(crate) fn cover(path: &str, column: &str) -> String {
        format!("cover {path}.{column}")
    }

    pub(crate) fn ty(key: &str) -> String {
        format!("type {key}")
    }

    /// A value of an enum.
    pub(crate) fn value(ty: &str, value: &str) -> String {
        format!("value {ty}.{value}")
    }

    /// Whether it is a [`value`] of an enum.
    pub(crate) fn is_value(name: &str) -> bool {
        name.starts_with("value ")
    }

    pub(crate) fn object(key: &str) -> String {
        format!("object {key}")
    }
}
