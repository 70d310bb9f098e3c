//! Primary keys.

use super::{ColumnId, Deferrable};
use crate::codec::record;

/// The primary key of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct PrimaryKey {
    /// Constraint name; MySQL and MariaDB ignore it.
    pub name: String,
    /// Columns, in key order.
    pub columns: Vec<ColumnId>,
    /// Payload columns of the index behind it (INCLUDE; PostgreSQL).
    pub include: Vec<ColumnId>,
    /// When it is checked.
    pub deferrable: Deferrable,
}

record! { PrimaryKey { name, columns, include, deferrable } }

impl PrimaryKey {
    /// A plain key.
    pub fn new(name: impl Into<String>, columns: Vec<ColumnId>) -> Self {
        Self {
            name: name.into(),
            columns,
            include: Vec::new(),
            deferrable: Deferrable::No,
        }
    }
}
