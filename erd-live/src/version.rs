//! Versions of engines.

use erd_core::{Dialect, Family, Product};

use crate::Error;
use crate::query::Query;
use crate::row::rows;

/// The version of the engine behind a connection; empty where it does not begin with a number.
pub(crate) fn version(connection: &mut dyn Query, dialect: Dialect) -> Result<Vec<u32>, Error> {
    let sql = match dialect.family() {
        Family::Postgres => "SELECT pg_catalog.current_setting('server_version')",
        Family::MySql => "SELECT VERSION()",
        Family::Sqlite => "SELECT sqlite_version()",
    };
    let row = rows(connection, "version", sql)?.pop();
    let text = row.and_then(crate::row::Row::single);
    Ok(numbers(&text.unwrap_or_default()))
}

/// Refuses a server that speaks PostgreSQL's language and is another product: its catalog is not PostgreSQL's.
pub(crate) fn is_postgres(connection: &mut dyn Query) -> Result<(), Error> {
    let row = rows(connection, "version", "SELECT version()")?.pop();
    let text = row.and_then(crate::row::Row::single);
    let product = Product::that_says(Dialect::Postgres, &text.unwrap_or_default());
    product
        .served()
        .map(|_| ())
        .map_err(|error| Error::Url(error.to_string()))
}

/// The numbers that a version begins with: of `10.11.19-MariaDB-1` the first three. MariaDB may put `5.5.5-` before its
/// own, for clients that know no other.
fn numbers(text: &str) -> Vec<u32> {
    let text = text.strip_prefix("5.5.5-").unwrap_or(text);
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.');
    let numbers = text[..end.unwrap_or(text.len())].split('.');
    numbers.map_while(|number| number.parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::numbers;

    #[test]
    fn a_version_is_its_leading_numbers() {
        assert_eq!(numbers("15.14 (Debian 15.14-0+deb12u1)"), [15, 14]);
        assert_eq!(numbers("5.5.5-10.11.19-MariaDB-1:10.11"), [10, 11, 19]);
        assert_eq!(numbers("8.0.36"), [8, 0, 36]);
        assert_eq!(numbers("18beta1"), [18]);
        assert!(numbers("devel").is_empty());
    }
}
