//! The commands, one file each.

mod check;
mod completions;
mod ddl;
mod diagram;
mod diff;
mod explain;
mod import;
pub(crate) mod migrate;
mod rules;

use crate::cli::{Command, Subject};
use crate::error::Error;
use crate::project::Project;
use crate::runner;
use erd_checks::{Config, config};
use erd_core::{Dialect, Schema};
use erd_ddl::Engine;
use std::path::Path;
use std::process::ExitCode;

/// Runs a command.
pub(crate) fn run(command: Command) -> Result<ExitCode, Error> {
    match command {
        Command::Check(args) => return check::run(&args),
        Command::Ddl(args) => ddl::run(&args)?,
        Command::Diagram(args) => diagram::run(&args)?,
        Command::Diff(args) => return diff::run(&args),
        Command::Migrate(command) => return migrate::run(&command),
        Command::Import(args) => return import::run(&args),
        Command::Explain(args) => explain::run(&args)?,
        Command::Rules => rules::run()?,
        Command::Completions(args) => completions::run(&args)?,
    }
    Ok(ExitCode::SUCCESS)
}

/// What the project's `erd.toml` says.
fn config_of(project: &Project) -> Result<Config, Error> {
    config::find(&project.folder).map_or(Ok(Config::default()), |path| read_config(&path))
}

/// What that file says.
fn read_config(path: &Path) -> Result<Config, Error> {
    let text = std::fs::read_to_string(path).map_err(|error| Error::Read {
        path: path.to_owned(),
        error,
    })?;
    config::read(&text).map_err(|error| Error::Decisions {
        path: path.to_owned(),
        error,
    })
}

/// The dialect with the version that the project states for it.
fn engine_of(config: &Config, dialect: Dialect) -> Engine {
    let target = config
        .targets
        .iter()
        .find(|target| target.dialect == dialect);
    Engine::new(dialect, target.map_or(&[], |target| &target.version))
}

/// The schema of the code that the options name.
fn schema(subject: &Subject) -> Result<Schema, Error> {
    runner::schema(&Project::find(subject)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stated_version_is_what_the_statements_are_for() {
        let text = "[targets]\npostgres = \"18\"\nmariadb = \"10.11\"\n";
        let config = erd_checks::config::read(text).expect("a good file");
        let version = |dialect| engine_of(&config, dialect).version;
        assert_eq!(version(Dialect::Postgres), (18, 0));
        assert_eq!(version(Dialect::MariaDb), (10, 11));
        assert_eq!(version(Dialect::Sqlite), (0, 0));
    }
}
