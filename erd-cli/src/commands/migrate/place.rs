//! Where the migrations are: what the command line, `erd.toml` and the project say together.

use super::args;
use crate::error::Error;
use crate::project::Project;
use erd_checks::Config;
use erd_core::Dialect;
use erd_history::{Format, Found, format};
use std::path::{Path, PathBuf};

/// A folder of migrations.
pub(in crate::commands) struct Place {
    pub(in crate::commands) folder: PathBuf,
    pub(in crate::commands) format: Format,
}

impl Place {
    /// The folder of a dialect: `migrations`, with a folder per dialect below it where the project has several targets.
    pub(super) fn find(args: &args::Folder, dialect: Option<Dialect>) -> Result<Self, Error> {
        let layout = args.layout.as_deref();
        if let Some(dir) = &args.dir {
            // Works where neither cargo nor the project's source is.
            let format = format_of(layout, &config_above(dir)?)?;
            let folder = dir.clone();
            return Ok(Self { folder, format });
        }
        let project = Project::find(&args.subject)?;
        let config = super::super::config_of(&project)?;
        let below = config.migrations.folder.as_deref().unwrap_or("migrations");
        Ok(Self {
            folder: folder_of(&project, &config, below, dialect),
            format: format_of(layout, &config)?,
        })
    }

    /// The folders of a project below that one, one for each target where there are several.
    pub(in crate::commands) fn all(
        project: &Project,
        config: &Config,
        below: &str,
    ) -> Result<Vec<Self>, Error> {
        let format = format_of(None, config)?;
        let mut dialects: Vec<_> = config.dialects().into_iter().map(Some).collect();
        if dialects.len() < 2 {
            dialects = vec![None];
        }
        let folders = dialects
            .into_iter()
            .map(|dialect| folder_of(project, config, below, dialect));
        Ok(folders.map(|folder| Self { folder, format }).collect())
    }

    /// The migrations in it.
    pub(in crate::commands) fn read(&self) -> Result<Vec<Found>, Error> {
        Ok(format::read(&self.folder, self.format)?)
    }
}

/// A file, and its folder if nothing else is in it.
pub(super) fn remove(file: &Path) -> Result<(), Error> {
    std::fs::remove_file(file).map_err(|error| Error::Write {
        path: file.to_owned(),
        error,
    })?;
    if let Some(folder) = file.parent() {
        // It is refused where something is left, which is what is wanted.
        let _ = std::fs::remove_dir(folder);
    }
    Ok(())
}

fn folder_of(project: &Project, config: &Config, below: &str, dialect: Option<Dialect>) -> PathBuf {
    let mut folder = project.folder.join(below);
    if let Some(dialect) = dialect.filter(|_| config.migrated().len() > 1) {
        folder.push(dialect.name());
    }
    folder
}

fn format_of(layout: Option<&str>, config: &Config) -> Result<Format, Error> {
    match layout.or(config.migrations.format.as_deref()) {
        Some(name) => name.parse().map_err(|message| Error::Usage {
            message,
            help: "choose one with `--layout`".into(),
        }),
        None => Ok(Format::default()),
    }
}

/// What the `erd.toml` of a folder says.
pub(super) fn config_above(dir: &Path) -> Result<Config, Error> {
    config_file_above(dir).map_or(Ok(Config::default()), |path| {
        super::super::read_config(&path)
    })
}

/// The `erd.toml` of a folder.
pub(super) fn config_file_above(dir: &Path) -> Option<PathBuf> {
    let absolute = std::path::absolute(dir).unwrap_or_else(|_| dir.to_owned());
    absolute.ancestors().find_map(erd_checks::config::find)
}
