//! `cargo erd completions`: what a shell needs to complete `cargo-erd`.

use crate::cli::{self, Cli};
use crate::error::Error;
use crate::output;
use clap::CommandFactory;

pub(super) fn run(args: &cli::Completions) -> Result<(), Error> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "cargo-erd", &mut script);
    output::result(&String::from_utf8_lossy(&script))
}
