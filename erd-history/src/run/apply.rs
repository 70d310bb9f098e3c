//! Applies what is pending.

use super::execute::Execution;
use super::squashed::{seen, settle};
use super::status::{State, of};
use super::{Event, Options};
use crate::Error;
use crate::format::{Format, Found};
use crate::ledger::{Entry, Ledger, Way};
use erd_live::{Connection, LockError, RunnerLock, Work};

/// Applies the pending migrations in order; returns their names.
///
/// Refuses before anything runs when applied migrations were edited or removed, and when one is late and
/// [`Options::out_of_order`] does not allow it.
pub fn apply(
    connection: &mut dyn Connection,
    format: Format,
    found: &[Found],
    options: &Options,
    report: &mut dyn FnMut(Event<'_>),
) -> Result<Vec<String>, Error> {
    with_lock(connection, format, options, report, |ledger, report| {
        ledger.create()?;
        let entries = settle(ledger, found, report)?;
        let mut applied = Vec::new();
        for found in waiting(&entries, found, options)? {
            Execution::new(ledger, (found, Way::Up), options, report).execute()?;
            applied.push(found.migration.full_name());
        }
        Ok(applied)
    })
}

/// Notes the migrations as applied without running them: the database already has what they do.
pub fn baseline(
    connection: &mut dyn Connection,
    format: Format,
    found: &[Found],
    options: &Options,
) -> Result<Vec<String>, Error> {
    with_lock(
        connection,
        format,
        options,
        &mut |_| {},
        |ledger, report| {
            ledger.create()?;
            let mut noted = Vec::new();
            let entries = settle(ledger, found, report)?;
            for found in waiting(&entries, found, options)? {
                ledger.begin(found)?;
                ledger.finish(found)?;
                noted.push(found.migration.full_name());
            }
            Ok(noted)
        },
    )
}

/// A migration that [`apply`] would run.
#[derive(Clone, Debug)]
pub struct Pending<'f> {
    /// The migration.
    pub found: &'f Found,
    /// Its statements that an earlier run did, from 1.
    pub done: Vec<usize>,
}

/// What [`apply`] would run, in order. Nothing is written. Refuses as it would.
pub fn pending<'f>(
    connection: &mut dyn Connection,
    format: Format,
    found: &'f [Found],
    options: &Options,
) -> Result<Vec<Pending<'f>>, Error> {
    let mut ledger = Ledger::new(connection, format);
    let seen = seen(&ledger.entries(found)?, found);
    seen.whole(found)?;
    let waiting = waiting(&seen.entries, found, options)?;
    let is_known = |f: &Found| {
        seen.entries
            .iter()
            .any(|e| e.version == f.migration.version)
    };
    let mut pending = Vec::new();
    for found in waiting {
        // Without an entry there may be no ledger to ask.
        let progress = if is_known(found) {
            ledger.progress(&found.migration.version, Way::Up)?
        } else {
            Vec::new()
        };
        let done = progress.iter().filter(|p| p.done).map(|p| p.ordinal);
        let done = done.collect();
        pending.push(Pending { found, done });
    }
    Ok(pending)
}

/// Runs `work` as the only runner.
pub(super) fn with_lock<T>(
    connection: &mut dyn Connection,
    format: Format,
    options: &Options,
    report: &mut dyn FnMut(Event<'_>),
    work: impl FnOnce(&mut Ledger<'_>, &mut dyn FnMut(Event<'_>)) -> Result<T, Error>,
) -> Result<T, Error> {
    let lock =
        RunnerLock::take(connection, Work::Migrations, options.lock_wait).map_err(refused)?;
    if lock.waited {
        report(Event::Waited);
    }
    let result = work(&mut Ledger::new(connection, format), report);
    // A lost connection has given the lock back; what the work said is the better message.
    let released = lock.release(connection);
    let result = result?;
    released.map_err(|message| refused(LockError::Refused(message)))?;
    Ok(result)
}

fn refused(error: LockError) -> Error {
    match error {
        LockError::Held { waited } => Error::Locked {
            waited: waited.as_secs(),
        },
        LockError::Refused(message) => Error::Ledger {
            what: "take or give back the lock of the runner",
            message,
        },
    }
}

fn waiting<'f>(
    entries: &[Entry],
    found: &'f [Found],
    options: &Options,
) -> Result<Vec<&'f Found>, Error> {
    let status = of(entries, found);
    let wrong: Vec<String> = status
        .migrations
        .iter()
        .filter_map(|(name, state)| match state {
            State::Missing => Some(format!("{name} was applied, and is not in the folder")),
            State::Edited => Some(format!(
                "{name} was applied, and edited since: put it back, and write another migration"
            )),
            State::Late if !options.out_of_order => Some(format!(
                "{name} is older than the last migration that was applied: `cargo erd migrate rebase` puts it last, `--out-of-order` applies it as it is"
            )),
            _ => None,
        })
        .collect();
    if !wrong.is_empty() {
        return Err(Error::Diverged(wrong));
    }
    let is_done = |f: &&Found| {
        entries
            .iter()
            .any(|e| e.done && e.version == f.migration.version)
    };
    Ok(found.iter().filter(|f| !is_done(f)).collect())
}
