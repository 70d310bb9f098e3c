//! Why a database could not be described.

use std::fmt;

/// Why a database could not be described. No text of it holds a password: addresses are reduced to host and database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Error {
    /// The address is none that this build understands.
    Url(String),
    /// No connection.
    Connect {
        /// The address without user and password.
        place: String,
        /// The driver's message.
        message: String,
    },
    /// The path names no file, and the database is one that is only read or must exist (SQLite).
    NoFile(String),
    /// A catalog query failed.
    Query {
        /// The name of the query.
        what: &'static str,
        /// The engine's message.
        message: String,
    },
    /// The catalog answered what no supported version answers.
    Catalog {
        /// The name of the query.
        query: &'static str,
        /// The column, and what is odd about its value.
        message: String,
    },
    /// The engine's own words cannot be had, or not be compared.
    Oracle(String),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Url(message) | Self::Oracle(message) => write!(f, "{message}"),
            Self::Connect { place, message } => write!(f, "cannot connect to {place}: {message}"),
            Self::NoFile(path) => write!(f, "the database file {path} does not exist"),
            Self::Query { what, message } => write!(f, "cannot read {what}: {message}"),
            Self::Catalog { query, message } => write!(
                f,
                "the catalog query `{query}` answered what no supported version does: {message}"
            ),
        }
    }
}

impl std::error::Error for Error {}
