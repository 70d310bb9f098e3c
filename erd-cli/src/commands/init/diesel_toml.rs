//! What `diesel.toml` says of folders and files.

use crate::error::Error;
use std::path::{Path, PathBuf};
use toml::Table;

/// The file, with what it names.
pub(super) struct DieselToml {
    pub(super) path: PathBuf,
    /// Folder of the migrations.
    pub(super) migrations: PathBuf,
    /// Where diesel writes its tables; `None` where the file says nothing.
    pub(super) schema: Option<PathBuf>,
}

impl DieselToml {
    /// The `diesel.toml` of a package, or of the workspace that it is in.
    pub(super) fn find(package: &Path) -> Result<Option<Self>, Error> {
        let mut path = None;
        for folder in package.ancestors() {
            let file = folder.join("diesel.toml");
            if file.is_file() {
                path = Some(file);
                break;
            }
            if folder.join("Cargo.lock").is_file() {
                break;
            }
        }
        let Some(path) = path else { return Ok(None) };
        let text = std::fs::read_to_string(&path).map_err(|error| Error::Read {
            path: path.clone(),
            error,
        })?;
        let table: Table = text
            .parse()
            .map_err(|error: toml::de::Error| Error::Manifest {
                path: path.clone(),
                error: error.to_string(),
            })?;
        let folder = path.parent().unwrap_or(package);
        let named = |section: &str, key: &str| {
            let value = table.get(section)?.get(key)?.as_str()?;
            Some(folder.join(value))
        };
        Ok(Some(Self {
            migrations: named("migrations_directory", "dir")
                .unwrap_or_else(|| folder.join("migrations")),
            schema: named("print_schema", "file"),
            path,
        }))
    }
}
