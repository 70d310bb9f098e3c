//! The development tasks of this workspace: `cargo xtask <task>`.

mod bench;
mod cargo;
mod engines;
mod features;
mod serve;
mod test;

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
    /// Check that the facade compiles with each of its features alone
    Features,
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
        Task::Features => features::run(),
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
