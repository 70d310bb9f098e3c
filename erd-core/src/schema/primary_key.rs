//! Primary keys.

use super::ColumnId;

/// The primary key of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct PrimaryKey {
    /// Constraint name; MySQL and MariaDB ignore it.
    pub name: String,
    /// Columns, in key order.
    pub columns: Vec<ColumnId>,
}
