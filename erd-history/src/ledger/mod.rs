//! What the database remembers: which migrations were applied, and how far each one came.

mod sql;

use crate::format::{Format, Found};
use crate::{Error, Statement};
use erd_core::Dialect;
use erd_live::Connection;

/// Up or down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    Up,
    Down,
}

impl Way {
    const fn word(self) -> &'static str {
        match self {
            Self::Up => "up",
            Self::Down => "down",
        }
    }
}

/// A migration in the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Version.
    pub version: String,
    /// Full name; the version alone where another tool applied it.
    pub name: String,
    /// Checksum of its files when it was applied; `None` where another tool applied it.
    pub checksum: Option<String>,
    /// Whether it was applied whole; false while it runs, and after it was cut off.
    pub done: bool,
}

/// How far a statement came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Progress {
    pub(crate) ordinal: usize,
    pub(crate) hash: String,
    pub(crate) done: bool,
}

/// The ledger of a database.
pub(crate) struct Ledger<'a> {
    connection: &'a mut dyn Connection,
    dialect: Dialect,
    /// The tool whose layout the folder has.
    format: Format,
}

impl<'a> Ledger<'a> {
    pub(crate) fn new(connection: &'a mut dyn Connection, format: Format) -> Self {
        Self {
            dialect: connection.dialect(),
            connection,
            format,
        }
    }

    /// Whether diesel's own list is kept too.
    fn diesel(&self) -> bool {
        self.format == Format::Diesel
    }

    pub(crate) const fn dialect(&self) -> Dialect {
        self.dialect
    }

    pub(crate) fn connection(&mut self) -> &mut dyn Connection {
        self.connection
    }

    /// Makes the tables where they are missing.
    pub(crate) fn create(&mut self) -> Result<(), Error> {
        for statement in sql::create(self.diesel()) {
            self.run("make the ledger", &statement)?;
        }
        Ok(())
    }

    /// What was applied, sorted by version: the ledger, and the list of the tool whose layout `found` has. Nothing where
    /// there is neither.
    pub(crate) fn entries(&mut self, found: &[Found]) -> Result<Vec<Entry>, Error> {
        let mut entries = Vec::new();
        if self.exists(sql::MIGRATIONS)? {
            let query = format!(
                "SELECT version, name, checksum, state FROM {}",
                sql::MIGRATIONS
            );
            for row in self.rows(&query)? {
                let mut values = row.into_iter().map(Option::unwrap_or_default);
                let mut next = || values.next().unwrap_or_default();
                entries.push(Entry {
                    version: next(),
                    name: next(),
                    checksum: Some(next()),
                    done: next() == "done",
                });
            }
        }
        for version in self.of_the_tool(found)? {
            if entries.iter().all(|e| e.version != version) {
                entries.push(Entry {
                    name: version.clone(),
                    version,
                    checksum: None,
                    done: true,
                });
            }
        }
        entries.sort_by(|a, b| a.version.cmp(&b.version));
        Ok(entries)
    }

    /// The versions in the list of the tool that applied migrations before erd did, as the folder writes them.
    fn of_the_tool(&mut self, found: &[Found]) -> Result<Vec<String>, Error> {
        let Some((table, query)) = sql::applied_by_tool(self.format) else {
            return Ok(Vec::new());
        };
        if !self.exists(table)? {
            return Ok(Vec::new());
        }
        let format = self.format;
        let same = |listed: &str, written: &str| match format {
            Format::Diesel => listed == written,
            // They are numbers to the others: `0001` of a file is 1.
            _ => listed.trim_start_matches('0') == written.trim_start_matches('0'),
        };
        let rows = self.rows(&query)?;
        let versions = rows.into_iter().filter_map(|row| row.into_iter().next()?);
        let versions = versions.filter_map(|listed| {
            let mut all = found.iter().map(|f| &f.migration.version);
            match all.find(|written| same(&listed, written)) {
                Some(written) => Some(written.clone()),
                // diesel's own first migration, from before it kept a folder for it.
                None if listed == sql::DIESEL_SETUP => None,
                None => Some(listed),
            }
        });
        Ok(versions.collect())
    }

    /// How far the statements of a migration came.
    pub(crate) fn progress(&mut self, version: &str, way: Way) -> Result<Vec<Progress>, Error> {
        let query = format!(
            "SELECT ordinal, hash, state FROM {} WHERE version = {} AND way = '{}' ORDER BY ordinal",
            sql::STATEMENTS,
            self.text(version),
            way.word()
        );
        let rows = self.rows(&query)?;
        let progress = rows.into_iter().filter_map(|row| {
            let mut values = row.into_iter().flatten();
            Some(Progress {
                ordinal: values.next()?.parse().ok()?,
                hash: values.next()?,
                done: values.next()? == "done",
            })
        });
        Ok(progress.collect())
    }

    /// Notes that a migration begins.
    pub(crate) fn begin(&mut self, found: &Found) -> Result<(), Error> {
        let (version, name, checksum) = self.identity(found);
        let table = sql::MIGRATIONS;
        self.run(
            "write the ledger",
            &format!("DELETE FROM {table} WHERE version = {version}"),
        )?;
        let statement = format!(
            "INSERT INTO {table} (version, name, checksum, state) VALUES ({version}, {name}, {checksum}, 'running')"
        );
        self.run("write the ledger", &statement)
    }

