//! `cargo erd migrate squash`: many migrations become one that makes the same schema from nothing.

use super::args;
use super::git::{git, snapshot_of};
use super::place::{Place, remove};
use super::runs::{position, untouched};
use crate::commands::answers::no_such_loss;
use crate::error::Error;
use crate::output;
use erd_checks::Config;
use erd_core::{Dialect, Schema};
use erd_history::{Found, Migration, format, phase, snapshot, squashed, sum};
use erd_json::Squashed;
use erd_migrate::{Options, PlanOptions, Refusal, Refusals, diff, plan};
use std::process::ExitCode;

/// One folder, before it is changed.
struct Draft {
    place: Place,
    /// The migrations that go.
    replaced: Vec<Found>,
    migration: Migration,
}

pub(super) fn run(args: &args::Squash) -> Result<ExitCode, Error> {
    let (places, config) = Place::every(&args.folder, None)?;
    let mut drafts = Vec::new();
    // All are planned before any is written: a refusal for one leaves the others as they are.
    for place in places {
        drafts.push(draft(args, place, &config)?);
    }
    known(args, &drafts)?;
    let mut migrations = Vec::new();
    for draft in &drafts {
        migrations.push(write(draft)?);
    }
    if args.written.is_json() {
        output::json(erd_json::Squash { migrations })?;
    }
    Ok(ExitCode::SUCCESS)
}

fn draft(args: &args::Squash, place: Place, config: &Config) -> Result<Draft, Error> {
    let found = place.read()?;
    untouched(&place, &found)?;
    let end = match &args.through {
        Some(name) => position(&found, name)? + 1,
        None => found.len(),
    };
    let replaced = &found[..end];
    if let [] | [_] = replaced {
        return Err(Error::Usage {
            message: format!(
                "{} has no two migrations to make one of",
                place.folder.display()
            ),
            help: "squash when many have piled up".into(),
        });
    }
    let same = replaced.last().filter(|f| f.migration.name == args.name);
    if let Some(last) = same {
        return Err(Error::Usage {
            message: format!("{} would have the same name", last.migration.full_name()),
            help: "say another one with `--name`".into(),
        });
    }
    let (schema, dialect) = schema(&place, &found, end)?;
    kept(args, replaced, dialect)?;
    let difference = diff(
        Schema::default(),
        &schema,
        config.engine(dialect),
        &Options::default(),
    )
    .map_err(Error::Diff)?;
    let plan = plan(&difference, &PlanOptions::default())
        .map_err(|refusals| Error::Refused { dialect, refusals })?;
    let migration = squashed(&plan, &args.name, replaced).ok_or_else(|| Error::Usage {
        message: "there is nothing to squash".into(),
        help: "`cargo erd migrate new start` writes the first migration".into(),
    })?;
    Ok(Draft {
        replaced: replaced.to_vec(),
        place,
        migration,
    })
}

/// The schema after the first `end` migrations: the snapshot, or the one that was committed with exactly these.
fn schema(place: &Place, found: &[Found], end: usize) -> Result<(Schema, Dialect), Error> {
    let folder = &place.folder;
    let Some(snapshot) = snapshot::read(folder)? else {
        return Err(Error::Usage {
            message: format!(
                "{} has no {}, so nobody knows what its migrations lead to",
                folder.display(),
                snapshot::FILE
            ),
            help: "`cargo erd migrate new NAME --from-database URL` writes it".into(),
        });
    };
    let mut schema = if end == found.len() {
        snapshot.schema
    } else {
        let replaced = &found[..end];
        let log = git(folder, &["log", "--format=%H", "--", sum::FILE]).unwrap_or_default();
        let is_of = |commit: &&str| {
            let name = format!("{commit}:./{}", sum::FILE);
            git(folder, &["show", &name]).is_some_and(|text| sum::is_of(&text, replaced))
        };
        let commit = log.lines().find(is_of).ok_or_else(|| Error::Usage {
            message: format!(
                "no commit has the migrations up to {} and no more, so nobody knows what they lead to",
                replaced.last().map_or_else(String::new, |f| f.migration.full_name())
            ),
            help: "leave `--through` out, or name a migration that was the last one of a commit".into(),
        })?;
        snapshot_of(folder, commit)?.0
    };
    // What was renamed on the way is made under its last name.
    for table in &mut schema.tables {
        table.renamed_from = None;
        for column in &mut table.columns {
            column.renamed_from = None;
        }
    }
    Ok((schema, snapshot.dialect))
}

