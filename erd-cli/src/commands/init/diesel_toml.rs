//! What `diesel.toml` says of folders and files.

use crate::error::Error;
use std::path::{Path, PathBuf};

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
        let (_, file) = crate::commands::diesel::configured(Some(&path), package)?;
        let folder = path.parent().unwrap_or(package);
        let mut files = file.print_schema.into_iter();
        Ok(Some(Self {
            migrations: file.migrations.unwrap_or_else(|| folder.join("migrations")),
            schema: files.find_map(|section| section.print.file),
            path,
        }))
    }
}
