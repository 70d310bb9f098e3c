//! `cargo erd migrate apply`: what is pending is run, or printed.

use super::args;
use super::place::Place;
use super::progress::Progress;
use super::runs::{Opened, folder_for, unedited};
use crate::commands::partitions;
use crate::error::Error;
use crate::{json, output};
use erd_history::run::{self, Options, Pending, State};
use erd_history::{Found, snapshot};
use erd_json::{Applied, Apply};
use erd_live::Connection;
use erd_migrate::Phase;
use std::fmt::Write as _;
use std::process::ExitCode;
use std::time::Duration;

pub(super) fn run(args: &args::Apply) -> Result<ExitCode, Error> {
    let (mut connection, place, found) = open(args)?;
    unedited(connection.as_mut(), &place, &found)?;
    let (found, held) = through(connection.as_mut(), &place, &found, &args.through)?;
    let nothing = match &held {
        None => "nothing is pending".to_owned(),
        Some(held) => format!("nothing is pending before {held}"),
    };
    let options = Options {
        lock_wait: Duration::from_secs(args.wait),
        out_of_order: args.out_of_order,
        ..Options::default()
    };
    if args.dry_run {
        let pending = run::pending(connection.as_mut(), place.format, found, &options)?;
        if pending.is_empty() {
            output::note(nothing);
        }
        if args.written.is_json() {
            let would = |pending: &Pending<'_>| applied(pending.found, &pending.done);
            output::json(Apply {
                dry_run: true,
                migrations: pending.iter().map(would).collect(),
                held,
            })?;
        } else {
            output::result(&dry_run(&pending))?;
        }
        return Ok(ExitCode::SUCCESS);
    }
    let mut progress = Progress::new("applied");
    let names = run::apply(
        connection.as_mut(),
        place.format,
        found,
        &options,
        &mut |event| progress.show(event),
    )?;
    if names.is_empty() {
        output::note(nothing);
    } else if let Some(snapshot) = snapshot::read(&place.folder)? {
        partitions::remind(connection.as_mut(), &snapshot.schema)?;
    }
    if args.written.is_json() {
        let done = found
            .iter()
            .filter(|f| names.contains(&f.migration.full_name()));
        output::json(Apply {
            dry_run: false,
            migrations: done.map(|found| applied(found, &[])).collect(),
            held,
        })?;
    }
    Ok(ExitCode::SUCCESS)
}

/// The migrations before the first one that is not applied and of a later phase than that, and its name.
fn through<'f>(
    connection: &mut dyn Connection,
    place: &Place,
    found: &'f [Found],
    last: &str,
) -> Result<(&'f [Found], Option<String>), Error> {
    let status = run::status(connection, place.format, found)?;
    let is_applied = |name: &str| {
        let waits = |s: &State| matches!(s, State::Pending | State::Late);
        status
            .migrations
            .iter()
            .any(|(n, s)| n == name && !waits(s))
    };
    let phases = [Phase::Expand, Phase::Backfill, Phase::Contract];
    let last = phases.into_iter().find(|phase| phase.word() == last);
    let held = found.iter().position(|f| {
        let phase = erd_history::phase(&f.migration);
        phase > last && !is_applied(&f.migration.full_name())
    });
    let Some(held) = held else {
        return Ok((found, None));
    };
    let name = found[held].migration.full_name();
    output::note(format_args!(
        "{name} is of a later phase; stopping before it"
    ));
    Ok((&found[..held], Some(name)))
}

/// What would run, statement by statement, with what the runner does around it.
fn dry_run(all: &[Pending<'_>]) -> String {
    let mut text = String::new();
    for Pending { found, done } in all {
        let migration = &found.migration;
        let _ = writeln!(text, "-- {}", migration.full_name());
        if let Some(phase) = erd_history::phase(migration) {
            let _ = writeln!(text, "-- phase: {}", phase.word());
        }
        for (i, statement) in migration.up.iter().enumerate() {
            if done.contains(&(i + 1)) {
                let _ = writeln!(text, "-- statement {} was run already", i + 1);
                continue;
            }
            if let Some(query) = &statement.blocked_by {
                let _ = writeln!(text, "-- stops if this finds a row: {query}");
            }
            if let Some(settings) = &statement.settings {
                let _ = writeln!(text, "{settings};");
            }
            let _ = writeln!(text, "{};", statement.sql.trim_end_matches(';'));
        }
        text.push('\n');
    }
    text
}

/// A migration for programs; `done` are the ordinals of the statements that an earlier run has done.
fn applied(found: &Found, done: &[usize]) -> Applied {
    let migration = &found.migration;
    let statements = migration.up.iter().zip(1..);
    let statements = statements.map(|(statement, ordinal)| erd_json::Statement {
        sql: statement.sql.trim_end_matches(';').to_owned(),
        settings: statement.settings.clone(),
        blocked_by: statement.blocked_by.clone(),
        done: done.contains(&ordinal),
    });
    Applied {
        name: migration.full_name(),
        phase: erd_history::phase(migration).map(json::phase),
        statements: statements.collect(),
    }
}

/// A database and the folder for it: SQLite makes a file that is not there.
fn open(args: &args::Apply) -> Result<Opened, Error> {
    let url = args.database.address()?;
    let connection = match erd_live::connect_existing(&url) {
        Err(erd_live::Error::NoFile(path)) if args.dry_run => {
            output::note(format_args!("{path} does not exist; `apply` makes it"));
            erd_live::connect("sqlite::memory:")?
        }
        Err(erd_live::Error::NoFile(path)) => {
            let connection = erd_live::connect(&url)?;
            output::note(format_args!("{path} did not exist, and was made"));
            connection
        }
        opened => opened?,
    };
    folder_for(connection, &args.folder)
}
