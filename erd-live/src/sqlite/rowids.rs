//! Rowids that SQLite shows as nullable.

use crate::Error;
use crate::query::Query;
use erd_core::Schema;

/// A rowid never is NULL, and `table_xinfo` says that it may be where nobody wrote NOT NULL.
const NULLABLE: &str = "SELECT s.name AS in_table, x.name AS name FROM sqlite_schema AS s, pragma_table_xinfo(s.name) AS x \
     WHERE s.type = 'table' AND x.pk > 0 AND x.\"notnull\" = 0";

/// Gives the keys of a described SQLite database the nullability that SQLite shows: for tools that go by it. The model has
/// what is true, so that an `INTEGER PRIMARY KEY` is NOT NULL there.
pub fn show_nullable_rowids(connection: &mut dyn Query, schema: &mut Schema) -> Result<(), Error> {
    let rows = connection.query(NULLABLE).map_err(|message| Error::Query {
        what: "nullable rowids",
        message,
    })?;
    for row in rows {
        let [Some(table), Some(column)] = &row[..] else {
            continue;
        };
        let table = schema.tables.iter_mut().find(|t| t.name == *table);
        let columns = table.map(|t| &mut t.columns).into_iter().flatten();
        for found in columns.filter(|c| c.name == *column) {
            found.nullable = true;
        }
    }
    Ok(())
}
