//! A node of the graph: an op, and what it has to do with others.

use super::op::{Op, Phase};
use super::resource::Resource;

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
    /// It leaves the tables alone that inherit its table (PostgreSQL).
    pub(super) only: bool,
    /// What is there when it is done.
    pub(super) provides: Vec<Resource>,
    /// What must be there before.
    pub(super) requires: Vec<Resource>,
    /// What is gone when it is done; its name is free again.
    pub(super) removes: Vec<Resource>,
    /// What it no longer depends on when it is done: it comes before what removes that.
    pub(super) releases: Vec<Resource>,
    /// As `requires`, unless that would be a cycle: what a body references that is checked when it is created.
    pub(super) prefers: Vec<Resource>,
    /// As `releases`, unless that would be a cycle.
    pub(super) prefers_released: Vec<Resource>,
    /// Positions of nodes that come before, by themselves.
    pub(super) after: Vec<usize>,
    /// Positions of nodes whose transaction must have ended.
    pub(super) apart: Vec<usize>,
    /// Positions of nodes whose transaction it has to share, and that come before.
    pub(super) with: Vec<usize>,
    /// The same, where what has to happen between them runs in a transaction.
    pub(super) near: Vec<usize>,
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
            only: false,
            provides: Vec::new(),
            requires: Vec::new(),
            removes: Vec::new(),
            releases: Vec::new(),
            prefers: Vec::new(),
            prefers_released: Vec::new(),
            after: Vec::new(),
            apart: Vec::new(),
            with: Vec::new(),
            near: Vec::new(),
        }
    }

    pub(super) fn rank(mut self, rank: u8) -> Self {
        self.rank = rank;
        self
    }

    pub(super) fn only(mut self, only: bool) -> Self {
        self.only = only;
        self
    }

    pub(super) fn alone(mut self) -> Self {
        self.alone = true;
        self.op.in_transaction = false;
        self
    }

    pub(super) fn provides(mut self, what: impl IntoIterator<Item = Resource>) -> Self {
        self.provides.extend(what);
        self
    }

    pub(super) fn requires(mut self, what: impl IntoIterator<Item = Resource>) -> Self {
        self.requires.extend(what);
        self
    }

    pub(super) fn removes(mut self, what: impl IntoIterator<Item = Resource>) -> Self {
        self.removes.extend(what);
        self
    }

    pub(super) fn releases(mut self, what: impl IntoIterator<Item = Resource>) -> Self {
        self.releases.extend(what);
        self
    }

    pub(super) fn prefers(mut self, what: impl IntoIterator<Item = Resource>) -> Self {
        self.prefers.extend(what);
        self
    }

    pub(super) fn prefers_released(mut self, what: impl IntoIterator<Item = Resource>) -> Self {
        self.prefers_released.extend(what);
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
