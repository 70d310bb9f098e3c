//! An empty database of one's own.

mod family;
mod postgres;
mod sqlite;

use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use erd_core::Dialect;

use self::family::Family;
use self::postgres::Postgres;
use self::sqlite::Sqlite;
use crate::engines::Engine;
use crate::servers;

/// Rows with every value as the engine's text; `None` is NULL. A value that is not UTF-8 is `\x` and hexadecimal digits.
pub type Rows = Vec<Vec<Option<String>>>;

/// Names of columns, and rows.
pub type Answer = (Vec<String>, Rows);

/// A fresh, empty database under a name of its own, dropped with the value. Foreign keys are enforced on every engine.
pub struct Scratch {
    dialect: Dialect,
    engine: Box<dyn Database>,
}

/// What differs between the engines.
trait Database {
    fn execute(&mut self, sql: &str) -> Result<(), String>;
    fn answer(&mut self, sql: &str) -> Result<Answer, String>;
    fn execute_script(&mut self, script: &str) -> Result<(), String>;
    fn url(&self) -> &str;
}

impl Scratch {
    /// Creates the database on the first engine of that dialect.
    ///
    /// # Panics
    ///
    /// When the server is not there or refuses, because a test cannot go on without it; the text says what to do.
    pub fn new(dialect: Dialect) -> Self {
        let server = match dialect {
            Dialect::Sqlite => Ok(None),
            _ => servers::url_from_environment(dialect).map(Some),
        };
        server
            .and_then(|server| Self::create(dialect, server.as_deref()))
            .unwrap_or_else(|error| panic!("no scratch database on {}: {error}", dialect.title()))
    }

    /// Creates the database on that engine.
    ///
    /// # Panics
    ///
    /// As [`Scratch::new`] does.
    pub fn on(engine: &Engine) -> Self {
        Self::create(engine.dialect(), engine.url())
            .unwrap_or_else(|error| panic!("no scratch database on {engine}: {error}"))
    }

    fn create(dialect: Dialect, server: Option<&str>) -> Result<Self, String> {
        let server = server.unwrap_or_default();
        let engine: Box<dyn Database> = match dialect {
            Dialect::Postgres => Box::new(Postgres::create(server)?),
            Dialect::MySql | Dialect::MariaDb => Box::new(Family::create(server)?),
            Dialect::Sqlite => Box::new(Sqlite::create()?),
        };
        Ok(Self { dialect, engine })
    }

    /// The engine that the database is on.
    pub fn dialect(&self) -> Dialect {
        self.dialect
    }

    /// Executes one statement. The error names the statement.
    pub fn execute(&mut self, sql: &str) -> Result<(), String> {
        self.engine
            .execute(sql)
            .map_err(|error| format!("{error}\n  in: {sql}"))
    }

    /// Executes one statement and returns its rows. The error names the statement.
    pub fn query(&mut self, sql: &str) -> Result<Rows, String> {
        self.answer(sql).map(|(_, rows)| rows)
    }

    /// Executes one statement and returns the names of its columns, and its rows. The error names the statement.
    pub fn answer(&mut self, sql: &str) -> Result<Answer, String> {
        self.engine
            .answer(sql)
            .map_err(|error| format!("{error}\n  in: {sql}"))
    }

    /// Executes a whole SQL file as the engine's own command-line client would: `psql` with its backslash commands and
    /// `COPY .. FROM stdin`, `mariadb` with `DELIMITER`; SQLite's library itself. It stops at the first error. On a
    /// server this is a session of its own, so a `SET` in the file does not reach [`Scratch::execute`].
    pub fn execute_script(&mut self, script: &str) -> Result<(), String> {
        self.engine.execute_script(script)
    }

    /// The address of this database, for other clients: `postgres://..`, `mysql://..` or `sqlite://<path>`.
    pub fn url(&self) -> &str {
        self.engine.url()
    }
}

/// A name that no other database has: of this process, of another, or of a dead one that had the same process id.
fn unique_name() -> String {
    static COUNTER: AtomicU32 = AtomicU32::new(0);
    let count = COUNTER.fetch_add(1, Ordering::Relaxed);
    let now = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |time| time.as_micros());
    format!("erd_test_{}_{now:x}_{count}", std::process::id())
}

fn bytes_as_text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap_or_else(|error| {
        error
            .into_bytes()
            .iter()
            .fold("\\x".to_owned(), |text, byte| text + &format!("{byte:02x}"))
    })
}

/// Feeds a script to a command-line client. The script goes through a file, because a pipe that the client stops
/// reading at its first error would block or break.
fn run_client(command: &mut Command, script: &str) -> Result<(), String> {
    let path = std::env::temp_dir().join(format!("{}.sql", unique_name()));
    let result = std::fs::write(&path, script)
        .and_then(|()| std::fs::File::open(&path))
        .and_then(|file| {
            command
                .stdin(file)
                .stdout(Stdio::null())
                .stderr(Stdio::piped())
                .output()
        });
    // A file left behind in the temporary folder is no reason to fail a test.
    let _ = std::fs::remove_file(&path);
    let program = command.get_program().display();
    match result {
        Ok(output) if output.status.success() => Ok(()),
        Ok(output) => Err(format!(
            "{program}: {}",
            String::from_utf8_lossy(&output.stderr).trim_end()
        )),
        Err(error) => Err(format!(
            "cannot run `{program}`, which executes scripts: {error}"
        )),
    }
}
