//! PostgreSQL's own dump, which reads its own version and older ones.

use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

use super::account::Account;
use super::debian::Root;

/// The newest `pg_dump`: it dumps every server of a run, with one manner of writing (`pg_dump`, "Notes"). Unpacked into the
/// temporary folder unless it is there. What is returned is a script that starts it with its own libraries.
pub fn pg_dump() -> Result<PathBuf, String> {
    let root = Root::unpack("postgres-client", &["postgresql-client"])?;
    let command = root.command(Account::mine(), "usr/lib/postgresql/*/bin/pg_dump")?;
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    let words: Vec<String> = words
        .map(|word| format!("'{}'", word.to_string_lossy().replace('\'', "'\\''")))
        .collect();
    let script = root.folder().join("pg_dump");
    let text = format!("#!/bin/sh\nexec {} \"$@\"\n", words.join(" "));
    let failed = |error: std::io::Error| format!("{}: {error}", script.display());
    // Another run may start the script at this moment.
    let partial = script.with_extension(std::process::id().to_string());
    std::fs::write(&partial, text).map_err(failed)?;
    std::fs::set_permissions(&partial, std::fs::Permissions::from_mode(0o755)).map_err(failed)?;
    std::fs::rename(&partial, &script).map_err(failed)?;
    Ok(script)
}
