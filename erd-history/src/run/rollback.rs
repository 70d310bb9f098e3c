//! Takes migrations back, and settles what a cut-off run left open.

use super::apply::with_lock;
use super::execute::Execution;
use super::squashed::settle;
use super::{Event, Options};
use crate::Error;
use crate::format::{Format, Found};
use crate::ledger::{Ledger, Way};
use erd_live::Connection;

/// Takes the last `steps` applied migrations back, newest first; returns their names.
///
/// Refuses before anything runs if one of them has no way back, or is not in the folder as it was applied.
pub fn rollback(
    connection: &mut dyn Connection,
    format: Format,
    found: &[Found],
    steps: usize,
    options: &Options,
    report: &mut dyn FnMut(Event<'_>),
) -> Result<Vec<String>, Error> {
    with_lock(connection, format, options, report, |ledger, report| {
        ledger.create()?;
        let back = chosen(ledger, found, steps, report)?;
        let mut names = Vec::new();
        for found in back {
            Execution::new(ledger, (found, Way::Down), options, report).execute()?;
            names.push(found.migration.full_name());
        }
        Ok(names)
    })
}

fn chosen<'f>(
    ledger: &mut Ledger<'_>,
    found: &'f [Found],
    steps: usize,
    report: &mut dyn FnMut(Event<'_>),
) -> Result<Vec<&'f Found>, Error> {
    let mut entries = settle(ledger, found, report)?;
    // Newest first, in the order of the folder; what is not in the folder is refused whatever its place.
    let position = |version: &str| found.iter().position(|f| f.migration.version == version);
    entries.sort_by_key(|e| std::cmp::Reverse(position(&e.version)));
    let (mut chosen, mut wrong, mut irreversible) = (Vec::new(), Vec::new(), Vec::new());
    for entry in entries.iter().take(steps) {
        let Some(found) = found.iter().find(|f| f.migration.version == entry.version) else {
            wrong.push(format!("{} is not in the folder", entry.name));
            continue;
        };
        if !entry.done {
            wrong.push(format!(
                "a run was cut off in {}: finish it with `cargo erd migrate apply` first",
                entry.name
            ));
        } else if entry
            .checksum
            .as_ref()
            .is_some_and(|c| *c != found.checksum)
        {
            wrong.push(format!("{} was edited since it was applied", entry.name));
        } else if found.migration.down.is_none() {
            irreversible.push(found.migration.full_name());
        } else {
            chosen.push(found);
        }
    }
    if !wrong.is_empty() {
        return Err(Error::Diverged(wrong));
    }
    if !irreversible.is_empty() {
        return Err(Error::Irreversible {
            migrations: irreversible,
        });
    }
    Ok(chosen)
}

/// What became of a statement in which a run was cut off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It took effect.
    Done,
    /// It did not, and is to be run again.
    Retry,
}

/// Notes what a person found out about the statement in which a run was cut off; returns its number, or `None` where
/// nothing is open.
pub fn resolve(
    connection: &mut dyn Connection,
    format: Format,
    found: &Found,
    outcome: Outcome,
    options: &Options,
) -> Result<Option<usize>, Error> {
    with_lock(connection, format, options, &mut |_| {}, |ledger, _| {
        ledger.create()?;
        let version = &found.migration.version;
        let down = found.migration.down.as_deref().unwrap_or_default();
        for (way, statements) in [(Way::Up, found.migration.up.as_slice()), (Way::Down, down)] {
            let open = ledger.progress(version, way)?;
            let Some(open) = open.into_iter().find(|p| !p.done) else {
                continue;
            };
            match outcome {
                Outcome::Retry => ledger.unnote(version, way, open.ordinal)?,
                Outcome::Done => {
                    let statement = open.ordinal.checked_sub(1).and_then(|i| statements.get(i));
                    let Some(statement) = statement else {
                        continue;
                    };
                    ledger.done(version, way, open.ordinal, statement)?;
                }
            }
            return Ok(Some(open.ordinal));
        }
        Ok(None)
    })
}
