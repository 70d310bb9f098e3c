//! `cargo erd migrate`: the history of a database.

mod apply;
pub(crate) mod args;
pub(super) mod git;
mod hash;
mod lint;
mod losses;
mod misplaced;
mod new;
pub(super) mod place;
mod progress;
mod rebase;
mod runs;
mod sizes;
mod squash;
mod status;
mod summary;
mod verify;
mod version;
mod written;

use crate::error::Error;
use args::Migrate;
use std::process::ExitCode;

pub(super) fn run(command: &Migrate) -> Result<ExitCode, Error> {
    match command {
        Migrate::New(args) => new::run(args),
        Migrate::Rebase(args) => rebase::run(args),
        Migrate::Squash(args) => squash::run(args),
        Migrate::Status(args) => status::run(args),
        Migrate::Apply(args) => apply::run(args),
        Migrate::Rollback(args) => runs::rollback(args),
        Migrate::Verify(args) => verify::run(args),
        Migrate::Hash(args) => hash::run(args),
        Migrate::Baseline(args) => runs::baseline(args),
        Migrate::Lint(args) => lint::run(args),
        Migrate::Resolve(args) => runs::resolve(args),
    }
}
