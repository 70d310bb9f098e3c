//! Exclusion constraints.

use super::Deferrable;
use crate::codec::record;

/// An exclusion constraint (PostgreSQL): no two rows for which all comparisons hold.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Exclusion {
    /// Constraint name.
    pub name: String,
    /// What follows EXCLUDE, as written: `USING gist (room WITH =, during WITH &&) WHERE (..)`.
    pub definition: String,
    /// When it is checked.
    pub deferrable: Deferrable,
}

record! { Exclusion { name, definition, deferrable } }
