//! What git knows of a folder of migrations.

use crate::error::Error;
use erd_core::Schema;
use erd_history::snapshot;
use std::path::Path;
use std::process::Command;

/// The snapshot that a commit has; an empty schema where it has none.
pub(super) fn snapshot_of(folder: &Path, commit: &str) -> Result<Schema, Error> {
    let name = format!("{commit}:./{}", snapshot::FILE);
    match git(folder, &["show", &name]) {
        Some(text) => Ok(snapshot::parse(Path::new(&name), &text)?.schema),
        None => Ok(Schema::default()),
    }
}

/// What git says, run in that folder; `None` where it fails or is missing.
pub(super) fn git(folder: &Path, arguments: &[&str]) -> Option<String> {
    let output = Command::new("git")
        .args(arguments)
        .current_dir(folder)
        .output()
        .ok()
        .filter(|output| output.status.success())?;
    String::from_utf8(output.stdout).ok()
}
