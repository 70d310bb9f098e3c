//! The development tasks of this workspace: `cargo xtask <task>`.

mod bench;
mod cargo;
mod diesel;
mod engines;
mod features;
mod gen_rules;
mod gen_schemas;
mod matrix;
mod new_rule;
#[cfg(test)]
mod packages;
mod serve;
mod test;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Development tasks")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Run the tests on throwaway servers
    Test(test::Test),
    /// Run the tests and accept what they print as the new expectation (trybuild, insta)
    Bless(test::Test),
    /// Start throwaway servers for a command, or until Ctrl-C
    Serve(serve::Serve),
    /// Cross features of a table with kinds of change on every engine, and write docs/reports/matrix.md
    Matrix(matrix::Matrix),
    /// Compare what `cargo erd diesel schema` prints with what diesel's own tool prints, and write the tests' expected files
    Diesel(diesel::Diesel),
    /// Check that the facade compiles with each of its features alone
    Features,
    /// Write the pages of the rules, and the JSON Schemas of what `cargo erd` prints
    Gen(gen_rules::Gen),
    /// Start a rule: its file, its lines in the list, its UI cases
    NewRule(new_rule::NewRule),
    /// Measure
    Bench {
        #[command(subcommand)]
        bench: bench::Bench,
    },
}

fn main() -> ExitCode {
    let result = match Arguments::parse().task {
        Task::Test(test) => test.run(test::Expectations::Compare),
        Task::Bless(test) => test.run(test::Expectations::Overwrite),
        Task::Serve(serve) => serve.run(),
        Task::Matrix(task) => task.run(),
        Task::Diesel(task) => task.run(),
        Task::Features => features::run(),
        Task::Gen(task) => task.run(),
        Task::NewRule(task) => task.run(),
        Task::Bench { bench } => bench.run(),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

/// The folder of the workspace.
fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_owned()
}
