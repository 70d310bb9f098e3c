//! What the project that imports has decided, or what is decided for it.

use crate::error::Error;
use erd_checks::Config;
use erd_checks::config;
use erd_core::{Dialect, Family};
use erd_live::Described;
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// The decisions that the rules run with.
pub(super) struct Decisions {
    pub(super) config: Config,
    /// The `erd.toml` to write, where the package has none: it names the engine of the database.
    pub(super) new: Option<(PathBuf, String)>,
    /// What `erd.toml` has to say where there is no package yet.
    pub(super) advice: Option<String>,
}

/// Reads the `erd.toml` that decides for a folder. Without one the database's own engine is the target, because a
/// schema that runs on it should not be judged for others.
pub(super) fn read(out: &Path, described: &Described) -> Result<Decisions, Error> {
    let absolute = std::path::absolute(out).unwrap_or_else(|_| out.to_owned());
    let package = absolute
        .ancestors()
        .find(|f| f.join("Cargo.toml").is_file());
    let Some(package) = package else {
        return Ok(Decisions {
            config: target_of(described)?,
            new: None,
            advice: Some(targets(described)),
        });
    };
    if let Some(path) = config::find(package) {
        return Ok(Decisions {
            config: crate::commands::read_config(&path)?,
            new: None,
            advice: None,
        });
    }
    let path = package.join(config::FILE);
    let text = targets(described);
    let config = config::read(&text).map_err(|error| Error::Decisions {
        path: path.clone(),
        error,
    })?;
    Ok(Decisions {
        config,
        new: Some((path, text)),
        advice: None,
    })
}

/// `[targets]` with the engine and the version of a database.
pub(crate) fn targets(described: &Described) -> String {
    target(described.dialect, &described.version)
}

/// `[targets]` with that engine and version; without its patch level, which no rule asks for.
pub(crate) fn target(dialect: Dialect, version: &[u32]) -> String {
    let parts = match dialect.family() {
        Family::Postgres => 1,
        _ => 2,
    };
    let mut text =
        "# The databases that the schema must run on, with their oldest versions.\n[targets]\n"
            .to_owned();
    let version = &version[..parts.min(version.len())];
    let version: Vec<String> = config::known_release(dialect, version)
        .iter()
        .map(u32::to_string)
        .collect();
    let version = version.join(".");
    let _ = writeln!(text, "{} = \"{version}\"", dialect.name());
    text
}

/// The decisions for the rules on a live database: its own engine and version.
pub(crate) fn target_of(described: &Described) -> Result<Config, Error> {
    config::read(&targets(described)).map_err(|error| Error::Decisions {
        path: config::FILE.into(),
        error,
    })
}
