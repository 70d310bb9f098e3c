//! One statement outside a transaction of ours: its settings, what a failed try has left, and another try where a lock was
//! not to be had.

use super::words::{is_in_own_transaction, reset};
use super::{Execution, pause};
use crate::Error;
use crate::run::Event;

impl Execution<'_, '_> {
    /// Runs the statement at that position under its own settings.
    pub(super) fn run(&mut self, i: usize) -> Result<(), Error> {
        let Some(settings) = &self.statements[i].settings else {
            return self.attempts(i);
        };
        self.set(i, settings)?;
        let result = self.attempts(i);
        // They are of this statement alone. After a failure its message is the one to report.
        let again = self.set(i, &reset(settings));
        result.and(again)
    }

    fn set(&mut self, i: usize, sql: &str) -> Result<(), Error> {
        self.batch(sql)
            .map_err(|message| self.failed(i, message, false))
    }

    fn attempts(&mut self, i: usize) -> Result<(), Error> {
        let mut attempt = 1;
        loop {
            self.clean(i)?;
            let Err(message) = self.batch(&self.statements[i].sql) else {
                return Ok(());
            };
            if !self.may_try_again(attempt, &message) {
                // It failed, so its outcome is known: the next run may try it again.
                self.forget(i);
                let nothing_stays = is_in_own_transaction(self.statements, i);
                return Err(self.failed(i, message, nothing_stays));
            }
            attempt += 1;
            (self.report)(Event::Retry {
                attempt,
                message: &message,
            });
            pause(attempt);
        }
    }

    /// Removes what a failed try, of this run or an earlier one, has left. What is whole is not of a failed try, and stays.
    fn clean(&mut self, i: usize) -> Result<(), Error> {
        let statement = &self.statements[i];
        let Some(cleanup) = &statement.cleanup else {
            return Ok(());
        };
        if let Some(query) = &statement.done
            && self.ledger.first(query)?.is_some()
        {
            return Ok(());
        }
        self.set(i, cleanup)
    }

    /// Takes the note of a statement back that failed, and the transaction that it may have stood in. If the connection is
    /// lost the note stays, and the next run asks.
    fn forget(&mut self, i: usize) {
        let _ = self.batch("ROLLBACK");
        let _ = self
            .ledger
            .unnote(&self.found.migration.version, self.way, i + 1);
    }
}
