//! Indexes that hold a column in lower or upper case.

use super::is_served;
use erd_core::schema::{AccessPath, Column, ColumnId, KeyPart, Sql, Table};

/// The index that would serve a path which nothing serves, if it held its columns as they are and not `lower(..)` or
/// `upper(..)` of them.
pub(crate) fn folded_index(table: &Table, path: &AccessPath) -> Option<usize> {
    if is_served(table, path) {
        return None;
    }
    (0..table.indexes.len()).find(|at| {
        let mut plain = table.clone();
        for key in &mut plain.indexes[*at].keys {
            if let KeyPart::Expression(sql) = &key.part
                && let Some(column) = folded(table, sql)
            {
                key.part = KeyPart::Column(column);
            }
        }
        is_served(&plain, path)
    })
}

/// The column of `lower(column)`.
fn folded(table: &Table, sql: &Sql) -> Option<ColumnId> {
    let text = sql.texts().next()?.trim().to_lowercase();
    let rest = text
        .strip_prefix("lower")
        .or_else(|| text.strip_prefix("upper"))?;
    let inside = rest.trim_start().strip_prefix('(')?.strip_suffix(')')?;
    let name = inside.trim().trim_matches(['"', '`']);
    let is = |c: &Column| c.name.eq_ignore_ascii_case(name);
    table.columns.iter().position(is).map(ColumnId)
}
