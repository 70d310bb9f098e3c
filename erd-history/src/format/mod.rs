//! The layouts of migration folders that the field's tools read: what erd writes, they run unchanged.

mod diesel;
mod files;

use crate::Error;
use crate::files as disk;
use crate::migration::{Migration, sha256};
use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr;

/// The layout of a folder.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Format {
    /// diesel: `VERSION_name/up.sql`, `down.sql`, `metadata.toml`.
    #[default]
    Diesel,
    /// sqlx: `VERSION_name.up.sql` and `VERSION_name.down.sql`; `-- no-transaction` at the head.
    Sqlx,
    /// refinery: `VVERSION__name.sql`, and `UVERSION__name.sql` for the way back, which refinery leaves alone.
    Refinery,
    /// Plain files: `VERSION_name.sql` and `VERSION_name.down.sql`.
    Plain,
}

impl Format {
    /// Every format.
    pub const ALL: [Self; 4] = [Self::Diesel, Self::Sqlx, Self::Refinery, Self::Plain];

    /// Its name in `erd.toml` and on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Diesel => "diesel",
            Self::Sqlx => "sqlx",
            Self::Refinery => "refinery",
            Self::Plain => "plain",
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Format {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|format| format.name() == text)
            .ok_or_else(|| {
                format!("unknown format `{text}`; the formats are diesel, sqlx, refinery and plain")
            })
    }
}

/// A migration as found in a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// What it does.
    pub migration: Migration,
    /// SHA-256 over its files, names and contents; line ends do not count.
    pub checksum: String,
    /// Ordinals of statements of the way up that somebody edited after erd wrote them.
    pub edited: Vec<usize>,
    /// Its files.
    pub files: Vec<PathBuf>,
}

/// Reads all migrations of a folder, by version.
pub fn read(folder: &Path, format: Format) -> Result<Vec<Found>, Error> {
    let mut found = match format {
        Format::Diesel => diesel::read(folder)?,
        Format::Sqlx | Format::Refinery | Format::Plain => files::read(folder, format)?,
    };
    found.sort_by(|a, b| {
        let [a, b] = [&a.migration.version, &b.migration.version];
        order(a, format).cmp(&order(b, format))
    });
    for pair in found.windows(2) {
        let [a, b] = [&pair[0].migration, &pair[1].migration];
        if a.version == b.version {
            return Err(Error::Duplicate {
                version: a.version.clone(),
                names: [a.full_name(), b.full_name()],
            });
        }
    }
    Ok(found)
}

/// Writes a migration into a folder; returns its files.
pub fn write(folder: &Path, format: Format, migration: &Migration) -> Result<Vec<PathBuf>, Error> {
    match format {
        Format::Diesel => diesel::write(folder, migration),
        Format::Sqlx | Format::Refinery | Format::Plain => files::write(folder, format, migration),
    }
}

/// diesel sorts versions as text; to the others they are numbers.
fn order(version: &str, format: Format) -> (usize, &str) {
    let digits = version.trim_start_matches('0');
    if format == Format::Diesel || !digits.bytes().all(|b| b.is_ascii_digit()) {
        (0, version)
    } else {
        (digits.len(), digits)
    }
}

/// The checksum of files, read already.
fn checksum(files: &[(PathBuf, String)]) -> String {
    let mut parts = Vec::new();
    for (path, text) in files {
        parts.push(disk::name(path).into_bytes());
        parts.push(text.replace("\r\n", "\n").into_bytes());
    }
    let parts: Vec<&[u8]> = parts.iter().map(Vec::as_slice).collect();
    sha256(&parts)
}
