//! Declared intent; the fields are those of [`schema::Intent`](crate::schema::Intent) and its parts.

use super::{EntityDef, Name, ObjectNameDef};
use crate::schema::{Order, PartitionKind, Shard};

/// A declared synchronisation of a copy.
#[derive(Clone, Copy, Debug)]
#[allow(
    missing_docs,
    reason = "each variant is documented on `schema::Sync`, which it becomes"
)]
pub enum SyncDef {
    Unstated,
    Trigger,
    Generated,
    Job(&'static str),
}

/// A declared copy.
#[derive(Clone, Copy, Debug)]
#[allow(
    missing_docs,
    reason = "each field is documented on `schema::CopiedFrom`, which it becomes"
)]
pub struct CopiedFromDef {
    pub target: &'static EntityDef,
    pub column: Name,
    pub sync: SyncDef,
}

/// A declared access path.
#[derive(Clone, Copy, Debug)]
#[allow(
    missing_docs,
    reason = "each field is documented on `schema::AccessPath`, which it becomes"
)]
pub struct AccessPathDef {
    pub by: &'static [usize],
    pub range: Option<usize>,
    pub contains: &'static [usize],
    pub order: &'static [(usize, Order)],
    pub limit: bool,
    pub live: bool,
    pub select: &'static [usize],
}

/// A declared retention.
#[derive(Clone, Copy, Debug)]
#[allow(
    missing_docs,
    reason = "each variant is documented on `schema::Retention`, which it becomes"
)]
pub enum RetentionDef {
    Days(u32),
    Forever(&'static str),
}

/// A declared partitioning.
#[derive(Clone, Copy, Debug)]
#[allow(
    missing_docs,
    reason = "each field is documented on `schema::Partition`, which it becomes"
)]
pub struct PartitionDef {
    pub kind: PartitionKind,
    pub columns: &'static [usize],
    pub count: Option<u32>,
    pub default: bool,
    pub key: Option<&'static str>,
    pub parts: &'static [PartitionTableDef],
}

impl PartitionDef {
    /// What a partitioning is where its declaration says nothing.
    pub const BLANK: Self = Self {
        kind: PartitionKind::Range,
        columns: &[],
        count: None,
        default: false,
        key: None,
        parts: &[],
    };
}

/// A declared partition; the fields are those of [`schema::PartitionTable`](crate::schema::PartitionTable), and
/// `by` and `parts` those of its [`schema::SubPartition`](crate::schema::SubPartition).
#[derive(Clone, Copy, Debug)]
#[allow(
    missing_docs,
    reason = "each field is documented on `schema::PartitionTable`, which it becomes"
)]
pub struct PartitionTableDef {
    pub name: ObjectNameDef,
    pub bounds: &'static str,
    pub by: Option<&'static str>,
    pub parts: &'static [PartitionTableDef],
}

/// A declared exclusive arc.
#[derive(Clone, Copy, Debug)]
#[allow(
    missing_docs,
    reason = "each field is documented on `schema::ExclusiveArc`, which it becomes"
)]
pub struct ArcDef {
    pub field: &'static str,
    pub columns: &'static [usize],
    pub required: bool,
}

/// Declared intent.
#[derive(Clone, Copy, Debug)]
#[allow(
    missing_docs,
    reason = "each field is documented on `schema::Intent`, which it becomes"
)]
pub struct IntentDef {
    pub access: &'static [AccessPathDef],
    pub retention: Option<RetentionDef>,
    pub tenant: Option<usize>,
    pub partition: Option<PartitionDef>,
    pub shard: Option<Shard>,
    pub rows: Option<u64>,
    pub audit_log: bool,
    pub hot: bool,
    pub ephemeral: bool,
    pub arcs: &'static [ArcDef],
}

impl IntentDef {
    /// No intent declared.
    pub const BLANK: Self = Self {
        access: &[],
        retention: None,
        tenant: None,
        partition: None,
        shard: None,
        rows: None,
        audit_log: false,
        hot: false,
        ephemeral: false,
        arcs: &[],
    };
}
