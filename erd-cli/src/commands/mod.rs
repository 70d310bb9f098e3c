//! The commands, one file each.

mod check;
mod completions;
mod ddl;
mod diagram;
mod explain;
mod rules;

use crate::cli::{Command, Subject};
use crate::error::Error;
use crate::project::Project;
use crate::runner;
use erd_core::Schema;
use std::process::ExitCode;

/// Runs a command.
pub(crate) fn run(command: Command) -> Result<ExitCode, Error> {
    match command {
        Command::Check(args) => return check::run(&args),
        Command::Ddl(args) => ddl::run(&args)?,
        Command::Diagram(args) => diagram::run(&args)?,
        Command::Explain(args) => explain::run(&args)?,
        Command::Rules => rules::run()?,
        Command::Completions(args) => completions::run(&args)?,
    }
    Ok(ExitCode::SUCCESS)
}

/// The schema of the code that the options name.
fn schema(subject: &Subject) -> Result<Schema, Error> {
    runner::schema(&Project::find(subject)?)
}
