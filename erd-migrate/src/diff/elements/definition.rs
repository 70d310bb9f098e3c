//! Indexes and constraints as they are compared.

use crate::diff::Element;
use erd_core::schema::{Action, ColumnId, Deferrable, NullsOrder, Order, TableId};

/// What defines a constraint or an index, in terms of the new schema. Two with equal definitions do the same, whatever they are called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Definition {
    PrimaryKey(Vec<ColumnId>, Vec<ColumnId>, Deferrable),
    Index(Box<IndexDefinition>),
    Check(String, bool, bool),
    Exclusion(String, Deferrable),
    ForeignKey(Box<ForeignKeyDefinition>),
    /// It refers to a column or a table that is gone, or is not valid.
    Gone,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct IndexDefinition {
    pub(super) unique: bool,
    pub(super) constraint: bool,
    pub(super) deferrable: Deferrable,
    pub(super) keys: Vec<KeyDefinition>,
    pub(super) include: Vec<ColumnId>,
    pub(super) predicate: Option<String>,
    pub(super) method: Option<String>,
    pub(super) parser: Option<String>,
    pub(super) nulls_not_distinct: bool,
    pub(super) with: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct KeyDefinition {
    pub(super) column: Option<ColumnId>,
    pub(super) expression: Option<String>,
    pub(super) order: Order,
    pub(super) nulls: Option<NullsOrder>,
    pub(super) opclass: Option<String>,
    pub(super) collation: Option<String>,
    pub(super) prefix_len: Option<u32>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ForeignKeyDefinition {
    pub(super) columns: Vec<ColumnId>,
    pub(super) target: TableId,
    pub(super) target_columns: Vec<String>,
    pub(super) on_delete: Action,
    pub(super) on_update: Action,
    pub(super) match_full: bool,
    pub(super) set_columns: Vec<ColumnId>,
    pub(super) enforced: bool,
}

/// An index or a constraint, with its name and its definition.
pub(super) struct Found {
    pub(super) element: Element,
    /// Folded.
    pub(super) name: String,
    /// Whether the dialect keeps the name.
    pub(super) kept: bool,
    pub(super) definition: Definition,
}
