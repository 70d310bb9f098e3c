//! What git knows of a folder of migrations.

use crate::error::Error;
use erd_core::Schema;
use erd_core::schema::Printed;
use erd_history::snapshot;
use std::path::Path;
use std::process::Command;

/// The schema of the snapshot that a commit has, and what servers print for its expressions; an empty one where it has none.
pub(super) fn snapshot_of(folder: &Path, commit: &str) -> Result<(Schema, Vec<Printed>), Error> {
    let name = format!("{commit}:./{}", snapshot::FILE);
    match git(folder, &["show", &name]) {
        Some(text) => {
            let snapshot = snapshot::parse(Path::new(&name), &text)?;
            Ok((snapshot.schema, snapshot.printed))
        }
        None => Ok((Schema::default(), Vec::new())),
    }
}

/// What git says, run in that folder; `None` where it fails or is missing.
pub(in crate::commands) fn git(folder: &Path, arguments: &[&str]) -> Option<String> {
    let output = Command::new("git")
        .args(arguments)
        .current_dir(folder)
        .output()
        .ok()
        .filter(|output| output.status.success())?;
    String::from_utf8(output.stdout).ok()
}
