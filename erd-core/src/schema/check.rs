//! Check constraints.

use super::{ColumnId, Sql};

/// A check constraint.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Check {
    /// Constraint name.
    pub name: String,
    /// The condition; empty where `sql` is not written for a dialect, which then has no such constraint.
    pub sql: Sql,
    /// The column whose attribute declared it, for messages.
    pub column: Option<ColumnId>,
    /// False for PostgreSQL's NOT VALID: existing rows were not checked.
    pub validated: bool,
}
