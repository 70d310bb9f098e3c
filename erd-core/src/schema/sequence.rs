//! Sequences that columns own.

use crate::codec::record;

/// The sequence behind an identity or serial column, where it is not what the engine makes by itself. `None` is the
/// engine's default.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(default))]
pub struct Sequence {
    /// Name where it is not `table_column_seq` (PostgreSQL).
    pub name: Option<String>,
    /// First number.
    pub start: Option<i64>,
    /// Distance between numbers.
    pub increment: Option<i64>,
    /// Least number.
    pub min: Option<i64>,
    /// Greatest number.
    pub max: Option<i64>,
    /// Numbers that a session takes at once.
    pub cache: Option<i64>,
    /// Whether it starts anew at its end.
    pub cycle: bool,
}

record! { Sequence { name, start, increment, min, max, cache, cycle } }
