//! Runs: status, apply, rollback.
//!
//! One runner at a time (an advisory lock; on SQLite a locked file beside the database). On PostgreSQL and SQLite a
//! migration and its ledger entry are one transaction. What cannot be in one is noted statement by statement, before and
//! after: the next run goes on where the last one was cut off, asks the database where a statement's outcome is not known,
//! and stops where the database cannot tell.

mod apply;
mod execute;
mod rollback;
mod squashed;
mod status;

pub use crate::ledger::Entry;
pub use apply::{Pending, apply, baseline, pending};
pub use rollback::{Outcome, resolve, rollback};
pub use status::{State, Status, status};

use std::time::Duration;

/// How a run goes about it.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// How long to wait for another runner.
    pub lock_wait: Duration,
    /// How often to try again what could not get its lock on a table.
    pub retries: u32,
    /// Apply migrations that are older than the last one applied: they come from a branch that was merged late.
    pub out_of_order: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            lock_wait: Duration::from_mins(1),
            retries: 5,
            out_of_order: false,
        }
    }
}

/// What a run reports while it works.
#[derive(Clone, Copy, Debug)]
pub enum Event<'a> {
    /// Another runner was at work, and has finished.
    Waited,
    /// A squashed migration is noted as applied, because those that it stands for are.
    Adopted {
        /// Its full name.
        name: &'a str,
        /// How many they are.
        replaced: usize,
    },
    /// A migration begins, or goes on.
    Migration {
        /// Its full name.
        name: &'a str,
        /// How many statements it has.
        statements: usize,
        /// How many of them an earlier run did.
        done: usize,
    },
    /// A statement begins.
    Statement {
        /// Which, from 1.
        ordinal: usize,
        /// Its text.
        sql: &'a str,
    },
    /// A lock was not to be had, and the statement is tried again.
    Retry {
        /// Which try follows, from 2.
        attempt: u32,
        /// The engine's message.
        message: &'a str,
    },
    /// The migration is applied, or taken back.
    Done {
        /// Its full name.
        name: &'a str,
    },
}
