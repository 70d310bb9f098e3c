//! diesel's layout: a folder per migration.
//!
//! diesel sends a file as one string, which PostgreSQL runs as one implicit transaction whatever `metadata.toml` says:
//! what cannot run in a transaction must be alone in its migration.

use super::{Found, checksum};
use crate::Error;
use crate::files::{list, name, read_if_any, write as write_file};
use crate::migration::Migration;
use crate::script::{self, File};
use std::path::{Path, PathBuf};

const UP: &str = "up.sql";
const DOWN: &str = "down.sql";
const METADATA: &str = "metadata.toml";
/// First line of the way back where there is none; diesel runs the file, and it fails.
const NO_WAY_BACK: &str = "erd: there is no way back";

pub(super) fn read(folder: &Path) -> Result<Vec<Found>, Error> {
    let mut found = Vec::new();
    for path in list(folder)? {
        if path.is_dir() && !name(&path).starts_with('.') {
            found.extend(migration(&path)?);
        }
    }
    Ok(found)
}

/// A folder without up.sql is no migration.
fn migration(folder: &Path) -> Result<Option<Found>, Error> {
    let path = |file: &str| folder.join(file);
    let Some(up) = read_if_any(&path(UP))? else {
        return Ok(None);
    };
    let down = read_if_any(&path(DOWN))?;
    let metadata = read_if_any(&path(METADATA))?;
    let full = name(folder);
    let (version, rest) = full.split_once('_').unwrap_or((&full, ""));
    let script = script::read(&up);
    let found = Migration {
        version: version.replace('-', ""),
        name: rest.to_owned(),
        head: script.head,
        replaces: script.replaces,
        up: script.statements,
        down: down.as_deref().and_then(way_back),
        in_transaction: match &metadata {
            Some(text) => in_transaction(&path(METADATA), text)?,
            None => true,
        },
    };
    let files: Vec<(PathBuf, String)> = [(UP, Some(up)), (DOWN, down), (METADATA, metadata)]
        .into_iter()
        .filter_map(|(file, text)| Some((path(file), text?)))
        .collect();
    Ok(Some(Found {
        checksum: checksum(&files),
        migration: found,
        edited: script.edited,
        files: files.into_iter().map(|(path, _)| path).collect(),
    }))
}

fn way_back(text: &str) -> Option<Vec<crate::Statement>> {
    let script = script::read(text);
    let none = script.head.iter().any(|line| line.starts_with(NO_WAY_BACK));
    (!none).then_some(script.statements)
}

fn in_transaction(path: &Path, text: &str) -> Result<bool, Error> {
    let malformed = |reason: String| Error::Malformed {
        path: path.to_owned(),
        reason,
    };
    let table: toml::Table = text
        .parse()
        .map_err(|error: toml::de::Error| malformed(error.message().to_owned()))?;
    match table.get("run_in_transaction") {
        None => Ok(true),
        Some(toml::Value::Boolean(value)) => Ok(*value),
        Some(_) => Err(malformed(
            "`run_in_transaction` must be true or false".into(),
        )),
    }
}

pub(super) fn write(folder: &Path, migration: &Migration) -> Result<Vec<PathBuf>, Error> {
    let folder = folder.join(migration.full_name());
    let mut files = Vec::new();
    let mut put = |file: &str, text: &str| {
        let path = folder.join(file);
        write_file(&path, text)?;
        files.push(path);
        Ok::<_, Error>(())
    };
    let up = File {
        head: &migration.head,
        replaces: &migration.replaces,
        statements: &migration.up,
        for_client: false,
    };
    put(UP, &up.to_string())?;
    put(DOWN, &down(migration))?;
    if !migration.in_transaction {
        put(METADATA, "run_in_transaction = false\n")?;
    }
    Ok(files)
}

fn down(migration: &Migration) -> String {
    match &migration.down {
        // PostgreSQL and MySQL refuse a query that is empty, and `diesel migration revert` with it.
        Some(statements) if statements.is_empty() => format!(
            "-- Takes {} back: there is nothing to do, and a file without a statement is refused.\nSELECT 1;\n",
            migration.full_name()
        ),
        Some(statements) => File {
            head: &[format!("Takes {} back.", migration.full_name())],
            replaces: &[],
            statements,
            for_client: false,
        }
        .to_string(),
        // An empty file would let diesel believe that it went back.
        None => format!(
            "-- {NO_WAY_BACK} from {}.\nSELECT erd_there_is_no_way_back_from_this_migration;\n",
            migration.full_name()
        ),
    }
}
