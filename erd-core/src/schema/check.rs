//! Check constraints.

use super::{ColumnId, Sql};
use crate::codec::record;

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
    /// Tables that inherit do not have it (PostgreSQL).
    pub no_inherit: bool,
    /// False for NOT ENFORCED: it documents, and nothing checks it (PostgreSQL 18, MySQL).
    pub enforced: bool,
}

record! { Check { name, sql, column, validated, no_inherit, enforced } }

impl Check {
    /// A check that is enforced and holds for all rows.
    pub fn new(name: impl Into<String>, sql: Sql) -> Self {
        Self {
            name: name.into(),
            sql,
            column: None,
            validated: true,
            no_inherit: false,
            enforced: true,
        }
    }
}
