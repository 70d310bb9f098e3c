//! `cargo erd migrate rebase`: two branches have both added migrations, and git reports a conflict.
//!
//! The snapshots of the common commit, of ours and of theirs are in git. If what ours did to the common one is what is
//! missing between theirs and the merged code, both do the same in either order: ours go last, under later versions.

use super::args;
use super::git::{git, snapshot_of};
use super::new::engines;
use super::place::{Place, remove};
use super::version::Versions;
use crate::commands::compare::difference;
use crate::commands::config_of;
use crate::error::Error;
use crate::output;
use crate::project::Project;
use crate::runner;
use erd_core::schema::Printed;
use erd_core::{Engine, Schema};
use erd_history::{Found, format, snapshot, sum};
use erd_json::Moved;
use erd_migrate::Entry;
use std::collections::BTreeSet;
use std::path::Path;
use std::process::ExitCode;

pub(super) fn run(args: &args::Rebase) -> Result<ExitCode, Error> {
    let project = Project::find(&args.folder.subject)?;
    let config = config_of(&project)?;
    let runner::Code {
        schema: merged,
        fingerprint,
        ..
    } = runner::code(&project)?;
    let mut done = erd_json::Rebase {
        moved: Vec::new(),
        files: Vec::new(),
    };
    for engine in engines(args.dialect, &config)? {
        let place = Place::find(&args.folder, engine.dialect)?;
        let sides = sides(&place.folder)?;
        let snapshot = |commit: &str| snapshot_of(&place.folder, commit);
        let (base, ours, theirs) = (
            snapshot(&sides.base)?,
            snapshot(&sides.ours)?,
            snapshot(&sides.theirs)?,
        );
        let known = [ours.1, theirs.1].concat();
        commutes(engine, [(&base.0, &ours.0), (&theirs.0, &merged)], &known)?;
        let moved = put_last(&place, &sides.theirs)?;
        snapshot::write(&place.folder, engine.dialect, &merged)?;
        sum::write(&place.folder, &place.read()?, Some(fingerprint))?;
        for Moved { from, to } in &moved {
            output::note(format_args!("{from} is now {to}"));
        }
        done.moved.extend(moved);
        for file in [snapshot::FILE, sum::FILE] {
            let file = place.folder.join(file);
            done.files.push(output::short(&file).display().to_string());
        }
        output::note(format_args!(
            "wrote {} and {}; add them and the moved migrations to the merge",
            snapshot::FILE,
            sum::FILE
        ));
    }
    if args.written.is_json() {
        output::json(done)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// The commits of a merge, or of a rebase, that git has stopped in.
struct Sides {
    base: String,
    ours: String,
    theirs: String,
}

fn sides(folder: &Path) -> Result<Sides, Error> {
    let commit = |name: &str| {
        let found = git(folder, &["rev-parse", "--verify", "--quiet", name])?;
        Some(found.trim().to_owned())
    };
    let merge = || {
        let (ours, theirs) = (commit("HEAD")?, commit("MERGE_HEAD")?);
        let base = git(folder, &["merge-base", &ours, &theirs])?;
        Some(Sides {
            base: base.trim().to_owned(),
            ours,
            theirs,
        })
    };
    let rebase = || {
        Some(Sides {
            base: commit("REBASE_HEAD^")?,
            ours: commit("REBASE_HEAD")?,
            theirs: commit("HEAD")?,
        })
    };
    merge().or_else(rebase).ok_or_else(|| Error::Usage {
        message: "git is in the middle of no merge and no rebase".into(),
        help: "merge or rebase the other branch first, and run this when git reports the conflict"
            .into(),
    })
}

/// What ours did must be what is missing between theirs and the merged code.
fn commutes(
    engine: Engine,
    [ours, rest]: [(&Schema, &Schema); 2],
    known: &[Printed],
) -> Result<(), Error> {
    let entries = |(from, to): (&Schema, &Schema)| -> Result<Vec<Entry>, Error> {
        Ok(difference(None, from, to, engine, known)?.0.entries())
    };
    let [did, missing] = [entries(ours)?, entries(rest)?];
    let differ: Vec<String> = did
        .iter()
        .filter(|e| !missing.contains(e))
        .chain(missing.iter().filter(|e| !did.contains(e)))
        .map(ToString::to_string)
        .collect();
    if differ.is_empty() {
        return Ok(());
    }
    Err(Error::Usage {
        message: format!(
            "the migrations of the two branches touch the same things:\n  {}",
            differ.join("\n  ")
        ),
        help: "take the other branch's folder (`git checkout --theirs`), remove your migrations, and write them anew \
               with `cargo erd migrate new`"
            .into(),
    })
}

/// Moves the migrations that only our side has behind all others.
fn put_last(place: &Place, theirs: &str) -> Result<Vec<Moved>, Error> {
    let found = place.read()?;
    let theirs = names_of(place, theirs);
    let is_ours = |f: &&Found| !theirs.contains(&f.migration.full_name());
    let last = found
        .iter()
        .rfind(|f| !is_ours(f))
        .map(|f| f.migration.version.clone());
    let mut versions = Versions::after(last.as_deref(), None);
    let mut moved = Vec::new();
    for f in found.iter().filter(is_ours) {
        if last.as_ref().is_none_or(|last| f.migration.version > *last) {
            continue;
        }
        let mut migration = f.migration.clone();
        migration.version = versions.next();
        format::write(&place.folder, place.format, &migration)?;
        for file in &f.files {
            remove(file)?;
        }
        moved.push(Moved {
            from: f.migration.full_name(),
            to: migration.full_name(),
        });
    }
    Ok(moved)
}

/// Full names of the migrations that a commit has in the folder.
fn names_of(place: &Place, commit: &str) -> BTreeSet<String> {
    let listed = git(&place.folder, &["ls-tree", "--name-only", commit, "./"]);
    let listed = listed.unwrap_or_default();
    listed
        .lines()
        .map(|line| {
            let name = line.rsplit('/').next().unwrap_or(line);
            let name = name.strip_suffix(".sql").unwrap_or(name);
            let name = name
                .strip_suffix(".up")
                .or_else(|| name.strip_suffix(".down"))
                .unwrap_or(name);
            name.to_owned()
        })
        .collect()
}
