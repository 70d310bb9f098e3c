//! Reading a database's catalog into comparable rows.

mod family;
mod postgres;
mod sqlite;
mod sqlite_text;

use erd_core::Family;
use testkit::Scratch;

use crate::item::Catalog;

/// Reads the whole catalog of a scratch database.
pub(crate) fn read(database: &mut Scratch) -> Result<Catalog, String> {
    match database.dialect().family() {
        Family::Postgres => postgres::read(database),
        Family::MySql => family::read(database),
        Family::Sqlite => sqlite::read(database),
    }
}

/// The rows of a query of `N` columns, with NULL as the empty text.
fn rows<const N: usize>(database: &mut Scratch, sql: &str) -> Result<Vec<[String; N]>, String> {
    let rows = database.query(sql)?;
    rows.into_iter()
        .map(|row| {
            let row: Vec<String> = row.into_iter().map(Option::unwrap_or_default).collect();
            row.try_into()
                .map_err(|_| format!("expected {N} columns from: {sql}"))
        })
        .collect()
}

/// The rows of a query that counts things: (what, how many).
fn counts(
    database: &mut Scratch,
    catalog: &mut Catalog,
    queries: &[(&'static str, &str)],
) -> Result<(), String> {
    for (what, sql) in queries {
        let found = rows::<1>(database, sql)?;
        let count = found.first().and_then(|[count]| count.parse().ok());
        catalog
            .outside
            .insert(what, count.ok_or_else(|| format!("no number from: {sql}"))?);
    }
    Ok(())
}
