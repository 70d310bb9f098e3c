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
use erd_core::Schema;
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

/// The schema of the code that the options name.
fn schema(subject: &Subject) -> Result<Schema, Error> {
    runner::schema(&Project::find(subject)?)
}
