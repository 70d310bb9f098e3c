//! SQLite through its own library.

use erd_core::Dialect;
use rusqlite::OpenFlags;
use rusqlite::types::ValueRef;

use super::within;
use crate::query::{Connection, Query, Rows};
use crate::{Described, Error};

/// The path of a database that no file holds.
pub(super) const MEMORY: &str = ":memory:";

pub(super) struct File(rusqlite::Connection);

impl Query for File {
    fn query(&mut self, sql: &str) -> Result<Rows, String> {
        let failed = |error: rusqlite::Error| said(&error, sql);
        let mut statement = self.0.prepare(sql).map_err(failed)?;
        let names = statement.column_names().into_iter().map(str::to_owned);
        let mut rows = Rows::from((names.collect(), Vec::new()));
        let columns = rows.columns.len();
        let mut found = statement.query([]).map_err(failed)?;
        while let Some(row) = found.next().map_err(failed)? {
            let values = (0..columns).map(|column| row.get_ref(column).map(text));
            let values = values.collect::<Result<_, _>>().map_err(failed)?;
            rows.values.push(values);
        }
        Ok(rows)
    }
}

impl Connection for File {
    fn dialect(&self) -> Dialect {
        Dialect::Sqlite
    }

    fn batch(&mut self, sql: &str) -> Result<(), String> {
        self.0.execute_batch(sql).map_err(|error| said(&error, sql))
    }
}

/// The path in an address. sqlx writes options behind it, `sqlite://app.db?mode=rwc`.
pub(crate) fn path(url: &str) -> &str {
    let address = url
        .strip_prefix("sqlite://")
        .or_else(|| url.strip_prefix("sqlite:"));
    match address {
        Some(address) => address.split('?').next().unwrap_or(address),
        None => url,
    }
}

pub(super) fn connect(url: &str, create: bool) -> Result<File, Error> {
    let path = path(url);
    let mut flags = OpenFlags::default();
    if !create && path != MEMORY {
        flags.remove(OpenFlags::SQLITE_OPEN_CREATE);
    }
    let connection = open(path, flags)?;
    connection
        .pragma_update(None, "foreign_keys", true)
        .map_err(|error| refused(path, &error))?;
    Ok(File(connection))
}

fn open(path: &str, flags: OpenFlags) -> Result<rusqlite::Connection, Error> {
    rusqlite::Connection::open_with_flags(path, flags).map_err(|error| {
        let creates = flags.contains(OpenFlags::SQLITE_OPEN_CREATE);
        // The library says "unable to open database file" for this and for much else.
        match std::fs::metadata(path) {
            Err(met) if !creates && met.kind() == std::io::ErrorKind::NotFound => {
                Error::NoFile(path.to_owned())
            }
            _ => refused(path, &error),
        }
    })
}

fn refused(path: &str, error: &rusqlite::Error) -> Error {
    Error::Connect {
        place: path.to_owned(),
        message: said(error, ""),
    }
}

pub(super) fn describe(url: &str) -> Result<Described, Error> {
    read(url, |file| crate::describe(file, erd_core::Dialect::Sqlite))
}

/// Opens a file that is only read.
pub(crate) fn read<T>(
    url: &str,
    work: impl FnOnce(&mut dyn Query) -> Result<T, Error>,
) -> Result<T, Error> {
    let path = path(url);
    // Read-only, so that a mistyped path makes no empty database.
    let flags = if path == MEMORY {
        OpenFlags::default()
    } else {
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX
    };
    work(&mut File(open(path, flags)?))
}

/// The library's message with its number. The driver would repeat the statement, which stands beside it anyway.
fn said(error: &rusqlite::Error, all: &str) -> String {
    match error {
        rusqlite::Error::SqlInputError {
            error,
            msg,
            sql,
            offset,
        } => {
            // Of several statements it is told the rest.
            let start = all.len().saturating_sub(sql.len());
            let place = match usize::try_from(*offset) {
                Ok(offset) if all.ends_with(sql.as_str()) => within(all, start + offset),
                _ => String::new(),
            };
            format!("{msg} (error {}){place}", error.extended_code)
        }
        rusqlite::Error::SqliteFailure(error, Some(message)) => {
            format!("{message} (error {})", error.extended_code)
        }
        other => other.to_string(),
    }
}

fn text(value: ValueRef<'_>) -> Option<String> {
    match value {
        ValueRef::Null => None,
        ValueRef::Integer(number) => Some(number.to_string()),
        ValueRef::Real(number) => Some(format!("{number:?}")),
        ValueRef::Text(bytes) | ValueRef::Blob(bytes) => {
            Some(String::from_utf8_lossy(bytes).into_owned())
        }
    }
}
