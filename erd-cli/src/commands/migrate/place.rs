//! Where the migrations are: what the command line, `erd.toml` and the project say together.

use super::{args, misplaced};
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
    pub(super) fn find(args: &args::Folder, dialect: Dialect) -> Result<Self, Error> {
        if args.dir.is_some() {
            return Self::stated(args)?.checked_for(dialect);
        }
        Self::of_dialect(args, &of_project(args)?, dialect)
    }

    /// Every folder that is meant: the stated one, or those of the project, or of these that of a dialect.
    pub(super) fn every(
        args: &args::Folder,
        dialect: Option<Dialect>,
    ) -> Result<(Vec<Self>, Config), Error> {
        if let Some(dir) = &args.dir {
            return Ok((vec![Self::stated(args)?], config_above(dir)?));
        }
        let of = of_project(args)?;
        let places = match dialect {
            Some(dialect) => vec![Self::of_dialect(args, &of, dialect)?],
            None => Self::all(&of.0, &of.1, &of.2)?,
        };
        Ok((places, of.1))
    }

    /// The folder of a dialect in a project.
    fn of_dialect(
        args: &args::Folder,
        (project, config, below): &(Project, Config, String),
        dialect: Dialect,
    ) -> Result<Self, Error> {
        let format = format_of(args.layout.as_deref(), config)?;
        Self::of(project, config, below, format, Some(dialect))?.checked_for(dialect)
    }

    /// The folder, unless its migrations are for another engine.
    fn checked_for(self, dialect: Dialect) -> Result<Self, Error> {
        misplaced::refuse_foreign(&self.folder, dialect)?;
        Ok(self)
    }

    /// The folder that the command line names. Works where neither cargo nor the project's source is.
    fn stated(args: &args::Folder) -> Result<Self, Error> {
        let folder = args.dir.clone().unwrap_or_default();
        let format = format_of(args.layout.as_deref(), &config_above(&folder)?)?;
        Ok(Self { folder, format })
    }

    /// The folders of a project below that one, one for each target where there are several.
    pub(in crate::commands) fn all(
        project: &Project,
        config: &Config,
        below: &str,
    ) -> Result<Vec<Self>, Error> {
        let format = format_of(None, config)?;
        let mut dialects: Vec<_> = config.migrated().into_iter().map(Some).collect();
        if dialects.is_empty() {
            dialects.push(None);
        }
        let places = dialects
            .into_iter()
            .map(|dialect| Self::of(project, config, below, format, dialect));
        places.collect()
    }

    fn of(
        project: &Project,
        config: &Config,
        below: &str,
        format: Format,
        dialect: Option<Dialect>,
    ) -> Result<Self, Error> {
        let root = project.folder.join(below);
        misplaced::refuse_shared(&root, format, config)?;
        let targets = config.migrated();
        let target = match dialect {
            Some(dialect) if !targets.is_empty() => Some(target(dialect, &targets)?),
            dialect => dialect,
        };
        let folder = config.migrations_of(&root, target);
        Ok(Self { folder, format })
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

/// The target that a database or an option speaks of.
pub(super) fn target(dialect: Dialect, targets: &[Dialect]) -> Result<Dialect, Error> {
    misplaced::same(dialect, targets).ok_or_else(|| {
        let names: Vec<&str> = targets.iter().map(|target| target.title()).collect();
        Error::Usage {
            message: format!(
                "{} is no target of erd.toml, which names {}",
                dialect.title(),
                names.join(" and ")
            ),
            help: format!(
                "name it under `[targets]` in erd.toml as `{} = \"..\"`, with its oldest version, or choose another database",
                dialect.name()
            ),
        }
    })
}

/// The project, what its `erd.toml` says, and where that keeps migrations.
fn of_project(args: &args::Folder) -> Result<(Project, Config, String), Error> {
    let project = Project::find(&args.subject)?;
    let config = super::super::config_of(&project)?;
    let below = config.migrations.folder.as_deref();
    let below = below.unwrap_or("migrations").to_owned();
    Ok((project, config, below))
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
