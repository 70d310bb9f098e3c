//! What can go wrong with a folder of migrations or a run of them.

use std::fmt;
use std::io;
use std::path::PathBuf;

/// Why a folder cannot be read or written, or a run stopped.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// A file or folder cannot be read.
    Read {
        /// Which.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// A file or folder cannot be written.
    Write {
        /// Which.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// A file is not what it should be.
    Malformed {
        /// Which.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// Two migrations have the same version.
    Duplicate {
        /// The version.
        version: String,
        /// Both names.
        names: [String; 2],
    },
    /// The format cannot say what the migration needs.
    Format {
        /// The migration.
        migration: String,
        /// What is missing.
        reason: String,
    },
    /// The folder is not what the checksums say.
    Tampered(Vec<String>),
    /// The database and the folder disagree about what was applied.
    Diverged(Vec<String>),
    /// Another runner is at work.
    Locked {
        /// Seconds that were waited.
        waited: u64,
    },
    /// The engine refused something of the ledger.
    Ledger {
        /// What was being done.
        what: &'static str,
        /// The engine's message.
        message: String,
    },
    /// The engine refused a statement.
    Statement {
        /// The migration.
        migration: String,
        /// Which of its statements, from 1.
        ordinal: usize,
        /// The file that it stands in, and the line that it begins on, from 1.
        place: Option<(PathBuf, usize)>,
        /// The statement.
        sql: String,
        /// The engine's message.
        message: String,
        /// Whether nothing of the migration has stayed.
        rolled_back: bool,
    },
    /// A run was cut off, and only a person can say whether the statement took effect.
    Unknown {
        /// The migration.
        migration: String,
        /// Which of its statements, from 1.
        ordinal: usize,
        /// The statement.
        sql: String,
    },
    /// What must not be there is there: rows that the statement would fail on.
    Blocked {
        /// The migration.
        migration: String,
        /// Which of its statements, from 1.
        ordinal: usize,
        /// The query that found them.
        query: String,
        /// The first row that it found.
        row: String,
    },
    /// There is no way back.
    Irreversible {
        /// The migrations without one.
        migrations: Vec<String>,
    },
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Read { path, error } => write!(f, "cannot read {}: {error}", path.display()),
            Self::Write { path, error } => write!(f, "cannot write {}: {error}", path.display()),
            Self::Malformed { path, reason } => write!(f, "{}: {reason}", path.display()),
            Self::Duplicate { version, names } => write!(
                f,
                "two migrations have the version {version}: {} and {}; give one of them a later version",
                names[0], names[1]
            ),
            Self::Format { migration, reason } => write!(f, "{migration}: {reason}"),
            Self::Tampered(what) => write!(
                f,
                "the folder is not what its checksums say:\n  {}",
                what.join("\n  ")
            ),
            Self::Diverged(what) => write!(
                f,
                "the database and the folder disagree:\n  {}",
                what.join("\n  ")
            ),
            Self::Locked { waited } => write!(
                f,
                "another migration run holds the lock (waited {waited} s); nothing was done"
            ),
            Self::Ledger { what, message } => write!(f, "cannot {what}: {message}"),
            Self::Statement {
                migration,
                ordinal,
                place,
                sql,
                message,
                rolled_back,
            } => {
                writeln!(f, "{migration}, statement {ordinal}: {message}")?;
                if let Some((file, line)) = place {
                    writeln!(f, "  at {}:{line}", file.display())?;
                }
                writeln!(f, "  {}", sql.replace('\n', "\n  "))?;
                if *rolled_back {
                    write!(
                        f,
                        "nothing of {migration} has stayed; mend the cause and run again"
                    )
                } else {
                    write!(
                        f,
                        "statements before it have stayed and are in the ledger; mend the cause and run again, it goes on here"
                    )
                }
            }
            Self::Unknown {
                migration,
                ordinal,
                sql,
            } => {
                writeln!(
                    f,
                    "an earlier run was cut off in statement {ordinal} of {migration}, and its outcome is not known:"
                )?;
                writeln!(f, "  {}", sql.replace('\n', "\n  "))?;
                write!(
                    f,
                    "look whether it took effect, then run `cargo erd migrate resolve {migration} --done` or `--retry`"
                )
            }
            Self::Blocked {
                migration,
                ordinal,
                query,
                row,
            } => {
                writeln!(
                    f,
                    "statement {ordinal} of {migration} would fail or lose something: this query must find nothing, and finds ({row}):"
                )?;
                writeln!(f, "  {query}")?;
                write!(f, "mend the rows and run again, it goes on here")
            }
            Self::Irreversible { migrations } => write!(
                f,
                "there is no way back from {}; nothing was done",
                migrations.join(", ")
            ),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Read { error, .. } | Self::Write { error, .. } => Some(error),
            _ => None,
        }
    }
}
