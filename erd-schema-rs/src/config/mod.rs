//! `diesel.toml`, with the keys that `diesel` 2.3 knows.
//!
//! <https://diesel.rs/guides/configuring-diesel-cli> describes them; what it leaves open is as `diesel_cli` 2.3.14 does it.

mod filter;
mod section;

pub use filter::Filter;
pub(crate) use filter::matches;
pub use section::{Comments, PrintSchema, SameQuery, Sorting};

use serde::Deserialize;
use std::fmt;
use std::path::{Path, PathBuf};
use toml::{Table, Value};

/// The name of the file.
const FILE: &str = "diesel.toml";

/// The section that is meant where nobody names one.
const DEFAULT: &str = "default";

/// What a `diesel.toml` says.
#[derive(Clone, Debug)]
pub struct DieselToml {
    /// The sections of `[print_schema]`, by name; without any there is still the one that is called `default`.
    pub print_schema: Vec<Section>,
    /// The folder of the migrations, where the file names it.
    pub migrations: Option<PathBuf>,
}

/// A schema file that is to be printed.
#[derive(Clone, Debug)]
pub struct Section {
    /// Its name in `[print_schema.name]`; `default` for `[print_schema]` itself.
    pub name: String,
    /// How to print it.
    pub print: PrintSchema,
}

/// Why a `diesel.toml` cannot be understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadError {
    /// The table of the file that is wrong, where it is known.
    pub section: Option<String>,
    /// What is wrong with it.
    pub message: String,
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.section {
            Some(section) => write!(f, "[{section}]: {}", self.message),
            None => f.write_str(&self.message),
        }
    }
}

impl std::error::Error for ReadError {}

/// A project without the file.
impl Default for DieselToml {
    fn default() -> Self {
        Self {
            print_schema: vec![Section::default()],
            migrations: None,
        }
    }
}

impl Default for Section {
    fn default() -> Self {
        Self {
            name: DEFAULT.to_owned(),
            print: PrintSchema::default(),
        }
    }
}

impl DieselToml {
    /// The file of the project that a folder is in: the nearest one upwards.
    pub fn find(folder: &Path) -> Option<PathBuf> {
        let mut files = folder.ancestors().map(|folder| folder.join(FILE));
        files.find(|file| file.is_file())
    }

    /// Reads the text of a file. Its paths are relative to `folder`, where the file is.
    pub fn parse(text: &str, folder: &Path) -> Result<Self, ReadError> {
        let file: File = toml::from_str(text).map_err(|error| ReadError {
            section: None,
            message: error.to_string().trim_end().to_owned(),
        })?;
        let mut print_schema = sections(file.print_schema)?;
        for section in &mut print_schema {
            let print = &mut section.print;
            for path in [&mut print.file, &mut print.patch_file] {
                // An absolute path stays what it is.
                *path = path.take().map(|path| folder.join(path));
            }
        }
        let migrations = file.migrations_directory.map(|m| folder.join(m.dir));
        Ok(Self {
            print_schema,
            migrations,
        })
    }

    /// The section of that name.
    pub fn section(&self, name: &str) -> Option<&Section> {
        self.print_schema.iter().find(|s| s.name == name)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    print_schema: Table,
    migrations_directory: Option<MigrationsDirectory>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MigrationsDirectory {
    dir: PathBuf,
}

/// Tables in `[print_schema]` are sections of their own, unless they are called as a key is. `[print_schema]` itself is one
/// too, even where nothing is in it, unless a section is called `default`.
fn sections(table: Table) -> Result<Vec<Section>, ReadError> {
    let (named, own): (Table, Table) = table
        .into_iter()
        .partition(|(key, value)| value.is_table() && !PrintSchema::is_key(key));
    let mut sections = named
        .into_iter()
        .map(|(name, value)| section(format!("print_schema.{name}"), name, value))
        .collect::<Result<Vec<_>, _>>()?;
    let own = section(
        "print_schema".to_owned(),
        DEFAULT.to_owned(),
        Value::Table(own),
    )?;
    if !sections.iter().any(|s| s.name == DEFAULT) {
        sections.push(own);
    }
    sections.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(sections)
}

fn section(path: String, name: String, value: Value) -> Result<Section, ReadError> {
    match value.try_into() {
        Ok(print) => Ok(Section { name, print }),
        Err(error) => Err(ReadError {
            section: Some(path),
            message: error.to_string().trim_end().to_owned(),
        }),
    }
}

#[cfg(test)]
mod tests;
