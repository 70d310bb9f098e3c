//! Hints whose rename was done.

use super::{Diff, TablePair};
use erd_core::schema::{ColumnId, TableId};
use serde::Serialize;

/// A `renamed_from` that says nothing any more: the old schema has the new name already.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "stale_hint")]
#[allow(
    missing_docs,
    reason = "fields are ids into the old and the new schema"
)]
pub enum StaleHint {
    /// Of a table.
    Table { table: TableId },
    /// Of a column.
    Column { table: TablePair, column: ColumnId },
}

impl StaleHint {
    /// The logical path of the place, and what to do.
    pub fn message(&self, diff: &Diff) -> String {
        let (path, hint) = match self {
            Self::Table { table } => {
                let table = &diff.new[*table];
                (table.path(), &table.renamed_from)
            }
            Self::Column { table, column } => {
                let table = &diff.new[table.new];
                let column = &table[*column];
                let path = format!("{}.{}", table.path(), column.name);
                (path, &column.renamed_from)
            }
        };
        format!(
            "`{path}` was renamed already: `renamed_from = \"{}\"` may be removed",
            hint.as_deref().unwrap_or_default()
        )
    }
}
