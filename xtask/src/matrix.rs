//! `cargo xtask matrix`: features of a table crossed with kinds of change, on every engine.

use clap::Args;

use crate::cargo;
use crate::engines::Engines;

#[derive(Args)]
pub(crate) struct Matrix {
    #[command(flatten)]
    engines: Engines,
    /// Only cells whose name contains this; the report stays as it is
    #[arg(long, value_name = "TEXT")]
    only: Option<String>,
}

impl Matrix {
    pub(crate) fn run(&self) -> Result<(), String> {
        let engines = self.engines.start()?;
        let mut command = cargo::command();
        command.args(["test", "--package", "erd-migrate", "--test", "matrix"]);
        command.args(["--", "--nocapture"]);
        engines.hand_to(&mut command);
        if let Some(only) = &self.only {
            command.env("ERD_MATRIX_ONLY", only);
        } else {
            let report = crate::root().join("docs/reports/matrix.md");
            command
                .env("ERD_MATRIX", "all")
                .env("ERD_MATRIX_REPORT", report);
        }
        eprintln!("engines: {}", engines.versions());
        cargo::run(&mut command)
    }
}
