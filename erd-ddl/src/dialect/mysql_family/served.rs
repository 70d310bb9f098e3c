//! Which indexes serve a foreign key. Where none does, the server makes one under the name of the key.

use erd_core::Dialect;
use erd_core::schema::{ColumnId, ForeignKey, Index, Order, Table};

/// See [`crate::serving`].
pub(crate) fn serving(dialect: Dialect, table: &Table, key: &ForeignKey) -> Vec<Option<usize>> {
    // The order of the columns does not count where the server looks for an index (`foreign_key_prefix`, sql_table.cc).
    let starts = |columns: &[ColumnId]| {
        let own = columns.get(..key.columns.len());
        own.is_some_and(|own| own.iter().all(|c| key.columns.contains(c)))
    };
    let serves = |index: &Index| {
        // MySQL 9.7 passes over an index with a descending column, and MariaDB 10.11 and 11.8 do not.
        let descends = index.keys.iter().any(|key| key.order == Order::Desc);
        index.is_btree()
            && !(dialect == Dialect::MySql && descends)
            && index.key_columns().is_some_and(|columns| starts(&columns))
    };
    let own = table.primary_key.iter();
    let own = own.filter(|own| starts(&own.columns)).map(|_| None);
    let indexes = table.indexes.iter().enumerate();
    let indexes = indexes.filter(|(_, index)| serves(index));
    own.chain(indexes.map(|(i, _)| Some(i))).collect()
}
