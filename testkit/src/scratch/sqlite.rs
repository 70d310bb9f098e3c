//! A scratch database on SQLite: a file, so that [`super::Scratch::url`] works for other connections too.

use std::path::PathBuf;

use rusqlite::Connection;
use rusqlite::types::ValueRef;

use super::{Answer, Database, Rows, bytes_as_text, unique_name};

pub(super) struct Sqlite {
    connection: Connection,
    url: String,
    /// The folder of the file, and of those that SQLite or a migration's runner puts beside it.
    folder: PathBuf,
}

impl Sqlite {
    pub(super) fn create() -> Result<Self, String> {
        let folder = std::env::temp_dir().join(unique_name());
        std::fs::create_dir(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        let path = folder.join("scratch.sqlite");
        let connection = Connection::open(&path).map_err(text)?;
        // A scratch database need not survive a power cut.
        connection
            .execute_batch(
                "PRAGMA foreign_keys = ON; PRAGMA synchronous = OFF; PRAGMA journal_mode = MEMORY;",
            )
            .map_err(text)?;
        Ok(Self {
            connection,
            url: format!("sqlite://{}", path.display()),
            folder,
        })
    }
}

impl Database for Sqlite {
    fn execute(&mut self, sql: &str) -> Result<(), String> {
        self.answer(sql).map(drop)
    }

    fn answer(&mut self, sql: &str) -> Result<Answer, String> {
        let mut statement = self.connection.prepare(sql).map_err(text)?;
        let names = statement.column_names().into_iter().map(str::to_owned);
        let names: Vec<String> = names.collect();
        let columns = names.len();
        let mut found = statement.query([]).map_err(text)?;
        let mut rows = Rows::new();
        while let Some(row) = found.next().map_err(text)? {
            let values = (0..columns).map(|column| row.get_ref(column).map(value_as_text));
            rows.push(values.collect::<Result<_, _>>().map_err(text)?);
        }
        Ok((names, rows))
    }

    fn execute_script(&mut self, script: &str) -> Result<(), String> {
        self.connection.execute_batch(script).map_err(text)
    }

    fn url(&self) -> &str {
        &self.url
    }
}

impl Drop for Sqlite {
    fn drop(&mut self) {
        // A folder left behind in the temporary folder is no reason to fail a test.
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

fn value_as_text(value: ValueRef<'_>) -> Option<String> {
    match value {
        ValueRef::Null => None,
        ValueRef::Integer(number) => Some(number.to_string()),
        // `{:?}` keeps the `.0` that SQLite's own conversion to text writes.
        ValueRef::Real(number) => Some(format!("{number:?}")),
        ValueRef::Text(bytes) | ValueRef::Blob(bytes) => Some(bytes_as_text(bytes.to_vec())),
    }
}

fn text(error: rusqlite::Error) -> String {
    error.to_string()
}
