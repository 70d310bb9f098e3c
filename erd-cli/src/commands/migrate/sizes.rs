//! How many rows the tables of a change have, in a database at hand.

use crate::output;
use erd_core::effect::size::SMALL;
use erd_core::schema::TableId;
use erd_ddl::SqlWriter;
use erd_live::{Connection, Error};
use erd_migrate::Diff;
use std::collections::{BTreeMap, BTreeSet};

/// The rows of each table that changes, by path, counted up to where a table is no longer small. What cannot be counted is
/// said, and counts as unknown.
pub(super) fn counted(url: &str, diff: &Diff) -> BTreeMap<String, u64> {
    let steps = diff.steps.iter();
    let changed: BTreeSet<TableId> = steps.filter_map(|step| Some(step.table()?.old)).collect();
    let all = all(url, diff, changed);
    all.unwrap_or_else(|error| {
        output::warn(format_args!("the rows cannot be counted: {error}"));
        BTreeMap::new()
    })
}

fn all(url: &str, diff: &Diff, tables: BTreeSet<TableId>) -> Result<BTreeMap<String, u64>, Error> {
    if tables.is_empty() {
        return Ok(BTreeMap::new());
    }
    let mut connection = erd_live::connect_existing(url)?;
    let writer = SqlWriter::new(&diff.old, diff.engine);
    let mut counted = BTreeMap::new();
    for table in tables {
        let path = diff.old[table].path();
        match rows(connection.as_mut(), &writer.table(table)) {
            Ok(rows) => {
                counted.insert(path, rows);
            }
            Err(message) => output::warn(format_args!("`{path}` cannot be counted: {message}")),
        }
    }
    Ok(counted)
}

fn rows(connection: &mut dyn Connection, table: &str) -> Result<u64, String> {
    let sql = format!("SELECT count(*) FROM (SELECT 1 FROM {table} LIMIT {SMALL}) counted");
    let text = super::losses::number(connection, &sql)?;
    text.parse()
        .map_err(|_| format!("`{text}` is no number of rows"))
}
