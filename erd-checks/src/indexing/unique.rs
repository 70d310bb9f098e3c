//! Keys as indexes, and what they say about the number of rows.

use super::serve::holds_rows_of;
use erd_core::schema::{AccessPath, ColumnId, Index, IndexKind, Table};

/// The index behind the primary key.
pub(crate) fn primary_key(table: &Table) -> Option<Index> {
    let key = table.primary_key.as_ref()?;
    let columns = key.columns.iter().copied();
    Some(Index::new(key.name.clone(), IndexKind::Unique, columns))
}

/// Every index that works, the primary key's first.
pub(crate) fn all_indexes(table: &Table) -> impl Iterator<Item = Index> + '_ {
    primary_key(table)
        .into_iter()
        .chain(table.indexes.iter().filter(|index| !index.invalid).cloned())
}

/// Whether `fixed` columns leave at most one row: they hold a whole unique key. A row that `=` finds has no NULL there.
pub(super) fn is_one_row(table: &Table, index: &Index, path: &AccessPath) -> bool {
    index.is_unique()
        && holds_rows_of(table, index, path)
        && index
            .key_columns()
            .is_some_and(|keys| keys.iter().all(|c| path.by.contains(c)))
}

/// Whether no two rows of the path are equal in its sort, so that a page can end anywhere.
pub(crate) fn is_total(table: &Table, path: &AccessPath) -> bool {
    let sorted = |column: &ColumnId| path.order.iter().any(|(c, _)| c == column);
    all_indexes(table).any(|index| {
        let names_rows = |column: &ColumnId| {
            path.by.contains(column)
                || sorted(column) && (!table[*column].nullable || index.nulls_not_distinct)
        };
        index.is_unique()
            && holds_rows_of(table, &index, path)
            && index
                .key_columns()
                .is_some_and(|keys| keys.iter().all(names_rows))
    })
}
