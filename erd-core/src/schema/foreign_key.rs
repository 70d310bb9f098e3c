//! Foreign keys.

use super::{ColumnId, OnSoftDelete, TableId};
use crate::codec::{record, variants};

/// A referential action (SQL:2003 4.17.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum Action {
    /// Reject at the end of the statement (or of the transaction, when deferred).
    NoAction,
    /// Reject at once.
    Restrict,
    /// Do the same to the referencing rows.
    Cascade,
    /// Set the referencing columns to NULL.
    SetNull,
    /// Set the referencing columns to their defaults.
    SetDefault,
}

variants! { Action { NoAction, Restrict, Cascade, SetNull, SetDefault } }

impl Action {
    /// SQL spelling.
    pub const fn sql(self) -> &'static str {
        match self {
            Self::NoAction => "NO ACTION",
            Self::Restrict => "RESTRICT",
            Self::Cascade => "CASCADE",
            Self::SetNull => "SET NULL",
            Self::SetDefault => "SET DEFAULT",
        }
    }
}

/// When a constraint is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum Deferrable {
    /// At the end of each statement; cannot be put off.
    No,
    /// At the end of each statement unless the transaction says `SET CONSTRAINTS .. DEFERRED`.
    InitiallyImmediate,
    /// At commit.
    InitiallyDeferred,
}

variants! { Deferrable { No, InitiallyImmediate, InitiallyDeferred } }

/// What a foreign key points at.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum Target {
    /// The table that holds the key: a self reference.
    Own,
    /// Another table of the schema.
    Table(TableId),
    /// A path as written in Rust. Only while a derive expands, which cannot see other items.
    Path(String),
}

variants! { Target { Own, Table(value), Path(value) } }

/// A foreign key constraint.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[allow(
    clippy::struct_excessive_bools,
    reason = "the switches are independent of each other"
)]
pub struct ForeignKey {
    /// Constraint name.
    pub name: String,
    /// Referencing columns.
    pub columns: Vec<ColumnId>,
    /// Referenced table.
    pub target: Target,
    /// Referenced columns, by *field* name until resolved and by column name in a resolved schema; empty only before
    /// resolution, where it means the target's primary key.
    pub target_columns: Vec<String>,
    /// ON DELETE; `None` where nobody said, which is NO ACTION.
    pub on_delete: Option<Action>,
    /// ON UPDATE; `None` where nobody said, which is NO ACTION.
    pub on_update: Option<Action>,
    /// When it is checked.
    pub deferrable: Deferrable,
    /// False for PostgreSQL's NOT VALID: existing rows were not checked.
    pub validated: bool,
    /// What soft-deleting a referenced row means for the referencing ones.
    pub on_soft_delete: Option<OnSoftDelete>,
    /// At most one row references each target; declared, and to be backed by a unique key.
    pub one_to_one: bool,
    /// A reference that no constraint enforces, and the job that removes what dangles; empty where none was named.
    pub loose: Option<String>,
    /// MATCH FULL: all columns NULL or none (PostgreSQL).
    pub match_full: bool,
    /// The columns that SET NULL and SET DEFAULT speak of; empty for all (PostgreSQL 15).
    pub set_columns: Vec<ColumnId>,
    /// False for NOT ENFORCED: it documents, and nothing checks it (PostgreSQL 18).
    pub enforced: bool,
}

record! { ForeignKey { name, columns, target, target_columns, on_delete, on_update, deferrable, validated, on_soft_delete, one_to_one, loose, match_full, set_columns, enforced } }

impl ForeignKey {
    /// A key that is checked at once, with NO ACTION, and that says nothing of soft deletes.
    pub fn new(
        name: impl Into<String>,
        columns: impl IntoIterator<Item = ColumnId>,
        target: Target,
        target_columns: impl IntoIterator<Item = impl Into<String>>,
    ) -> Self {
        Self {
            name: name.into(),
            columns: columns.into_iter().collect(),
            target,
            target_columns: target_columns.into_iter().map(Into::into).collect(),
            on_delete: None,
            on_update: None,
            deferrable: Deferrable::No,
            validated: true,
            on_soft_delete: None,
            one_to_one: false,
            loose: None,
            match_full: false,
            set_columns: Vec::new(),
            enforced: true,
        }
    }

    /// Whether the database has a constraint for it.
    pub const fn is_enforced(&self) -> bool {
        self.loose.is_none() && self.enforced
    }

    /// The columns that ON DELETE SET NULL and SET DEFAULT write.
    pub fn set_on_delete(&self) -> &[ColumnId] {
        if self.set_columns.is_empty() {
            &self.columns
        } else {
            &self.set_columns
        }
    }

    /// The clause by which the database writes the referencing columns, as a declaration has it. Clauses about deletes count
    /// where `on_delete` says so: they leave a column alone that is not among [`Self::set_on_delete`].
    pub const fn writing_clause(&self, on_delete: bool) -> Option<&'static str> {
        match (self.on_delete, self.on_update) {
            (Some(Action::SetNull), _) if on_delete => Some("on_delete = set_null"),
            (Some(Action::SetDefault), _) if on_delete => Some("on_delete = set_default"),
            (_, Some(Action::SetNull)) => Some("on_update = set_null"),
            (_, Some(Action::SetDefault)) => Some("on_update = set_default"),
            (_, Some(Action::Cascade)) => Some("on_update = cascade"),
            _ => None,
        }
    }

    /// A reference of a table to itself.
    pub const fn is_self_reference(&self) -> bool {
        matches!(self.target, Target::Own)
    }
}
