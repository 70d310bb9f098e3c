//! Where the migrations are: what the command line, `erd.toml` and the project say together.

use super::args;
use crate::error::Error;
use crate::project::Project;
use erd_checks::Config;
use erd_core::Dialect;
use erd_history::{Format, Found, format};
use std::path::{Path, PathBuf};

/// A folder of migrations.
pub(super) struct Place {
    pub(super) folder: PathBuf,
    pub(super) format: Format,
}

impl Place {
    /// The folder of a dialect: `migrations`, with a folder per dialect below it where the project has several targets.
    pub(super) fn find(args: &args::Folder, dialect: Option<Dialect>) -> Result<Self, Error> {
        let (folder, config) = if let Some(dir) = &args.dir {
            // Works where neither cargo nor the project's source is.
            (dir.clone(), config_above(dir)?)
        } else {
            let project = Project::find(&args.subject)?;
            let config = super::super::config_of(&project)?;
            let below = config.migrations.folder.as_deref().unwrap_or("migrations");
            let mut folder = project.folder.join(below);
            if let Some(dialect) = dialect.filter(|_| config.targets.len() > 1) {
                folder.push(dialect.name());
            }
            (folder, config)
        };
        let layout = args.layout.as_ref().or(config.migrations.format.as_ref());
        let format = match layout {
            Some(name) => name.parse().map_err(|message| Error::Usage {
                message,
                help: "choose one with `--layout`".into(),
            })?,
            None => Format::default(),
        };
        Ok(Self { folder, format })
    }

    /// The migrations in it.
    pub(super) fn read(&self) -> Result<Vec<Found>, Error> {
        Ok(format::read(&self.folder, self.format)?)
    }
}

/// What the `erd.toml` of a folder says.
pub(super) fn config_above(dir: &Path) -> Result<Config, Error> {
    let absolute = std::path::absolute(dir).unwrap_or_else(|_| dir.to_owned());
    let file = absolute.ancestors().find_map(erd_checks::config::find);
    file.map_or(Ok(Config::default()), |path| {
        super::super::read_config(&path)
    })
}
