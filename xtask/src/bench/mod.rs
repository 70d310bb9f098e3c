//! `cargo xtask bench`: measurements, as ratios within one run.

mod audit;
mod compile;
mod ddl;
mod describe;
mod diff;
mod generate;
mod layout;
mod memory;
mod plan;
mod report;
mod snapshots;
mod tables;
mod user_time;

use crate::cargo;
use clap::Subcommand;
use std::process::Command;

#[derive(Subcommand)]
pub(crate) enum Bench {
    /// What logging every change of a row costs, against writing the same rows without a log
    Audit(audit::Audit),
    /// What the derive and its checks cost in `cargo check`, against serde's two derives on the same structs
    Compile(compile::Compile),
    /// What the DDL of a whole schema costs, against sea-query building the same statements
    Ddl(ddl::Ddl),
    /// What reading a large database costs, against `pg_dump --schema-only`, which has to be in the PATH
    Describe(describe::Describe),
    /// What the difference of two schemas costs, against reading both snapshots
    Diff(diff::Diff),
    /// How good the layout of pictures is and what it costs, against Graphviz and elkjs
    Layout,
    /// The memory that checking, rendering and comparing large schemas take
    Memory(memory::Memory),
    /// What planning costs as schemas grow, against an earlier version that is built beside this one
    Plan(plan::Plan),
}

impl Bench {
    pub(crate) fn run(&self) -> Result<(), String> {
        match self {
            Self::Audit(audit) => audit.run(),
            Self::Compile(compile) => compile.run(),
            Self::Ddl(ddl) => ddl.run(),
            Self::Describe(describe) => describe.run(),
            Self::Diff(diff) => diff.run(),
            Self::Layout => layout::run(),
            Self::Memory(memory) => memory.run(),
            Self::Plan(plan) => plan.run(),
        }
    }
}

/// A program of the package `bench` in a release build, with those features; what is added to it are its own arguments.
fn program(name: &str, features: &[&str]) -> Command {
    let mut command = cargo::command();
    command.args(["run", "--release", "--package", "bench"]);
    if !features.is_empty() {
        command.args(["--features", &features.join(",")]);
    }
    command.args(["--bin", name, "--"]);
    command
}