    /// Notes that a migration was applied whole, with its statements where they were not noted one by one.
    pub(crate) fn finish(&mut self, found: &Found) -> Result<(), Error> {
        let (version, ..) = self.identity(found);
        let statement = format!(
            "UPDATE {} SET state = 'done' WHERE version = {version}",
            sql::MIGRATIONS
        );
        self.run("write the ledger", &statement)?;
        if self.diesel() {
            let table = sql::DIESEL;
            self.run(
                "write diesel's list",
                &format!("DELETE FROM {table} WHERE version = {version}"),
            )?;
            let statement = format!("INSERT INTO {table} (version) VALUES ({version})");
            self.run("write diesel's list", &statement)?;
        }
        self.forget(&found.migration.version, Way::Down)
    }

    /// Notes a squashed migration in the place of those that it stands for.
    pub(crate) fn adopt(&mut self, found: &Found) -> Result<(), Error> {
        self.run("write the ledger", "BEGIN")?;
        let written = self.adopt_all(found);
        let end = if written.is_ok() {
            "COMMIT"
        } else {
            "ROLLBACK"
        };
        let ended = self.run("write the ledger", end);
        written.and(ended)
    }

    fn adopt_all(&mut self, found: &Found) -> Result<(), Error> {
        for replaced in &found.migration.replaces {
            self.remove(replaced.version())?;
        }
        self.begin(found)?;
        self.finish(found)
    }

    /// Forgets a migration that was taken back.
    pub(crate) fn remove(&mut self, version: &str) -> Result<(), Error> {
        let quoted = self.text(version);
        let mut tables = vec![sql::MIGRATIONS, sql::STATEMENTS];
        if self.diesel() {
            tables.push(sql::DIESEL);
        }
        for table in tables {
            self.run(
                "write the ledger",
                &format!("DELETE FROM {table} WHERE version = {quoted}"),
            )?;
        }
        if let (false, Some((table, _))) = (self.diesel(), sql::applied_by_tool(self.format))
            && self.exists(table)?
        {
            let statement = format!("DELETE FROM {table} WHERE version = {quoted}");
            self.run("write the list of the other tool", &statement)?;
        }
        Ok(())
    }

    /// Notes a statement that is about to run.
    pub(crate) fn start(
        &mut self,
        version: &str,
        way: Way,
        ordinal: usize,
        statement: &Statement,
    ) -> Result<(), Error> {
        self.unnote(version, way, ordinal)?;
        self.insert(version, way, ordinal, statement, "started")
    }

    /// Notes a statement that has run.
    pub(crate) fn done(
        &mut self,
        version: &str,
        way: Way,
        ordinal: usize,
        statement: &Statement,
    ) -> Result<(), Error> {
        let progress = self.progress(version, way)?;
        if progress.iter().all(|p| p.ordinal != ordinal) {
            return self.insert(version, way, ordinal, statement, "done");
        }
        // One statement: a note that is replaced could be lost in between.
        let update = format!(
            "UPDATE {} SET state = 'done' WHERE version = {} AND way = '{}' AND ordinal = {ordinal}",
            sql::STATEMENTS,
            self.text(version),
            way.word()
        );
        self.run("write the ledger", &update)
    }

    fn insert(
        &mut self,
        version: &str,
        way: Way,
        ordinal: usize,
        statement: &Statement,
        state: &str,
    ) -> Result<(), Error> {
        let insert = format!(
            "INSERT INTO {} (version, way, ordinal, hash, state) VALUES ({}, '{}', {ordinal}, '{}', '{state}')",
            sql::STATEMENTS,
            self.text(version),
            way.word(),
            statement.hash()
        );
        self.run("write the ledger", &insert)
    }

    /// Forgets a statement.
    pub(crate) fn unnote(&mut self, version: &str, way: Way, ordinal: usize) -> Result<(), Error> {
        let delete = format!(
            "DELETE FROM {} WHERE version = {} AND way = '{}' AND ordinal = {ordinal}",
            sql::STATEMENTS,
            self.text(version),
            way.word()
        );
        self.run("write the ledger", &delete)
    }

    /// Forgets the statements of one way of a migration.
    pub(crate) fn forget(&mut self, version: &str, way: Way) -> Result<(), Error> {
        let statement = format!(
            "DELETE FROM {} WHERE version = {} AND way = '{}'",
            sql::STATEMENTS,
            self.text(version),
            way.word()
        );
        self.run("write the ledger", &statement)
    }

    /// Whether a query's first value is true.
    fn is_true(&mut self, query: &str) -> Result<bool, Error> {
        let rows = self.rows(query)?;
        let first = rows.first().and_then(|row| row.first()).cloned().flatten();
        Ok(first.is_some_and(|value| value == "1" || value.eq_ignore_ascii_case("t")))
    }

    /// The first row of a query.
    pub(crate) fn first(&mut self, query: &str) -> Result<Option<Vec<Option<String>>>, Error> {
        Ok(self.rows(query)?.into_iter().next())
    }

    fn exists(&mut self, table: &str) -> Result<bool, Error> {
        self.is_true(&sql::exists(self.dialect, table))
    }

    fn identity(&self, found: &Found) -> (String, String, String) {
        (
            self.text(&found.migration.version),
            self.text(&found.migration.full_name()),
            self.text(&found.checksum),
        )
    }

    fn text(&self, text: &str) -> String {
        erd_ddl::literal(self.dialect, text)
    }

    fn rows(&mut self, query: &str) -> Result<erd_live::Rows, Error> {
        self.connection
            .query(query)
            .map_err(|message| Error::Ledger {
                what: "read the ledger",
                message,
            })
    }

    fn run(&mut self, what: &'static str, statement: &str) -> Result<(), Error> {
        self.connection
            .batch(statement)
            .map_err(|message| Error::Ledger { what, message })
    }
}
