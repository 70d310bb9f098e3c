//! Which index serves a foreign key. Where none does, the server makes one under the name of the key.

use erd_core::Dialect;
use erd_core::schema::{ColumnId, ForeignKey, Index, Order, Table};

/// See [`crate::is_served`].
pub(crate) fn is_served(
    dialect: Dialect,
    table: &Table,
    key: &ForeignKey,
    but: Option<usize>,
) -> bool {
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
    let own = table.primary_key.as_ref();
    let mut indexes = table.indexes.iter().enumerate();
    own.is_some_and(|own| starts(&own.columns))
        || indexes.any(|(i, index)| Some(i) != but && serves(index))
}