/// Migrations whose work the schema may not tell are kept until somebody says that they need not be.
fn kept(args: &args::Squash, replaced: &[Found], dialect: Dialect) -> Result<(), Error> {
    let mut refusals = Vec::new();
    for f in replaced {
        let name = f.migration.full_name();
        let allow = format!("hand_written:{name}");
        let Some(reason) = by_hand(&f.migration).filter(|_| !args.allow.contains(&allow)) else {
            continue;
        };
        refusals.push(Refusal {
            code: "hand_written",
            path: name,
            message: format!("{reason}, and the new one makes the schema alone"),
            help: format!(
                "put what a new database needs of it into a migration behind the squashed one, and say `--allow {allow}`"
            ),
            count: None,
        });
    }
    if !refusals.is_empty() {
        let refusals = Refusals(refusals);
        return Err(Error::Refused { dialect, refusals });
    }
    Ok(())
}

/// Every loss that is allowed must be one of a folder.
fn known(args: &args::Squash, drafts: &[Draft]) -> Result<(), Error> {
    let replaced = drafts.iter().flat_map(|draft| &draft.replaced);
    let by_hand = replaced.filter(|f| by_hand(&f.migration).is_some());
    let names: Vec<String> = by_hand
        .map(|f| format!("hand_written:{}", f.migration.full_name()))
        .collect();
    match args.allow.iter().find(|allow| !names.contains(allow)) {
        Some(name) => {
            let losses = names.iter().map(String::as_str);
            Err(no_such_loss(name, "nothing that is replaced", losses))
        }
        None => Ok(()),
    }
}

/// What people wrote into a migration, if they did.
fn by_hand(migration: &Migration) -> Option<&'static str> {
    let mut lines = migration
        .up
        .iter()
        .flat_map(|statement| statement.sql.lines());
    let writes = lines.any(|line| {
        let upper = line.trim_start().to_ascii_uppercase();
        let starts = |words: &[&str]| words.iter().any(|word| upper.starts_with(word));
        if is_planned(migration) {
            upper.starts_with("INSERT ") && upper.contains(" VALUES")
        } else {
            starts(&[
                "INSERT ",
                "UPDATE ",
                "DELETE ",
                "MERGE ",
                "REPLACE ",
                "COPY ",
                "TRUNCATE ",
                "CALL ",
                "DO ",
                "LOAD ",
            ])
        }
    });
    match (writes, is_planned(migration)) {
        (true, _) => Some("it changes rows"),
        (false, false) => Some("it was written by hand"),
        (false, true) => None,
    }
}

fn is_planned(migration: &Migration) -> bool {
    phase(migration).is_some()
}

fn write(draft: &Draft) -> Result<Squashed, Error> {
    let Draft {
        place,
        replaced,
        migration,
    } = draft;
    // The new one first: a name that cannot be written leaves the old ones there.
    let files = format::write(&place.folder, place.format, migration)?;
    for f in replaced {
        for file in f.files.iter().filter(|file| !files.contains(file)) {
            remove(file)?;
        }
        output::note(format_args!("removed {}", f.migration.full_name()));
    }
    output::wrote(&files, &place.folder);
    sum::write(&place.folder, &place.read()?, None)?;
    output::note(
        "a database that has all of the removed ones has the new one: `cargo erd migrate apply` notes it there; finish \
         them everywhere before this is deployed",
    );
    let shown = |file: &std::path::PathBuf| output::short(file).display().to_string();
    Ok(Squashed {
        name: migration.full_name(),
        files: files.iter().map(shown).collect(),
        replaces: replaced.iter().map(|f| f.migration.full_name()).collect(),
    })
}
