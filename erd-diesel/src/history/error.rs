//! Why a log could not be read.

use erd_ddl::DdlErrors;
use std::fmt;

/// Why the log of a table's changes could not be read.
#[derive(Debug)]
#[non_exhaustive]
pub enum HistoryError {
    /// The schema has no table of that name.
    NoTable(String),
    /// No triggers log the changes of the table.
    NoLog(String),
    /// The log holds no values of these columns, so that no row can be made of it.
    Redacted {
        /// The table.
        table: String,
        /// The columns that are `sensitive`.
        columns: Vec<String>,
    },
    /// An entry is not as the triggers write it.
    Malformed {
        /// The history table.
        table: String,
        /// What was found.
        found: String,
    },
    /// The dialect lacks something that the schema uses.
    Unsupported(DdlErrors),
    /// The database refused a query, or its answer is no row of the entity.
    Rejected(diesel::result::Error),
}

impl fmt::Display for HistoryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoTable(table) => write!(f, "the schema has no table `{table}`"),
            Self::NoLog(table) => write!(
                f,
                "the changes of `{table}` are not logged: add `#[erd(audit_log)]` to its struct"
            ),
            Self::Redacted { table, columns } => write!(
                f,
                "the log of `{table}` holds no values of {}, which are `sensitive`: read the `state`",
                columns.join(", ")
            ),
            Self::Malformed { table, found } => {
                write!(
                    f,
                    "`{table}` holds an entry that no trigger of erd's wrote: {found}"
                )
            }
            Self::Unsupported(errors) => errors.fmt(f),
            Self::Rejected(error) => write!(f, "the database refused: {error}"),
        }
    }
}

impl std::error::Error for HistoryError {}

impl From<diesel::result::Error> for HistoryError {
    fn from(error: diesel::result::Error) -> Self {
        Self::Rejected(error)
    }
}
