//! Runs one migration in one direction.

mod attempts;
mod one_by_one;
mod transaction;
mod words;

use super::{Event, Options};
use crate::format::Found;
use crate::ledger::{Ledger, Way};
use crate::{Error, Statement};
use erd_core::{Capability, Dialect, Family};
use std::path::PathBuf;
use std::time::Duration;

/// A migration on its way up or down.
pub(super) struct Execution<'a, 'c> {
    ledger: &'a mut Ledger<'c>,
    found: &'a Found,
    way: Way,
    name: String,
    statements: &'a [Statement],
    options: &'a Options,
    report: &'a mut dyn FnMut(Event<'_>),
}

impl<'a, 'c> Execution<'a, 'c> {
    pub(super) fn new(
        ledger: &'a mut Ledger<'c>,
        (found, way): (&'a Found, Way),
        options: &'a Options,
        report: &'a mut dyn FnMut(Event<'_>),
    ) -> Self {
        let migration = &found.migration;
        Self {
            ledger,
            found,
            way,
            name: migration.full_name(),
            statements: match way {
                Way::Up => &migration.up,
                Way::Down => migration.down.as_deref().unwrap_or_default(),
            },
            options,
            report,
        }
    }

    /// Runs the statements. The ledger's entry of the migration is written in the same transaction where there is one.
    pub(super) fn execute(mut self) -> Result<(), Error> {
        // MySQL and MariaDB end a transaction with every DDL statement.
        let dialect = self.ledger.dialect();
        if self.found.migration.in_transaction && dialect.has(Capability::TransactionalDdl) {
            self.in_one_transaction()?;
        } else {
            self.one_by_one()?;
        }
        (self.report)(Event::Done { name: &self.name });
        Ok(())
    }

    fn version(&self) -> &'a str {
        &self.found.migration.version
    }

    fn begin(&mut self) -> Result<(), Error> {
        match self.way {
            Way::Up => self.ledger.begin(self.found),
            Way::Down => Ok(()),
        }
    }

    fn finish(&mut self) -> Result<(), Error> {
        match self.way {
            Way::Up => self.ledger.finish(self.found),
            Way::Down => self.ledger.remove(self.version()),
        }
    }

    fn note_done(&mut self, i: usize) -> Result<(), Error> {
        self.ledger
            .done(self.version(), self.way, i + 1, &self.statements[i])
    }

    fn batch(&mut self, sql: &str) -> Result<(), String> {
        self.ledger.connection().batch(sql)
    }

    fn report_start(&mut self, done: usize) {
        (self.report)(Event::Migration {
            name: &self.name,
            statements: self.statements.len(),
            done,
        });
    }

    fn report_statement(&mut self, i: usize) {
        (self.report)(Event::Statement {
            ordinal: i + 1,
            sql: &self.statements[i].sql,
        });
    }

    /// Stops before a statement that would fail on rows which are there.
    fn refuse_if_blocked(&mut self, i: usize) -> Result<(), Error> {
        let Some(query) = &self.statements[i].blocked_by else {
            return Ok(());
        };
        match self.ledger.first(query)? {
            None => Ok(()),
            Some(row) => Err(Error::Blocked {
                migration: self.name.clone(),
                ordinal: i + 1,
                query: query.clone(),
                row: row
                    .into_iter()
                    .map(|value| value.unwrap_or_else(|| "NULL".to_owned()))
                    .collect::<Vec<_>>()
                    .join(", "),
            }),
        }
    }

    fn failed(&self, i: usize, message: String, rolled_back: bool) -> Error {
        Error::Statement {
            migration: self.name.clone(),
            ordinal: i + 1,
            place: self.place(i),
            sql: self.statements[i].sql.clone(),
            message,
            rolled_back,
        }
    }

    /// Where a statement begins: file, and line from 1. `None` where the file was changed meanwhile.
    fn place(&self, i: usize) -> Option<(PathBuf, usize)> {
        let sql = &self.statements[i].sql;
        let find = |file: &PathBuf| {
            let text = std::fs::read_to_string(file).ok()?.replace("\r\n", "\n");
            let before = &text[..text.find(sql.as_str())?];
            Some((file.clone(), before.matches('\n').count() + 1))
        };
        let files = &self.found.files;
        match self.way {
            Way::Up => files.iter().find_map(find),
            Way::Down => files.iter().rev().find_map(find),
        }
    }

    /// Whether what failed with that message may succeed when it is tried again.
    fn may_try_again(&self, attempt: u32, message: &str) -> bool {
        attempt <= self.options.retries && is_lock_failure(self.ledger.dialect(), message)
    }
}

/// Whether the engine gave up waiting for a lock: PostgreSQL's `lock_not_available` and `deadlock_detected`, MySQL's 1205
/// and 1213, SQLite's `SQLITE_BUSY`.
fn is_lock_failure(dialect: Dialect, message: &str) -> bool {
    let signs: &[&str] = match dialect.family() {
        Family::Postgres => &["(SQLSTATE 55P03)", "(SQLSTATE 40P01)"],
        Family::MySql => &["(error 1205, ", "(error 1213, "],
        Family::Sqlite => &["database is locked"],
    };
    signs.iter().any(|sign| message.contains(sign))
}

/// Longer with every try, so that whoever holds the lock gets a chance.
fn pause(attempt: u32) {
    let millis = 250_u64.saturating_mul(1 << attempt.min(6));
    std::thread::sleep(Duration::from_millis(millis));
}
