//! Edits: what to write into a declaration so that a finding is gone.

use crate::schema::ColumnId;

/// A change of a declaration that mends a finding for certain, and that an editor or `cargo erd fix` can make. What has to be
/// decided is none.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum Edit {
    /// A word for the `#[erd(..)]` of a column's field: `index`.
    Field(ColumnId, String),
    /// A word for an `#[erd(..)]` of the struct: `index(tenant_id, customer_id)`.
    Entity(String),
    /// An option for a reference, by the position of its foreign key: `on_delete = no_action`.
    Reference(usize, String),
    /// Another type for a column's field.
    Type {
        /// The column.
        column: ColumnId,
        /// The name of its type: `i32`.
        from: &'static str,
        /// The name that it gets: `i64`.
        to: &'static str,
    },
}
