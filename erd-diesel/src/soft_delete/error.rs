//! Why rows were not soft-deleted, restored or purged.

use diesel::result::{DatabaseErrorKind, Error as DieselError};
use erd_ddl::DdlErrors;
use std::fmt;

/// Why a soft delete, a restore or a purge was refused. Nothing has changed then.
#[derive(Debug)]
#[non_exhaustive]
pub enum SoftDeleteError {
    /// The schema has no table of that name.
    NoTable(String),
    /// Rows of the table are not soft-deleted: it has neither `deleted_at` nor `soft_delete`.
    NotSoftDeleted(String),
    /// The table has no primary key, so its rows cannot be named.
    NoKey(String),
    /// The table has no row with that key.
    NotFound {
        /// The table.
        table: String,
    },
    /// The row is soft-deleted already.
    AlreadyDeleted {
        /// The table.
        table: String,
    },
    /// The row lives.
    NotDeleted {
        /// The table.
        table: String,
    },
    /// Living rows reference what would go, and their foreign key says `on_soft_delete = restrict`, or nothing.
    InTheWay {
        /// Their table.
        table: String,
        /// The foreign key.
        foreign_key: String,
        /// How many of them there are.
        rows: usize,
    },
    /// A row that would live again references one that is soft-deleted.
    ParentDeleted {
        /// Its table.
        table: String,
        /// The foreign key.
        foreign_key: String,
        /// The table of the row that is soft-deleted.
        parent: String,
    },
    /// A living row has the values of a unique key by now.
    Taken {
        /// The table; empty where only the database knows.
        table: String,
        /// The unique key.
        unique: String,
    },
    /// Which deletion took a row is not known, because its table has a flag and no `deleted_at`.
    Unstamped {
        /// The table.
        table: String,
    },
    /// The clock of the database stood still or went back.
    Clock,
    /// The dialect lacks something that the schema uses.
    Unsupported(DdlErrors),
    /// The database refused a statement.
    Rejected(DieselError),
}

impl fmt::Display for SoftDeleteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoTable(table) => write!(f, "the schema has no table `{table}`"),
            Self::NotSoftDeleted(table) => {
                write!(
                    f,
                    "rows of `{table}` are not soft-deleted: mark a field `#[erd(deleted_at)]`"
                )
            }
            Self::NoKey(table) => write!(
                f,
                "`{table}` has no primary key, so that no row of it can be named"
            ),
            Self::NotFound { table } => write!(f, "`{table}` has no row with that key"),
            Self::AlreadyDeleted { table } => {
                write!(f, "the row of `{table}` is soft-deleted already")
            }
            Self::NotDeleted { table } => write!(f, "the row of `{table}` is not soft-deleted"),
            Self::InTheWay {
                table,
                foreign_key,
                rows,
            } => {
                let (rows, reference) = if *rows == 1 {
                    ("1 living row".to_owned(), "references")
                } else {
                    (format!("{rows} living rows"), "reference")
                };
                write!(
                    f,
                    "{rows} of `{table}` {reference} what would be soft-deleted (`{foreign_key}`, on_soft_delete = restrict)"
                )
            }
            Self::ParentDeleted {
                table,
                foreign_key,
                parent,
            } => {
                write!(
                    f,
                    "a row of `{table}` would live below a row of `{parent}` that is soft-deleted (`{foreign_key}`): restore that one first"
                )
            }
            Self::Taken { table, unique } if table.is_empty() => {
                write!(
                    f,
                    "a living row has the values of the unique key `{unique}` by now"
                )
            }
            Self::Taken { table, unique } => {
                write!(
                    f,
                    "a living row of `{table}` has the values of the unique key `{unique}` by now"
                )
            }
            Self::Unstamped { table } => {
                write!(
                    f,
                    "`{table}` has a flag and no `deleted_at`, so that nobody knows which of its rows were deleted together"
                )
            }
            Self::Clock => {
                f.write_str("the database's clock gives no moment that was not used before")
            }
            Self::Unsupported(errors) => errors.fmt(f),
            Self::Rejected(error) => write!(f, "the database refused: {error}"),
        }
    }
}

impl std::error::Error for SoftDeleteError {}

impl From<DieselError> for SoftDeleteError {
    fn from(error: DieselError) -> Self {
        if let DieselError::DatabaseError(DatabaseErrorKind::UniqueViolation, info) = &error {
            let name = info.constraint_name().unwrap_or_else(|| info.message());
            return Self::Taken {
                table: String::new(),
                unique: name.to_owned(),
            };
        }
        Self::Rejected(error)
    }
}
