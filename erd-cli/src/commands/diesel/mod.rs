//! `cargo erd diesel`: what diesel's own tool would write.

pub(crate) mod args;
mod existing;
mod schema;

pub(super) use existing::adopt;

use crate::error::Error;
use args::Diesel;
use erd_schema_rs::DieselToml;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

pub(super) fn run(command: &Diesel) -> Result<ExitCode, Error> {
    match command {
        Diesel::Schema(args) => schema::run(args),
    }
}

/// The `diesel.toml` at that path, or of the project that a folder is in; what holds without one, and no path, where there is
/// none.
pub(super) fn configured(
    stated: Option<&Path>,
    folder: &Path,
) -> Result<(Option<PathBuf>, DieselToml), Error> {
    let path = stated
        .map(Path::to_owned)
        .or_else(|| DieselToml::find(folder));
    let Some(path) = path else {
        return Ok((None, DieselToml::default()));
    };
    let text = std::fs::read_to_string(&path).map_err(|error| Error::Read {
        path: path.clone(),
        error,
    })?;
    let folder = path.parent().unwrap_or(folder);
    let read = DieselToml::parse(&text, folder);
    let file = read.map_err(|error| Error::DieselToml {
        path: path.clone(),
        error,
    })?;
    Ok((Some(path), file))
}
