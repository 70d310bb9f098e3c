//! The schema that a folder's migrations lead to, as a file: the next migration is planned from it, without a database.

use crate::{Error, files};
use erd_core::schema::{FORMAT, Printed};
use erd_core::{Dialect, Schema};
use serde::{Deserialize, Serialize};
use std::path::Path;

/// Name of the file in the folder of migrations.
pub const FILE: &str = "schema.json";

/// What the file holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snapshot {
    /// Version of the form; see [`FORMAT`].
    pub format: u32,
    /// The engine that the migrations are for.
    pub dialect: Dialect,
    /// The schema after the last migration.
    pub schema: Schema,
    /// What servers print for expressions of it, where that was asked.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub printed: Vec<Printed>,
}

#[derive(Deserialize)]
struct Header {
    format: u32,
}

/// Reads the snapshot of a folder; `None` if there is none yet.
pub fn read(folder: &Path) -> Result<Option<Snapshot>, Error> {
    let path = folder.join(FILE);
    let Some(text) = files::read_if_any(&path)? else {
        return Ok(None);
    };
    parse(&path, &text).map(Some)
}

/// The engine that the migrations of a folder are for, if its snapshot says it.
pub fn dialect_of(folder: &Path) -> Option<Dialect> {
    #[derive(Deserialize)]
    struct For {
        dialect: Dialect,
    }
    let text = std::fs::read_to_string(folder.join(FILE)).ok()?;
    let found: For = serde_json::from_str(&text).ok()?;
    Some(found.dialect)
}

/// Reads the text of a snapshot; `path` is named in errors.
pub fn parse(path: &Path, text: &str) -> Result<Snapshot, Error> {
    let malformed = |reason: String| Error::Malformed {
        path: path.to_owned(),
        reason,
    };
    let Header { format } =
        serde_json::from_str(text).map_err(|error| malformed(error.to_string()))?;
    if format != FORMAT {
        return Err(malformed(format!(
            "its format is {format}, and this program reads {FORMAT}; use the version of erd that wrote it"
        )));
    }
    serde_json::from_str(text).map_err(|error| malformed(error.to_string()))
}

/// Writes the snapshot of a folder. Places in source files are left out: they change with every edit. What servers printed
/// for expressions of tables that are still there stays.
pub fn write(folder: &Path, dialect: Dialect, schema: &Schema) -> Result<(), Error> {
    let mut schema = schema.clone();
    for table in &mut schema.tables {
        table.source = None;
    }
    // A snapshot that cannot be read is replaced.
    let mut printed = read(folder)
        .ok()
        .flatten()
        .map_or_else(Vec::new, |before| before.printed);
    printed.retain(|pair| schema.tables.iter().any(|t| t.path() == pair.table));
    store(
        folder,
        &Snapshot {
            format: FORMAT,
            dialect,
            schema,
            printed,
        },
    )
}

/// Adds what a server prints for expressions to the snapshot of a folder.
pub fn remember(folder: &Path, snapshot: &Snapshot, printed: &[Printed]) -> Result<(), Error> {
    let mut snapshot = snapshot.clone();
    snapshot.printed.extend_from_slice(printed);
    snapshot.printed.sort();
    snapshot.printed.dedup();
    store(folder, &snapshot)
}

fn store(folder: &Path, snapshot: &Snapshot) -> Result<(), Error> {
    let path = folder.join(FILE);
    let text = serde_json::to_string_pretty(snapshot).map_err(|error| Error::Malformed {
        path: path.clone(),
        reason: error.to_string(),
    })?;
    files::write(&path, &format!("{text}\n"))
}
