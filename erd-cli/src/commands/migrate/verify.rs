//! `cargo erd migrate verify`: the folder is as it was written, and the database has all of it and nothing else.

use super::args;
use super::place::Place;
use super::runs::{edited, open};
use super::status::migrations;
use crate::commands::compare::difference;
use crate::error::Error;
use crate::{json, output};
use erd_core::Engine;
use erd_history::run::{self, State};
use erd_history::snapshot;
use erd_json::Verify;
use erd_live::Connection;
use erd_migrate::Diff;
use std::process::ExitCode;

pub(super) fn run(args: &args::Status) -> Result<ExitCode, Error> {
    let (mut connection, place, found) = open(&args.database, &args.folder)?;
    let as_json = args.written.is_json();
    let edited = edited(connection.as_mut(), &place, &found)?;
    if !edited.is_empty() && !as_json {
        return Err(erd_history::Error::Tampered(edited).into());
    }
    let status = run::status(connection.as_mut(), place.format, &found)?;
    let wrong: Vec<String> = status
        .migrations
        .iter()
        .filter(|(_, state)| *state != State::Applied)
        .map(|(name, state)| format!("{name} is {}", state.name()))
        .collect();
    if !wrong.is_empty() && !as_json {
        return Err(erd_history::Error::Diverged(wrong).into());
    }
    let whole = edited.is_empty() && wrong.is_empty();
    if whole {
        output::note(match found.len() {
            1 => "1 migration is as it was written, and applied".to_owned(),
            all => format!("{all} migrations are as they were written, and all are applied"),
        });
    }
    let drift = if whole {
        drift(connection.as_mut(), &place)?
    } else {
        None
    };
    let same = drift.as_ref().is_none_or(Diff::is_empty);
    match &drift {
        None => {}
        Some(_) if same => output::note("the database has what the migrations lead to"),
        Some(_) => output::note("the database was changed by something else than its migrations"),
    }
    if as_json {
        output::json(Verify {
            verified: whole && same,
            edited,
            migrations: migrations(&status, &found),
            differences: drift.map(|drift| json::differences(drift.entries())),
        })?;
    } else if let Some(drift) = drift {
        output::result(&drift.to_string())?;
    }
    Ok(ExitCode::from(u8::from(!(whole && same))))
}

/// What the database has that the migrations do not lead to, and the reverse; nothing where nobody knows what they lead to.
fn drift(connection: &mut dyn Connection, place: &Place) -> Result<Option<Diff>, Error> {
    let Some(snapshot) = snapshot::read(&place.folder)? else {
        output::note(format_args!(
            "there is no {}, so nothing says what the database should have",
            snapshot::FILE
        ));
        return Ok(None);
    };
    let dialect = connection.dialect();
    let described = erd_live::describe(&mut |sql: &str| connection.query(sql), dialect)?;
    let engine = Engine::new(dialect, &described.version);
    let (drift, said) = difference(
        Some(connection),
        &snapshot.schema,
        &described.schema,
        engine,
        &snapshot.printed,
    )?;
    if !said.is_empty() && snapshot::remember(&place.folder, &snapshot, &said).is_ok() {
        output::note(format_args!(
            "the server prints {} otherwise than written; {} notes it",
            output::counted(said.len(), "expression"),
            snapshot::FILE
        ));
    }
    Ok(Some(drift))
}
