//! Migrations that are not where `erd.toml` says that they are: what to move, instead of a history that begins anew.

use crate::error::Error;
use crate::output::short;
use erd_checks::Config;
use erd_core::{Dialect, Family};
use erd_history::{Format, Found, format, snapshot, sum};
use std::path::Path;

/// Refuses a folder that holds migrations itself, where each of several targets has a folder below it.
pub(super) fn refuse_shared(root: &Path, format: Format, config: &Config) -> Result<(), Error> {
    let targets = config.migrated();
    let found = format::read(root, format)?;
    if targets.len() < 2 || (found.is_empty() && !root.join(sum::FILE).is_file()) {
        return Ok(());
    }
    let shown = short(root).display();
    let message = format!(
        "{shown} has migrations of its own, and erd.toml names {} targets, each of which has a folder below it",
        targets.len()
    );
    let of = snapshot::dialect_of(root);
    let help = match of.map(|of| (of, same(of, &targets))) {
        Some((of, None)) => format!(
            "they are for {}, which erd.toml does not name: name it under `[targets]`, or move them elsewhere",
            of.title()
        ),
        of => {
            let of = of.and_then(|(_, target)| target);
            let whose = if of.is_some() {
                ""
            } else {
                ", if that is whom they are for"
            };
            let to = root.join(of.unwrap_or(targets[0]).name());
            let to = short(&to).display();
            format!(
                "move them{whose}:\n\n    mkdir -p {to} && mv {} {to}/\n\n  databases know migrations by name and notice nothing; \
                 what names the folder, such as `embed_migrations!` or diesel.toml, names {to} from then on",
                entries(root, &found).join(" ")
            )
        }
    };
    Err(Error::Usage { message, help })
}

/// Refuses a folder whose migrations are for another engine: of one family each reads the other's.
pub(super) fn refuse_foreign(folder: &Path, dialect: Dialect) -> Result<(), Error> {
    match snapshot::dialect_of(folder) {
        Some(of) if same(of, &[dialect]).is_none() => Err(Error::Usage {
            message: format!(
                "the migrations in {} are for {}, not for {}",
                short(folder).display(),
                of.title(),
                dialect.title()
            ),
            help: format!(
                "name both under `[targets]` in erd.toml, and each gets a folder below; or name another folder with \
                 `--dir`, or under `[migrations]` for {} alone",
                dialect.title()
            ),
        }),
        _ => Ok(()),
    }
}

/// The target that a dialect is; another of its family, where it is none itself.
pub(super) fn same(dialect: Dialect, targets: &[Dialect]) -> Option<Dialect> {
    let is_mysql = |d: &&Dialect| d.is(Family::MySql) && dialect.is(Family::MySql);
    let itself = targets.iter().find(|target| **target == dialect);
    itself.or_else(|| targets.iter().find(is_mysql)).copied()
}

/// What of a folder belongs to its migrations, as paths of a shell: a pattern where all names begin with a digit.
fn entries(root: &Path, found: &[Found]) -> Vec<String> {
    let shown = |path: &Path| short(path).display().to_string();
    let mut names: Vec<&Path> = Vec::new();
    for file in found.iter().flat_map(|f| &f.files) {
        let mut above = file.ancestors();
        let entry = above.find(|path| path.parent() == Some(root));
        if let Some(entry) = entry.filter(|entry| !names.contains(entry)) {
            names.push(entry);
        }
    }
    let starts_with_digit = |path: &&Path| {
        let name = path.file_name().and_then(|name| name.to_str());
        name.is_some_and(|name| name.starts_with(|c: char| c.is_ascii_digit()))
    };
    let mut all = if names.len() > 1 && names.iter().all(starts_with_digit) {
        vec![format!("{}/[0-9]*", shown(root))]
    } else {
        names.into_iter().map(shown).collect()
    };
    for file in [snapshot::FILE, sum::FILE] {
        let file = root.join(file);
        if file.is_file() {
            all.push(shown(&file));
        }
    }
    all
}
