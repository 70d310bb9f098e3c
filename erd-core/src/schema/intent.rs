//! What a table and its columns are meant for. No engine knows these; they turn a rule's guess into a decision.

use super::{AuditLog, ColumnId, Interval, ObjectName, Order, Target};
use crate::codec::{record, variants};

/// What a column is meant for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum Mark {
    /// The table never has more rows than this, so a small key will do.
    Bounded(u64),
    /// A time on the wall of some place, and not a moment: a timestamp without zone is right.
    CivilTime,
    /// An amount of money.
    Money,
    /// An identifier in somebody else's system: it looks like a reference and is none.
    ExternalId,
    /// NULL in almost every row.
    Sparse,
    /// Changed so often that an index on it would cost more than it gives.
    HotUpdate,
    /// Large values that are read alone.
    BlobStore,
    /// A number kept in step with the number of some other rows.
    Counter,
    /// A value that no log may hold: that it changed is logged, and what it is, is not.
    Sensitive,
}

variants! { Mark { Bounded(value), CivilTime, Money, ExternalId, Sparse, HotUpdate, BlobStore, Counter, Sensitive } }

/// How the copy of another table's column is kept in step.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum Sync {
    /// Nobody said.
    Unstated,
    /// By a trigger.
    Trigger,
    /// By a generated column.
    Generated,
    /// By a job of that name.
    Job(String),
}

variants! { Sync { Unstated, Trigger, Generated, Job(value) } }

/// A copy of a column of another table.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct CopiedFrom {
    /// The table it is copied from.
    pub target: Target,
    /// The column, by field name until resolved and by column name in a resolved schema.
    pub column: String,
    /// How it is kept in step.
    pub sync: Sync,
}

record! { CopiedFrom { target, column, sync } }

/// A way in which the application reads a table: `WHERE by = .. AND range BETWEEN .. ORDER BY order LIMIT ..`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct AccessPath {
    /// Columns compared with `=`.
    pub by: Vec<ColumnId>,
    /// The column compared with `<`, `>` or BETWEEN.
    pub range: Option<ColumnId>,
    /// Columns in whose text words or parts are looked for.
    #[cfg_attr(
        feature = "serde",
        serde(default, skip_serializing_if = "Vec::is_empty")
    )]
    pub contains: Vec<ColumnId>,
    /// Columns sorted by.
    pub order: Vec<(ColumnId, Order)>,
    /// The query reads one page: the sort must be total, or rows are skipped and repeated.
    pub limit: bool,
    /// Only live rows of a soft-deletable table are read.
    pub live: bool,
    /// Columns read, where the query reads only these.
    pub select: Vec<ColumnId>,
}

record! { AccessPath { by, range, contains, order, limit, live, select } }

/// What happens to rows with time.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum Retention {
    /// They are removed after that many days.
    Days(u32),
    /// They are kept, for a reason.
    Forever(String),
}

variants! { Retention { Days(value), Forever(value) } }

/// How a partitioned table is cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum PartitionKind {
    /// By ranges of the key.
    Range,
    /// By lists of values of the key.
    List,
    /// By a hash of the key.
    Hash,
}

variants! { PartitionKind { Range, List, Hash } }

/// Partitioning of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Partition {
    /// How it is cut.
    pub kind: PartitionKind,
    /// The partition key.
    pub columns: Vec<ColumnId>,
    /// How many partitions there are: made ahead for RANGE and LIST, all of them for HASH.
    pub count: Option<u32>,
    /// Whether a DEFAULT partition takes what fits no other.
    pub default: bool,
    /// The key as SQL where it is more than columns: an expression, a collation, an operator class.
    pub key: Option<String>,
    /// The partitions that exist, where they are stated one by one.
    pub parts: Vec<PartitionTable>,
    /// How partitions by ranges of time come and go, where `cargo erd partitions` makes them.
    #[cfg_attr(
        feature = "serde",
        serde(default, skip_serializing_if = "Option::is_none")
    )]
    pub over_time: Option<OverTime>,
}

record! { Partition { kind, columns, count, default, key, parts, over_time } }

/// Partitions that come and go as time goes on. How many are made ahead is [`Partition::count`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct OverTime {
    /// How long each of them is.
    pub every: Interval,
    /// How long one stays after its last moment; for ever where nobody says.
    pub retain: Option<Interval>,
    /// Whether what is over stays as a table of its own, instead of being dropped.
    pub archive: bool,
}

record! { OverTime { every, retain, archive } }

/// What the comment begins with of a table that `cargo erd partitions` has detached: it is no longer a part of the schema.
pub const DETACHED: &str = "erd: was a partition of ";

