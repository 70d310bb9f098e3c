//! Why there is no plan, or a run ended early.

use erd_live::Connection;
use std::fmt;

/// Why there is no plan, or a run ended early.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Error {
    /// The engine has no partitions.
    NoPartitions,
    /// A query failed.
    Query {
        /// What was asked for.
        what: &'static str,
        /// The engine's message.
        message: String,
    },
    /// A statement failed.
    Statement {
        /// Its text.
        sql: String,
        /// The engine's message.
        message: String,
    },
    /// Another runner is at work.
    Locked {
        /// How long it was waited for, in seconds.
        waited: u64,
    },
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoPartitions => f.write_str(
                "SQLite has no partitioned tables [no_partitions]: delete old rows by an index on their time, or keep each \
                 period in a table or file of its own",
            ),
            Self::Query { what, message } => write!(f, "cannot read {what}: {message}"),
            Self::Statement { sql, message } => write!(
                f,
                "{message}\n  in: {sql}\n  what was done before it stays; the next run goes on from there"
            ),
            Self::Locked { waited } => write!(
                f,
                "another run of `cargo erd partitions apply` is at work on this database, and was not done after {waited} seconds"
            ),
        }
    }
}

impl std::error::Error for Error {}

pub(crate) type Row = Vec<Option<String>>;

pub(crate) fn rows(
    connection: &mut dyn Connection,
    what: &'static str,
    query: &str,
) -> Result<Vec<Row>, Error> {
    let rows = connection.query(query);
    Ok(rows
        .map_err(|message| Error::Query { what, message })?
        .values)
}

pub(crate) fn first(
    connection: &mut dyn Connection,
    what: &'static str,
    query: &str,
) -> Result<Option<Row>, Error> {
    Ok(rows(connection, what, query)?.into_iter().next())
}

/// A value of a row; nothing where it is NULL.
pub(crate) fn text(row: &Row, at: usize) -> &str {
    row.get(at).and_then(Option::as_deref).unwrap_or_default()
}
