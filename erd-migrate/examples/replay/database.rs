//! Scratch databases on one server. A connection lives for one task, since a database that somebody is connected to
//! cannot be copied.

use erd_core::{Dialect, Schema};
use erd_live::Connection;

/// The database that the authors' migrations run in.
pub(crate) const HISTORY: &str = "history";
/// A copy of the state before a step.
pub(crate) const WORK: &str = "work";
/// A copy of the state after a step.
pub(crate) const DOWN: &str = "down";

/// The ledgers of diesel and sqlx, which their runners make before the first migration; some migrations read them.
const LEDGERS: &str = "CREATE TABLE __diesel_schema_migrations (version varchar(50) PRIMARY KEY, \
                       run_on timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP); \
                       CREATE TABLE _sqlx_migrations (version bigint PRIMARY KEY, description text NOT NULL, \
                       installed_on timestamptz NOT NULL DEFAULT now(), success boolean NOT NULL, \
                       checksum bytea NOT NULL, execution_time bigint NOT NULL)";

pub(crate) struct Server {
    url: String,
    name: String,
}

impl Server {
    /// Connects, and makes an empty database for the history.
    pub(crate) fn new(url: &str, name: &str) -> Result<Self, String> {
        let server = Self {
            url: url.trim_end_matches('/').to_owned(),
            name: name.to_owned(),
        };
        server.finish()?;
        let create = format!("CREATE DATABASE {}", server.database(HISTORY));
        server.admin(&create)?;
        server.connect(HISTORY)?.batch(LEDGERS)?;
        Ok(server)
    }

    /// Drops the scratch databases.
    pub(crate) fn finish(&self) -> Result<(), String> {
        [HISTORY, WORK, DOWN]
            .into_iter()
            .try_for_each(|role| self.drop(role))
    }

    fn database(&self, role: &str) -> String {
        format!("replay_{}_{role}", self.name)
    }

    fn drop(&self, role: &str) -> Result<(), String> {
        let sql = format!(
            "DROP DATABASE IF EXISTS {} WITH (FORCE)",
            self.database(role)
        );
        self.admin(&sql)
    }

    fn admin(&self, sql: &str) -> Result<(), String> {
        let url = format!("{}/postgres", self.url);
        let mut connection = erd_live::connect(&url).map_err(|error| error.to_string())?;
        connection.batch(sql)
    }

    fn connect(&self, role: &str) -> Result<Box<dyn Connection>, String> {
        let url = format!("{}/{}", self.url, self.database(role));
        erd_live::connect(&url).map_err(|error| error.to_string())
    }

    /// Makes one database a copy of another.
    pub(crate) fn copy(&self, from: &str, to: &str) -> Result<(), String> {
        self.drop(to)?;
        let (from, to) = (self.database(from), self.database(to));
        self.admin(&format!("CREATE DATABASE {to} TEMPLATE {from}"))
    }

    pub(crate) fn describe(&self, role: &str) -> Result<Schema, String> {
        let mut connection = self.connect(role)?;
        let described = erd_live::describe(&mut *connection, Dialect::Postgres);
        Ok(described.map_err(|error| error.to_string())?.schema)
    }

    /// Runs a file as diesel and sqlx do: as one text.
    pub(crate) fn run_file(
        &self,
        role: &str,
        text: &str,
        in_transaction: bool,
    ) -> Result<(), String> {
        let mut connection = self.connect(role)?;
        if !in_transaction {
            return connection.batch(text);
        }
        connection.batch("BEGIN")?;
        connection.batch(text)?;
        connection.batch("COMMIT")
    }

    /// Runs statements one by one.
    pub(crate) fn run<'s>(
        &self,
        role: &str,
        statements: impl IntoIterator<Item = &'s str>,
        in_transaction: bool,
    ) -> Result<(), String> {
        let mut connection = self.connect(role)?;
        if in_transaction {
            connection.batch("BEGIN")?;
        }
        for sql in statements {
            connection
                .batch(sql)
                .map_err(|error| format!("{error}: {sql}"))?;
        }
        if in_transaction {
            connection.batch("COMMIT")?;
        }
        Ok(())
    }
}
