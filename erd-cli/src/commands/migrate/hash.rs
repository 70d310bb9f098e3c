//! `cargo erd migrate hash`: the folder is accepted as it is now.

use super::args;
use super::misplaced::same;
use super::place::Place;
use crate::commands::address;
use crate::error::Error;
use crate::output;
use erd_history::run::{self, State};
use erd_history::{Found, format, sum};
use std::path::PathBuf;
use std::process::ExitCode;

pub(super) fn run(args: &args::Hash) -> Result<ExitCode, Error> {
    let (places, _) = Place::every(&args.folder, args.dialect)?;
    let mut read = Vec::new();
    // All are looked at before any is written.
    for place in places {
        let found = place.read()?;
        read.push((place, found));
    }
    not_applied(args, &read)?;
    let mut files = Vec::new();
    for (place, found) in &read {
        files.extend(accept(place, found)?);
    }
    if args.written.is_json() {
        let files = files.iter().map(|file| output::short(file));
        let files = files.map(|file| file.display().to_string()).collect();
        output::json(erd_json::Hash { files })?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Refuses to accept an edit of what the database at hand has run already. An address that nobody gave is used if
/// it answers.
fn not_applied(args: &args::Hash, read: &[(Place, Vec<Found>)]) -> Result<(), Error> {
    let stated = args.database.database_url.is_some();
    let url = if stated {
        args.database.address()?
    } else {
        let here = std::env::current_dir().unwrap_or_default();
        match address::find(&here)? {
            Some(found) => found.url,
            None => return Ok(()),
        }
    };
    let mut connection = match erd_live::connect_existing(&url) {
        Ok(connection) => connection,
        Err(error) if stated => return Err(error.into()),
        Err(error) => {
            output::note(format_args!(
                "whether a database has applied what was edited is not known: {error}"
            ));
            return Ok(());
        }
    };
    let dialect = connection.dialect();
    let mut edited = Vec::new();
    for (place, found) in read {
        let of = erd_history::snapshot::dialect_of(&place.folder);
        if of.is_some_and(|of| same(of, &[dialect]).is_none()) {
            continue;
        }
        let status = run::status(connection.as_mut(), place.format, found)?;
        let is_edited = |(_, state): &(String, State)| *state == State::Edited;
        edited.extend(status.migrations.into_iter().filter(is_edited));
    }
    if edited.is_empty() {
        return Ok(());
    }
    let names: Vec<String> = edited.into_iter().map(|(name, _)| name).collect();
    Err(Error::Usage {
        message: format!(
            "the database has applied what was edited since: {}",
            names.join(", ")
        ),
        help: "put it back, for example with `git checkout`, and write the change as a migration of its own: a database that \
               has applied a migration never runs it again"
            .to_owned(),
    })
}

/// Returns the files that were written.
fn accept(place: &Place, found: &[Found]) -> Result<Vec<PathBuf>, Error> {
    let mut written = Vec::new();
    for found in found {
        if found.edited.is_empty() {
            continue;
        }
        // Written anew, each statement gets the hash of its text.
        let files = format::write(&place.folder, place.format, &found.migration)?;
        let ordinals: Vec<String> = found.edited.iter().map(ToString::to_string).collect();
        let statements = if ordinals.len() == 1 {
            "statement"
        } else {
            "statements"
        };
        if let Some(file) = files.first() {
            output::note(format_args!(
                "wrote {}: the hash of {statements} {}",
                output::short(file).display(),
                ordinals.join(", ")
            ));
        }
        written.extend(files);
    }
    sum::write(&place.folder, &place.read()?, None)?;
    let file = place.folder.join(sum::FILE);
    output::note(format_args!("wrote {}", output::short(&file).display()));
    written.push(file);
    Ok(written)
}
