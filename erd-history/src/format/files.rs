//! Layouts with the files of all migrations in one folder: sqlx, refinery, plain.

use super::{Format, Found, checksum};
use crate::Error;
use crate::files::{list, name, read as read_file, write as write_file};
use crate::migration::Migration;
use crate::script::{self, File};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// sqlx's word at the head of a file that is not to run in a transaction; erd uses it for plain files too.
const NO_TRANSACTION: &str = "no-transaction";

/// The files of one migration: direction, path, text.
type Ways = Vec<(Way, PathBuf, String)>;

/// One direction of a migration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Way {
    Up,
    Down,
}

pub(super) fn read(folder: &Path, format: Format) -> Result<Vec<Found>, Error> {
    let mut texts: BTreeMap<(String, String), Ways> = BTreeMap::new();
    for path in list(folder)? {
        if let Some((way, version, rest)) = parse(&name(&path), format) {
            let text = read_file(&path)?;
            texts
                .entry((version, rest))
                .or_default()
                .push((way, path, text));
        }
    }
    let mut found = Vec::new();
    for ((version, rest), mut ways) in texts {
        ways.sort_by_key(|(way, ..)| *way);
        let text = |wanted| ways.iter().find(|(way, ..)| *way == wanted);
        let Some((_, path, up)) = text(Way::Up) else {
            let (_, path, _) = &ways[0];
            return Err(Error::Malformed {
                path: path.clone(),
                reason: "there is a way back and no way up beside it".into(),
            });
        };
        let mut script = script::read(up);
        let in_transaction = script.head.first().map(String::as_str) != Some(NO_TRANSACTION);
        if !in_transaction {
            script.head.remove(0);
        }
        if format == Format::Refinery && !in_transaction {
            return Err(Error::Malformed {
                path: path.clone(),
                reason: "refinery runs every file in a transaction".into(),
            });
        }
        let down = text(Way::Down).map(|(_, _, text)| script::read(text).statements);
        let files: Vec<_> = ways
            .iter()
            .map(|(_, p, t)| (p.clone(), t.clone()))
            .collect();
        found.push(Found {
            migration: Migration {
                version,
                name: rest,
                head: script.head,
                replaces: script.replaces,
                up: script.statements,
                down,
                in_transaction,
            },
            checksum: checksum(&files),
            edited: script.edited,
            files: files.into_iter().map(|(path, _)| path).collect(),
        });
    }
    Ok(found)
}

/// Direction, version and name of a file; `None` if it is no migration.
fn parse(file: &str, format: Format) -> Option<(Way, String, String)> {
    let stem = file.strip_suffix(".sql")?;
    let (way, stem) = match format {
        Format::Refinery => match stem.split_at_checked(1)? {
            ("V", rest) => (Way::Up, rest),
            ("U", rest) => (Way::Down, rest),
            _ => return None,
        },
        _ => match (stem.strip_suffix(".up"), stem.strip_suffix(".down")) {
            (Some(stem), _) => (Way::Up, stem),
            (None, Some(stem)) => (Way::Down, stem),
            (None, None) => (Way::Up, stem),
        },
    };
    let separator = if format == Format::Refinery {
        "__"
    } else {
        "_"
    };
    let (version, rest) = stem.split_once(separator).unwrap_or((stem, ""));
    let number = !version.is_empty() && version.bytes().all(|b| b.is_ascii_digit());
    number.then(|| (way, version.to_owned(), rest.to_owned()))
}

pub(super) fn write(
    folder: &Path,
    format: Format,
    migration: &Migration,
) -> Result<Vec<PathBuf>, Error> {
    if format == Format::Refinery && !migration.in_transaction {
        return Err(Error::Format {
            migration: migration.full_name(),
            reason: "it cannot run in a transaction, and refinery runs every file in one; use another format".into(),
        });
    }
    let mut head = migration.head.clone();
    if !migration.in_transaction {
        head.insert(0, NO_TRANSACTION.to_owned());
    }
    let up = File {
        head: &head,
        replaces: &migration.replaces,
        statements: &migration.up,
        for_client: format == Format::Plain,
    };
    let mut files = vec![folder.join(file_name(migration, format, Way::Up))];
    write_file(&files[0], &up.to_string())?;
    if let Some(statements) = &migration.down {
        let mut head = vec![format!("Takes {} back.", migration.full_name())];
        if !migration.in_transaction {
            head.insert(0, NO_TRANSACTION.to_owned());
        }
        let down = File {
            head: &head,
            replaces: &[],
            statements,
            for_client: format == Format::Plain,
        };
        let path = folder.join(file_name(migration, format, Way::Down));
        write_file(&path, &down.to_string())?;
        files.push(path);
    }
    Ok(files)
}

fn file_name(migration: &Migration, format: Format, way: Way) -> String {
    let full = migration.full_name();
    match (format, way) {
        (Format::Refinery, Way::Up) => format!("V{}__{}.sql", migration.version, migration.name),
        (Format::Refinery, Way::Down) => format!("U{}__{}.sql", migration.version, migration.name),
        (Format::Sqlx, Way::Up) => format!("{full}.up.sql"),
        (Format::Plain | Format::Diesel, Way::Up) => format!("{full}.sql"),
        (_, Way::Down) => format!("{full}.down.sql"),
    }
}