/// How the key of partitions over time is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TimeKey {
    /// The column itself.
    Column,
    /// Seconds of the column since 1970, `UNIX_TIMESTAMP(column)` (MySQL, MariaDB).
    Seconds,
    /// Days of the column since the year 0, `TO_DAYS(column)` (MySQL, MariaDB).
    Days,
}

impl TimeKey {
    /// What a key is of that column; `None` where it is something else.
    pub fn of(key: Option<&str>, column: &str) -> Option<Self> {
        let Some(key) = key else {
            return Some(Self::Column);
        };
        let (function, rest) = key.trim().split_once('(')?;
        let inside = rest.strip_suffix(')')?.trim();
        let name = inside
            .strip_prefix('`')
            .and_then(|name| name.strip_suffix('`'));
        if !name.unwrap_or(inside).eq_ignore_ascii_case(column) {
            return None;
        }
        match function.trim().to_ascii_lowercase().as_str() {
            "unix_timestamp" => Some(Self::Seconds),
            "to_days" => Some(Self::Days),
            _ => None,
        }
    }
}

/// One partition.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct PartitionTable {
    /// Its name, on PostgreSQL a table's.
    pub name: ObjectName,
    /// Which rows it holds, as SQL: `FOR VALUES FROM (..) TO (..)`, `DEFAULT` (PostgreSQL), `VALUES LESS THAN (..)`,
    /// `VALUES IN (..)` (MySQL, MariaDB); empty for HASH on MySQL and MariaDB.
    pub bounds: String,
    /// How it is partitioned itself.
    pub partition: Option<SubPartition>,
}

record! { PartitionTable { name, bounds, partition } }

impl PartitionTable {
    /// The partition, and all that it is partitioned into.
    pub fn tables(&self) -> impl Iterator<Item = &Self> {
        let mut open = vec![self];
        std::iter::from_fn(move || {
            let part = open.pop()?;
            open.extend(part.partition.iter().flat_map(|sub| &sub.parts));
            Some(part)
        })
    }
}

/// Partitioning of a partition.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct SubPartition {
    /// What follows PARTITION BY: `LIST (region)`.
    pub by: String,
    /// Its partitions.
    pub parts: Vec<PartitionTable>,
}

record! { SubPartition { by, parts } }

/// Where the rows of a table live in a sharded database.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum Shard {
    /// On the shard of this column's value.
    By(ColumnId),
    /// On every shard, whole.
    Reference,
}

variants! { Shard { By(value), Reference } }

/// An exclusive arc: one of several foreign keys is not NULL, and never two.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct ExclusiveArc {
    /// The struct's field.
    pub field: String,
    /// The columns, one per alternative.
    pub columns: Vec<ColumnId>,
    /// Whether one must hold a value; otherwise at most one.
    pub required: bool,
}

record! { ExclusiveArc { field, columns, required } }

/// What soft-deleting a referenced row means for the referencing ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum OnSoftDelete {
    /// They are soft-deleted too.
    Cascade,
    /// It is refused while one of them lives.
    Restrict,
    /// Nothing: they may outlive it.
    Keep,
}

variants! { OnSoftDelete { Cascade, Restrict, Keep } }

/// What a table is meant for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Intent {
    /// How it is read.
    pub access: Vec<AccessPath>,
    /// What happens to its rows with time.
    pub retention: Option<Retention>,
    /// The column that says whose row it is, in a database of many tenants.
    pub tenant: Option<ColumnId>,
    /// How it is partitioned.
    pub partition: Option<Partition>,
    /// Where its rows live in a sharded database.
    pub shard: Option<Shard>,
    /// How many rows it will have.
    pub rows: Option<u64>,
    /// It records what happened: rows are added and never changed.
    #[cfg_attr(feature = "serde", serde(alias = "audit_log"))]
    pub append_only: bool,
    /// How the changes of its rows are logged.
    #[cfg_attr(
        feature = "serde",
        serde(default, skip_serializing_if = "Option::is_none")
    )]
    pub audit: Option<AuditLog>,
    /// Nearly every request reads or writes it.
    #[cfg_attr(
        feature = "serde",
        serde(default, skip_serializing_if = "std::ops::Not::not")
    )]
    pub hot: bool,
    /// Its rows may be lost: they can be made again.
    #[cfg_attr(
        feature = "serde",
        serde(default, skip_serializing_if = "std::ops::Not::not")
    )]
    pub ephemeral: bool,
    /// Exclusive arcs.
    pub arcs: Vec<ExclusiveArc>,
}

record! { Intent { access, retention, tenant, partition, shard, rows, append_only, audit, hot, ephemeral, arcs } }
