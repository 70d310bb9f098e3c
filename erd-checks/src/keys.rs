//! Questions about keys that several rules ask.

use erd_core::schema::{ColumnId, Deferrable, Index, IndexKind, Table};

/// Whether some unique key speaks of every row and has no column that may be NULL, so that it names each row.
pub(crate) fn has_not_null_unique(table: &Table) -> bool {
    let names_rows = |index: &Index| {
        // Replication accepts no deferrable key, because it may be violated for a while.
        matches!(
            index.kind,
            IndexKind::Unique | IndexKind::UniqueConstraint(Deferrable::No)
        ) && !index.is_partial()
            && index
                .key_columns()
                .is_some_and(|keys| keys.iter().all(|c| !table[*c].nullable))
    };
    table.indexes.iter().any(names_rows)
}

/// Whether an earlier foreign key has the same columns, so that a finding about their index would be the second one.
pub(crate) fn repeats_earlier(table: &Table, foreign_key: usize) -> bool {
    let columns = &table.foreign_keys[foreign_key].columns;
    table.foreign_keys[..foreign_key]
        .iter()
        .any(|fk| fk.is_enforced() && same_set(&fk.columns, columns))
}

/// The same columns in any order.
pub(crate) fn same_set(a: &[ColumnId], b: &[ColumnId]) -> bool {
    a.len() == b.len() && contains_all(a, b) && contains_all(b, a)
}

/// Whether `outer` holds every one of `inner`.
pub(crate) fn contains_all(outer: &[ColumnId], inner: &[ColumnId]) -> bool {
    inner.iter().all(|c| outer.contains(c))
}

/// Whether the primary key or an index begins with `columns`, in their order: all that InnoDB asks of a referenced key.
pub(crate) fn leads_index(table: &Table, columns: &[ColumnId]) -> bool {
    let leads =
        |index: &Index| index.predicate.is_empty() && index.leading_columns().starts_with(columns);
    let primary = table.primary_key.iter();
    let mut primary = primary.map(|key| key.columns.starts_with(columns));
    primary.any(|leads| leads) || table.indexes.iter().any(leads)
}

/// The columns among an index's keys; expressions are left out.
pub(crate) fn columns_among_keys(index: &Index) -> Vec<ColumnId> {
    index
        .keys
        .iter()
        .filter_map(|key| match key.part {
            erd_core::schema::KeyPart::Column(column) => Some(column),
            erd_core::schema::KeyPart::Expression(_) => None,
        })
        .collect()
}

/// Whether a key over `columns` is unique already because it holds the whole primary key. Such keys exist as targets of
/// composite foreign keys.
pub(crate) fn holds_primary_key(table: &Table, columns: &[ColumnId]) -> bool {
    table
        .primary_key
        .as_ref()
        .is_some_and(|key| contains_all(columns, &key.columns))
}
