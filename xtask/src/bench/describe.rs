//! `cargo xtask bench describe`.

use clap::Args;

use crate::cargo;
use crate::engines::Engines;

#[derive(Args)]
pub(crate) struct Describe {
    #[command(flatten)]
    engines: Engines,
    /// How many tables the database has
    #[arg(long, default_value_t = 1_000)]
    tables: usize,
}

impl Describe {
    pub(crate) fn run(&self) -> Result<(), String> {
        let engines = self.engines.start()?;
        let mut command = cargo::command();
        command.args(["run", "--release", "--package", "erd-live"]);
        command.args(["--example", "bench_describe", "--"]);
        engines.hand_to(&mut command);
        cargo::run(command.arg(self.tables.to_string()))
    }
}
