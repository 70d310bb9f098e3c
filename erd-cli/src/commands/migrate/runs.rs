//! The commands that work on a folder and a database, without the code.

use super::args;
use super::place::Place;
use super::progress::Progress;
use super::status::told;
use crate::error::Error;
use crate::output;
use erd_history::run::{self, Options, Outcome, State};
use erd_history::{Change, Found, sum};
use erd_json::{Baseline, Resolve, Rollback};
use erd_live::Connection;
use std::process::ExitCode;

pub(super) type Opened = (Box<dyn Connection>, Place, Vec<Found>);

/// A database that exists, and the folder for it with what is in it.
pub(super) fn open(database: &args::Database, folder: &args::Folder) -> Result<Opened, Error> {
    let connection = erd_live::connect_existing(&database.address()?)?;
    folder_for(connection, folder)
}

pub(super) fn folder_for(
    connection: Box<dyn Connection>,
    folder: &args::Folder,
) -> Result<Opened, Error> {
    let place = Place::find(folder, connection.dialect())?;
    let found = place.read()?;
    Ok((connection, place, found))
}

/// The folder must be as it was written before anything of it runs.
pub(super) fn unedited(
    connection: &mut dyn Connection,
    place: &Place,
    found: &[Found],
) -> Result<(), Error> {
    let edited = edited(connection, place, found)?;
    if edited.is_empty() {
        return Ok(());
    }
    Err(erd_history::Error::Tampered(edited).into())
}

/// What is not as it was written. What the database has applied already must be put back; the rest may be accepted.
pub(super) fn edited(
    connection: &mut dyn Connection,
    place: &Place,
    found: &[Found],
) -> Result<Vec<String>, Error> {
    let changes = sum::compare(&place.folder, found)?;
    if changes.is_empty() {
        return Ok(Vec::new());
    }
    let status = run::status(connection, place.format, found)?;
    let applied = |change: &Change| {
        let Change::Edited(name) = change else {
            return None;
        };
        let is_it = |(of, state): &&(String, State)| of == name && *state == State::Edited;
        let (_, state) = status.migrations.iter().find(is_it)?;
        told(*state).map(|told| format!("{name} {told}"))
    };
    let texts = changes
        .iter()
        .map(|change| applied(change).unwrap_or_else(|| change.to_string()));
    Ok(texts.collect())
}

/// The same without a database.
pub(super) fn untouched(place: &Place, found: &[Found]) -> Result<(), Error> {
    let changes = sum::compare(&place.folder, found)?;
    if changes.is_empty() {
        return Ok(());
    }
    let texts = changes.iter().map(ToString::to_string);
    Err(erd_history::Error::Tampered(texts.collect()).into())
}

pub(super) fn rollback(args: &args::Rollback) -> Result<ExitCode, Error> {
    let (mut connection, place, found) = open(&args.database, &args.folder)?;
    let mut progress = Progress::new("took back");
    let back = run::rollback(
        connection.as_mut(),
        place.format,
        &found,
        args.steps,
        &Options::default(),
        &mut |event| progress.show(event),
    )?;
    if back.is_empty() {
        output::note("nothing is applied");
    }
    if args.written.is_json() {
        output::json(Rollback { migrations: back })?;
    }
    Ok(ExitCode::SUCCESS)
}

pub(super) fn baseline(args: &args::Baseline) -> Result<ExitCode, Error> {
    let (mut connection, place, found) = open(&args.database, &args.folder)?;
    unedited(connection.as_mut(), &place, &found)?;
    let end = match &args.until {
        None => found.len(),
        Some(name) => position(&found, name)? + 1,
    };
    let noted = run::baseline(
        connection.as_mut(),
        place.format,
        &found[..end],
        &Options::default(),
    )?;
    output::note(format_args!(
        "noted {} as applied",
        output::counted(noted.len(), "migration")
    ));
    if args.written.is_json() {
        output::json(Baseline { migrations: noted })?;
    }
    Ok(ExitCode::SUCCESS)
}

pub(super) fn resolve(args: &args::Resolve) -> Result<ExitCode, Error> {
    let (mut connection, place, found) = open(&args.database, &args.folder)?;
    let position = position(&found, &args.name)?;
    let outcome = if args.done {
        Outcome::Done
    } else {
        Outcome::Retry
    };
    let options = Options::default();
    let found = &found[position];
    let statement = run::resolve(connection.as_mut(), place.format, found, outcome, &options)?;
    match statement {
        Some(ordinal) => output::note(format_args!(
            "statement {ordinal} of {} is settled; run `cargo erd migrate apply`",
            args.name
        )),
        None => output::note(format_args!("no run was cut off in {}", args.name)),
    }
    if args.written.is_json() {
        output::json(Resolve {
            migration: found.migration.full_name(),
            statement,
        })?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Position of a migration, by full name, name or version.
pub(super) fn position(found: &[Found], name: &str) -> Result<usize, Error> {
    let is = |f: &Found| {
        let m = &f.migration;
        m.full_name() == name || m.version == name || m.name == name
    };
    found.iter().position(is).ok_or_else(|| Error::Usage {
        message: format!("there is no migration `{name}`"),
        help: "`cargo erd migrate status` lists them".into(),
    })
}
