//! Steps: what differs, as ids into both schemas.

use erd_core::schema::{ColumnId, TableId};
use serde::Serialize;

/// A table in both schemas.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct TablePair {
    /// In the old one.
    pub old: TableId,
    /// In the new one.
    pub new: TableId,
}

/// A constraint or an index of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Element {
    /// The primary key.
    PrimaryKey,
    /// An index or unique constraint, by position.
    Index(usize),
    /// A check, by position.
    Check(usize),
    /// An exclusion constraint, by position.
    Exclusion(usize),
    /// A foreign key, by position.
    ForeignKey(usize),
}

/// A property of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[allow(
    missing_docs,
    reason = "each is the field of `schema::Column` of that name"
)]
pub enum ColumnChange {
    Type,
    Collation,
    Generated,
    Identity,
    Sequence,
    Default,
    Nullable,
    OnUpdate,
    Invisible,
    Storage,
    Comment,
    /// One of the [properties](erd_core::property::COLUMN) that are compared as they are written, by name.
    #[serde(untagged)]
    Property(&'static str),
}

/// A property of a constraint or an index that can change while it stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ElementChange {
    /// It was NOT VALID and is to be validated.
    Validate,
    /// When it is checked.
    Deferrable,
    /// A unique index becomes a unique constraint.
    Constraint,
    /// Whether the optimiser uses it.
    Invisible,
    /// Its comment.
    Comment,
}

/// A property of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "each is the field of the model of that name")]
pub enum TableChange {
    Comment,
    Unlogged,
    With,
    Inherits,
    RowSecurity,
    Engine,
    Charset,
    RowFormat,
    Strict,
    WithoutRowid,
    Autoincrement,
    /// How it is partitioned at all.
    Partition,
}

/// One thing to be done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "step")]
#[allow(
    missing_docs,
    reason = "fields are ids into the old and the new schema"
)]
pub enum Step {
    /// A namespace that tables, types or objects of the new schema are in.
    CreateNamespace {
        name: String,
    },
    /// A namespace that nothing of the new schema is in.
    DropNamespace {
        name: String,
    },
    /// A native enum; positions in `Schema::enums`.
    CreateEnum {
        new: usize,
    },
    DropEnum {
        old: usize,
    },
    /// `from` and `to` are positions of the value in the old and in the new type.
    RenameEnumValue {
        old: usize,
        new: usize,
        from: usize,
        to: usize,
    },
    /// `value` is a position in the new type.
    AddEnumValue {
        old: usize,
        new: usize,
        value: usize,
    },
    /// Values were removed, or stand in another order, which no engine can do in place.
    ReplaceEnum {
        old: usize,
        new: usize,
    },
    CommentEnum {
        old: usize,
        new: usize,
    },
    CreateTable {
        table: TableId,
    },
    DropTable {
        table: TableId,
    },
    RenameTable {
        table: TablePair,
    },
    AlterTable {
        table: TablePair,
        changes: Vec<TableChange>,
    },
    AddColumn {
        table: TablePair,
        column: ColumnId,
    },
    DropColumn {
        table: TablePair,
        column: ColumnId,
    },
    RenameColumn {
        table: TablePair,
        old: ColumnId,
        new: ColumnId,
    },
    AlterColumn {
        table: TablePair,
        old: ColumnId,
        new: ColumnId,
        changes: Vec<ColumnChange>,
    },
    AddElement {
        table: TablePair,
        element: Element,
    },
    DropElement {
        table: TablePair,
        element: Element,
    },
    /// The same under another name.
    RenameElement {
        table: TablePair,
        old: Element,
        new: Element,
    },
    /// Another one in its place.
    ReplaceElement {
        table: TablePair,
        old: Element,
        new: Element,
    },
    /// It stays, and a property changes.
    AlterElement {
        table: TablePair,
        old: Element,
        new: Element,
        changes: Vec<ElementChange>,
    },
    /// Positions in the lists of partitions.
    AddPartition {
        table: TablePair,
        new: usize,
    },
    DropPartition {
        table: TablePair,
        old: usize,
    },
    /// Positions in `Schema::objects`.
    CreateObject {
        new: usize,
    },
    DropObject {
        old: usize,
    },
    ReplaceObject {
        old: usize,
        new: usize,
    },
    CommentObject {
        old: usize,
        new: usize,
    },
}

impl Step {
    /// The table whose constraint or index the step is about.
    pub(crate) const fn table_of_element(&self) -> Option<TablePair> {
        match self {
            Self::AddElement { table, .. }
            | Self::DropElement { table, .. }
            | Self::RenameElement { table, .. }
            | Self::ReplaceElement { table, .. }
            | Self::AlterElement { table, .. } => Some(*table),
            _ => None,
        }
    }

    /// The table that stays, and that the step is about.
    pub const fn table(&self) -> Option<TablePair> {
        match self {
            Self::RenameTable { table }
            | Self::AlterTable { table, .. }
            | Self::AddColumn { table, .. }
            | Self::DropColumn { table, .. }
            | Self::RenameColumn { table, .. }
            | Self::AlterColumn { table, .. }
            | Self::AddElement { table, .. }
            | Self::DropElement { table, .. }
            | Self::RenameElement { table, .. }
            | Self::ReplaceElement { table, .. }
            | Self::AlterElement { table, .. }
            | Self::AddPartition { table, .. }
            | Self::DropPartition { table, .. } => Some(*table),
            _ => None,
        }
    }
}
