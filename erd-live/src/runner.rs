//! One runner at a time: an advisory lock of the server, or of a file beside a database that is a file itself.

use crate::Connection;
use erd_core::Family;
use std::fs::{File, TryLockError};
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// What is put after the name of a database's file, as SQLite puts `-journal` and `-wal`.
const SUFFIX: &str = "-erd-lock";

/// The work that one runner at a time does on a database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Work {
    /// Migrations are applied or taken back.
    Migrations,
    /// Partitions are made and dropped.
    Partitions,
}

impl Work {
    const fn name(self) -> &'static str {
        match self {
            Self::Migrations => "erd_migrate_",
            Self::Partitions => "erd_partitions_",
        }
    }

    /// The key of PostgreSQL's advisory lock: two numbers of four bytes.
    const fn key(self) -> &'static str {
        match self {
            Self::Migrations => "1701995892, 1835621234",
            Self::Partitions => "1701995892, 1885434484",
        }
    }

    /// The name of the lock of MySQL and MariaDB, 64 characters at most. Such names are the server's, so the database's is in
    /// it; MySQL 9.6 took `MD5()` and `SHA1()` out of the server.
    fn lock_name(self) -> String {
        let name = self.name();
        format!(
            "CONCAT('{name}', LEFT(SHA2(DATABASE(), 256), {}))",
            64 - name.len()
        )
    }
}

/// Why the lock was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LockError {
    /// Another runner has it.
    Held {
        /// How long it was waited for.
        waited: Duration,
    },
    /// The engine or the file system refused; its message.
    Refused(String),
}

/// The lock of the only runner. It belongs to the session, or to the process where it is of a file: one that dies leaves none
/// behind.
#[derive(Debug)]
pub struct RunnerLock {
    work: Work,
    /// Whether another runner had to be waited for.
    pub waited: bool,
    /// The locked file, on an engine without such a lock. It stays when the lock is given back: whoever removed it could
    /// remove the next runner's.
    _file: Option<File>,
}

impl RunnerLock {
    /// Waits until no other runner does that work on the database, for `wait` at most.
    pub fn take(
        connection: &mut dyn Connection,
        work: Work,
        wait: Duration,
    ) -> Result<Self, LockError> {
        let start = Instant::now();
        let (mut waited, mut file) = (false, None);
        while !try_lock(connection, work, &mut file).map_err(LockError::Refused)? {
            if start.elapsed() >= wait {
                return Err(LockError::Held { waited: wait });
            }
            waited = true;
            std::thread::sleep(Duration::from_millis(200));
        }
        Ok(Self {
            work,
            waited,
            _file: file,
        })
    }

    /// Lets the next runner in; the error is the engine's message.
    pub fn release(self, connection: &mut dyn Connection) -> Result<(), String> {
        let query = match connection.dialect().family() {
            Family::Postgres => {
                format!("SELECT pg_catalog.pg_advisory_unlock({})", self.work.key())
            }
            Family::MySql => format!("SELECT RELEASE_LOCK({})", self.work.lock_name()),
            Family::Sqlite => return Ok(()),
        };
        connection.query(&query).map(drop)
    }
}

/// Takes the lock if it is free; returns whether it was, and keeps a locked file in `file`.
fn try_lock(
    connection: &mut dyn Connection,
    work: Work,
    file: &mut Option<File>,
) -> Result<bool, String> {
    let query = match connection.dialect().family() {
        Family::Postgres => format!("SELECT pg_catalog.pg_try_advisory_lock({})", work.key()),
        Family::MySql => format!("SELECT GET_LOCK({}, 0)", work.lock_name()),
        Family::Sqlite => return try_lock_file(connection, file),
    };
    is_true(connection, &query)
}

/// A database in memory has one connection, and no file.
fn try_lock_file(
    connection: &mut dyn Connection,
    locked: &mut Option<File>,
) -> Result<bool, String> {
    let Some(path) = lock_path(connection)? else {
        return Ok(true);
    };
    let refused = |error: std::io::Error| format!("cannot lock {}: {error}", path.display());
    let mut options = File::options();
    let file = options.create(true).append(true).open(&path);
    let file = file.map_err(refused)?;
    match file.try_lock() {
        Ok(()) => {
            *locked = Some(file);
            Ok(true)
        }
        Err(TryLockError::WouldBlock) => Ok(false),
        Err(TryLockError::Error(error)) => Err(refused(error)),
    }
}

/// The file to lock, beside the database's own. <https://www.sqlite.org/pragma.html#pragma_database_list>
fn lock_path(connection: &mut dyn Connection) -> Result<Option<PathBuf>, String> {
    let rows = connection.query("PRAGMA database_list")?;
    let main = rows.into_iter().find_map(|row| match row.as_slice() {
        [_, Some(name), Some(file)] if name == "main" && !file.is_empty() => Some(file.clone()),
        _ => None,
    });
    Ok(main.map(|file| PathBuf::from(file + SUFFIX)))
}

/// Whether a query's first value is true.
fn is_true(connection: &mut dyn Connection, query: &str) -> Result<bool, String> {
    let rows = connection.query(query)?;
    let first = rows.first().and_then(|row| row.first()).cloned().flatten();
    Ok(first.is_some_and(|value| value == "1" || value.eq_ignore_ascii_case("t")))
}
