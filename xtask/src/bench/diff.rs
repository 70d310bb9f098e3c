//! `cargo xtask bench diff`.

use clap::Args;

use crate::cargo;

#[derive(Args)]
pub(crate) struct Diff {
    /// How many tables each schema has
    #[arg(long, default_value_t = 1_000)]
    tables: usize,
}

impl Diff {
    pub(crate) fn run(&self) -> Result<(), String> {
        let mut command = cargo::command();
        command.args(["run", "--release", "--package", "erd-migrate"]);
        command.args(["--example", "bench_diff", "--"]);
        cargo::run(command.arg(self.tables.to_string()))
    }
}
