//! The commands that work on a folder and a database, without the code.

use super::args;
use super::place::Place;
use super::progress::Progress;
use crate::commands::compare::difference;
use crate::error::Error;
use crate::output;
use erd_core::Engine;
use erd_history::run::{self, Options, Outcome, Pending, State};
use erd_history::{Change, Found, snapshot, sum};
use erd_live::Connection;
use erd_migrate::Phase;
use std::fmt::Write as _;
use std::process::ExitCode;
use std::time::Duration;

type Opened = (Box<dyn Connection>, Place, Vec<Found>);

/// A database that exists, and the folder for it with what is in it.
fn open(database: &args::Database, folder: &args::Folder) -> Result<Opened, Error> {
    let connection = erd_live::connect_existing(&database.address()?)?;
    folder_for(connection, folder)
}

/// The same for a run: SQLite makes a file that is not there.
fn open_to_apply(args: &args::Apply) -> Result<Opened, Error> {
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

fn folder_for(connection: Box<dyn Connection>, folder: &args::Folder) -> Result<Opened, Error> {
    let place = Place::find(folder, connection.dialect())?;
    let found = place.read()?;
    Ok((connection, place, found))
}

/// The folder must be as it was written before anything of it runs. What the database has applied already must be put
/// back; the rest may be accepted.
fn unedited(connection: &mut dyn Connection, place: &Place, found: &[Found]) -> Result<(), Error> {
    let changes = sum::compare(&place.folder, found)?;
    if changes.is_empty() {
        return Ok(());
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
    Err(erd_history::Error::Tampered(texts.collect()).into())
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

pub(super) fn status(args: &args::Status) -> Result<ExitCode, Error> {
    let (mut connection, place, found) = open(&args.database, &args.folder)?;
    let status = run::status(connection.as_mut(), place.format, &found)?;
    let mut text = String::new();
    for (name, state) in &status.migrations {
        let migration = found.iter().find(|f| f.migration.full_name() == *name);
        let phase = migration.and_then(|f| erd_history::phase(&f.migration));
        let phase = phase.map_or("-", Phase::word);
        // Writing to a string does not fail.
        let _ = writeln!(text, "{:<11} {phase:<8} {name}", state.name());
    }
    output::result(&text)?;
    output::note(format_args!(
        "{} applied, {} pending",
        status.count(State::Applied),
        status.count(State::Pending) + status.count(State::Late)
    ));
    for (name, state) in &status.migrations {
        if let Some(told) = told(*state) {
            output::warn(format_args!("{name} {told}"));
        }
    }
    let clean = status.count(State::Applied) == status.migrations.len();
    Ok(ExitCode::from(u8::from(!clean)))
}

/// What to know and do where a migration is neither applied nor simply next.
const fn told(state: State) -> Option<&'static str> {
    match state {
        State::Applied | State::Pending => None,
        State::Late => Some(
            "is older than the last one applied: it comes from a branch that was merged late. `cargo erd migrate rebase` puts \
             it last, `apply --out-of-order` applies it as it is",
        ),
        State::Interrupted => {
            Some("was cut off: `cargo erd migrate apply` goes on at the right statement")
        }
        State::Partial => Some(
            "stands for migrations of which only a part is applied: finish them from a checkout of before the squash",
        ),
        State::Edited => Some(
            "was edited since it was applied: put it back, and write the change as a migration of its own",
        ),
        State::Missing => Some("was applied, and is not in the folder"),
    }
}

pub(super) fn apply(args: &args::Apply) -> Result<ExitCode, Error> {
    let (mut connection, place, found) = open_to_apply(args)?;
    unedited(connection.as_mut(), &place, &found)?;
    let (found, held) = through(connection.as_mut(), &place, &found, &args.through)?;
    let nothing = match held {
        None => "nothing is pending".to_owned(),
        Some(held) => format!("nothing is pending before {held}"),
    };
    let options = Options {
        lock_wait: Duration::from_secs(args.wait),
        out_of_order: args.out_of_order,
        ..Options::default()
    };
    if args.dry_run {
        return dry_run(connection.as_mut(), &place, found, &options, &nothing);
    }
    let mut progress = Progress::new("applied");
    let applied = run::apply(
        connection.as_mut(),
        place.format,
        found,
        &options,
        &mut |event| progress.show(event),
    )?;
    if applied.is_empty() {
        output::note(nothing);
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
fn dry_run(
    connection: &mut dyn Connection,
    place: &Place,
    found: &[Found],
    options: &Options,
    nothing: &str,
) -> Result<ExitCode, Error> {
    let mut text = String::new();
    for Pending { found, done } in run::pending(connection, place.format, found, options)? {
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
    output::result(&text)?;
    if text.is_empty() {
        output::note(nothing);
    }
    Ok(ExitCode::SUCCESS)
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
    Ok(ExitCode::SUCCESS)
}

pub(super) fn verify(args: &args::Status) -> Result<ExitCode, Error> {
    let (mut connection, place, found) = open(&args.database, &args.folder)?;
    unedited(connection.as_mut(), &place, &found)?;
    let status = run::status(connection.as_mut(), place.format, &found)?;
    let wrong: Vec<String> = status
        .migrations
        .iter()
        .filter(|(_, state)| *state != State::Applied)
        .map(|(name, state)| format!("{name} is {}", state.name()))
        .collect();
    if !wrong.is_empty() {
        return Err(erd_history::Error::Diverged(wrong).into());
    }
    output::note(match found.len() {
        1 => "1 migration is as it was written, and applied".to_owned(),
        all => format!("{all} migrations are as they were written, and all are applied"),
    });
    drift(connection.as_mut(), &place)
}

/// What the database has that the migrations do not lead to, and the reverse.
fn drift(connection: &mut dyn Connection, place: &Place) -> Result<ExitCode, Error> {
    let Some(snapshot) = snapshot::read(&place.folder)? else {
        output::note(format_args!(
            "there is no {}, so nothing says what the database should have",
            snapshot::FILE
        ));
        return Ok(ExitCode::SUCCESS);
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
    if drift.is_empty() {
        output::note("the database has what the migrations lead to");
        return Ok(ExitCode::SUCCESS);
    }
    output::result(&drift.to_string())?;
    output::note("the database was changed by something else than its migrations");
    Ok(ExitCode::FAILURE)
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
    match run::resolve(connection.as_mut(), place.format, found, outcome, &options)? {
        Some(ordinal) => output::note(format_args!(
            "statement {ordinal} of {} is settled; run `cargo erd migrate apply`",
            args.name
        )),
        None => output::note(format_args!("no run was cut off in {}", args.name)),
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
