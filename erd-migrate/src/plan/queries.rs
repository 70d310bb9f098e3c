//! Queries for rows that an op would fail on, as all engines take them. Names of tables and columns are quoted.

use super::context::names;
use erd_core::schema::{ForeignKey, Table};
use erd_ddl::SqlWriter;

/// A query for rows of that table or partition that reference nothing in the parent.
pub(super) fn orphans(
    writer: &SqlWriter<'_>,
    (table, key): (&Table, &ForeignKey),
    from: &str,
    parent: &Table,
) -> String {
    let mine = names(table, &key.columns);
    let equal: Vec<_> = mine
        .iter()
        .zip(&key.target_columns)
        .map(|(a, b)| format!("p.{} = c.{}", writer.quote(b), writer.quote(a)))
        .collect();
    let there: Vec<_> = mine
        .iter()
        .map(|a| format!("c.{} IS NOT NULL", writer.quote(a)))
        .collect();
    format!(
        "SELECT 1 FROM {from} c WHERE {} AND NOT EXISTS (SELECT 1 FROM {} p WHERE {}) LIMIT 1",
        there.join(" AND "),
        writer.name(parent.schema.as_deref(), &parent.name),
        equal.join(" AND ")
    )
}

/// A query for keys that are there more than once among the rows that the predicate is true of. `null_is_equal` tells
/// whether NULL in two rows is the same.
pub(super) fn duplicates(
    from: &str,
    columns: &[String],
    null_is_equal: bool,
    predicate: Option<&str>,
) -> String {
    let there = columns.iter().filter(|_| !null_is_equal);
    let conditions: Vec<_> = there
        .map(|column| format!("{column} IS NOT NULL"))
        .chain(predicate.map(|text| format!("({text})")))
        .collect();
    let filter = if conditions.is_empty() {
        String::new()
    } else {
        format!(" WHERE {}", conditions.join(" AND "))
    };
    let list = columns.join(", ");
    format!("SELECT 1 FROM {from}{filter} GROUP BY {list} HAVING count(*) > 1 LIMIT 1")
}

/// A query for rows of which a check is false.
pub(super) fn violations(from: &str, check: &str) -> String {
    format!("SELECT 1 FROM {from} WHERE NOT ({check}) LIMIT 1")
}

/// A query for rows without a value.
pub(super) fn without_value(from: &str, column: &str) -> String {
    format!("SELECT 1 FROM {from} WHERE {column} IS NULL LIMIT 1")
}
