//! What was applied and what was not.

use super::squashed::seen;
use crate::Error;
use crate::format::{Format, Found};
use crate::ledger::{Entry, Ledger};
use erd_live::Connection;

/// Where a migration stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Applied.
    Applied,
    /// Not applied.
    Pending,
    /// Not applied, and older than one that is: it comes from a branch that was merged late.
    Late,
    /// A run was cut off in it.
    Interrupted,
    /// It stands for migrations of which some are applied and some are not.
    Partial,
    /// Applied, and edited since.
    Edited,
    /// Applied, and no longer in the folder.
    Missing,
}

impl State {
    /// In a word.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Applied => "applied",
            Self::Pending => "pending",
            Self::Late => "late",
            Self::Interrupted => "interrupted",
            Self::Partial => "partial",
            Self::Edited => "edited",
            Self::Missing => "missing",
        }
    }
}

/// Each migration of the folder and the ledger, by version.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Status {
    /// Full name and state.
    pub migrations: Vec<(String, State)>,
}

impl Status {
    /// How many are in that state.
    pub fn count(&self, state: State) -> usize {
        self.migrations.iter().filter(|(_, s)| *s == state).count()
    }

    /// Whether the database has all of the folder, as it is, and no migration that the folder does not have: what a program that
    /// is deployed with this folder asks before it takes requests.
    pub fn is_current(&self) -> bool {
        self.migrations.iter().all(|(_, s)| *s == State::Applied)
    }
}

/// Compares a folder with the ledger of a database. Nothing is written.
pub fn status(
    connection: &mut dyn Connection,
    format: Format,
    found: &[Found],
) -> Result<Status, Error> {
    let entries = Ledger::new(connection, format).entries(found)?;
    Ok(of(&entries, found))
}

pub(super) fn of(entries: &[Entry], found: &[Found]) -> Status {
    let seen = seen(entries, found);
    let entries = &seen.entries;
    let entry = |version: &str| entries.iter().find(|e| e.version == version);
    let last = found
        .iter()
        .rposition(|f| entry(&f.migration.version).is_some_and(|e| e.done));
    let mut migrations: Vec<(String, State)> = Vec::new();
    for (i, f) in found.iter().enumerate() {
        let state = match entry(&f.migration.version) {
            _ if seen.partial.iter().any(|(at, _)| *at == i) => State::Partial,
            None if last.is_some_and(|last| i < last) => State::Late,
            None => State::Pending,
            Some(e) if !e.done => State::Interrupted,
            Some(e) if e.checksum.as_ref().is_some_and(|c| *c != f.checksum) => State::Edited,
            Some(_) => State::Applied,
        };
        migrations.push((f.migration.full_name(), state));
    }
    let known = |e: &Entry| {
        let replaces = |f: &Found| {
            f.migration
                .replaces
                .iter()
                .any(|r| r.version() == e.version)
        };
        found
            .iter()
            .any(|f| f.migration.version == e.version || replaces(f))
    };
    let missing = entries.iter().filter(|e| !known(e));
    let missing: Vec<_> = missing.map(|e| (e.name.clone(), State::Missing)).collect();
    migrations.splice(0..0, missing);
    Status { migrations }
}
