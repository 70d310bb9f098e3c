//! Each statement for itself, with a note before and after it, so that a run that was cut off can go on.

use super::Execution;
use super::words::{ends_transaction, is_repeatable, is_setting};
use crate::Error;
use crate::ledger::Progress;

impl Execution<'_, '_> {
    /// Each for itself. What an earlier run did is passed over.
    pub(super) fn one_by_one(&mut self) -> Result<(), Error> {
        let progress = self.ledger.progress(self.version(), self.way)?;
        self.check(&progress)?;
        self.report_start(progress.iter().filter(|p| p.done).count());
        self.begin()?;
        for i in 0..self.statements.len() {
            self.continue_with(i, progress.iter().find(|p| p.ordinal == i + 1))?;
        }
        self.finish()
    }

    /// Runs the statement at that position, of which an earlier run may have noted how far it came.
    fn continue_with(&mut self, i: usize, earlier: Option<&Progress>) -> Result<(), Error> {
        let statement = &self.statements[i];
        if earlier.is_some_and(|earlier| earlier.done) {
            // What a session was told is forgotten with it.
            if is_setting(&statement.sql) {
                self.run(i)?;
            }
            return Ok(());
        }
        if earlier.is_some() && self.has_taken_effect(i)? {
            return self.note_done(i);
        }
        self.refuse_if_blocked(i)?;
        self.report_statement(i);
        if ends_transaction(&statement.sql) {
            // In the transaction that it ends, or the note and the work could part.
            self.note_done(i)?;
            return self.run(i);
        }
        self.ledger
            .start(&self.found.migration.version, self.way, i + 1, statement)?;
        self.run(i)?;
        self.note_done(i)
    }

    /// The statements that an earlier run did must still be what they were.
    fn check(&self, progress: &[Progress]) -> Result<(), Error> {
        for p in progress {
            let position = p.ordinal.checked_sub(1);
            let statement = position.and_then(|i| self.statements.get(i));
            if statement.is_none_or(|s| s.hash() != p.hash) {
                return Err(Error::Diverged(vec![format!(
                    "{} was cut off after statement {}, and that statement was edited since: undo the edit",
                    self.name, p.ordinal
                )]));
            }
        }
        Ok(())
    }

    /// Whether a statement that was started has taken effect.
    fn has_taken_effect(&mut self, i: usize) -> Result<bool, Error> {
        let statement = &self.statements[i];
        let Some(query) = &statement.done else {
            // It is simply run again.
            if statement.cleanup.is_some() || is_repeatable(&statement.sql) {
                return Ok(false);
            }
            return Err(Error::Unknown {
                migration: self.name.clone(),
                ordinal: i + 1,
                sql: statement.sql.clone(),
            });
        };
        Ok(self.ledger.first(query)?.is_some())
    }
}
