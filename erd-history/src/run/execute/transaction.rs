//! All statements in one transaction.

use super::{Execution, pause};
use crate::Error;
use crate::run::Event;
use erd_core::Family;

impl Execution<'_, '_> {
    /// All in one transaction: after a failure nothing has stayed, so that it can be tried again from the start.
    pub(super) fn in_one_transaction(&mut self) -> Result<(), Error> {
        self.report_start(0);
        let mut attempt = 1;
        loop {
            let Err(error) = self.transaction() else {
                return Ok(());
            };
            // The error of a lost connection is the one to report.
            let _ = self.batch("ROLLBACK");
            let (Error::Statement { message, .. } | Error::Ledger { message, .. }) = &error else {
                return Err(error);
            };
            if !self.may_try_again(attempt, message) {
                return Err(error);
            }
            attempt += 1;
            (self.report)(Event::Retry { attempt, message });
            pause(attempt);
        }
    }

    fn transaction(&mut self) -> Result<(), Error> {
        self.control(match self.ledger.dialect().family() {
            // The write lock at once: a lock that is upgraded later can fail in the middle.
            Family::Sqlite => "BEGIN IMMEDIATE",
            _ => "BEGIN",
        })?;
        self.begin()?;
        for i in 0..self.statements.len() {
            self.report_statement(i);
            self.refuse_if_blocked(i)?;
            self.batch(&self.statements[i].sql)
                .map_err(|message| self.failed(i, message, true))?;
            self.note_done(i)?;
        }
        self.finish()?;
        self.control("COMMIT")
    }

    fn control(&mut self, sql: &str) -> Result<(), Error> {
        self.batch(sql).map_err(|message| Error::Ledger {
            what: "begin or end the transaction",
            message,
        })
    }
}
