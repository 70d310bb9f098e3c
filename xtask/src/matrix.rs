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
    /// Only so many cells of each engine, chosen by `ERD_MATRIX_SEED`
    #[arg(long, value_name = "NUMBER", conflicts_with = "only")]
    cells: Option<usize>,
}

impl Matrix {
    pub(crate) fn run(&self) -> Result<(), String> {
        let engines = self.engines.start()?;
        eprintln!("engines: {}", engines.versions());
        let report = crate::root().join("docs/reports/matrix.md");
        // One after the other, so that none takes the machine from another.
        let mut failed = Vec::new();
        for (engine, environment) in engines.each() {
            let mut command = cargo::command();
            command.args(["test", "--package", "erd-migrate", "--test", "matrix"]);
            command.args(["--", "--nocapture"]);
            engines.hand_to(&mut command);
            command.envs(environment);
            if let Some(only) = &self.only {
                command.env("ERD_MATRIX_ONLY", only);
            } else {
                command.env("ERD_MATRIX_REPORT", &report);
            }
            match self.cells {
                Some(cells) => command.env("ERD_MATRIX_CELLS", cells.to_string()),
                None => command.env("ERD_MATRIX", "all"),
            };
            if let Err(error) = cargo::run(&mut command) {
                failed.push(format!("{engine}: {error}"));
            }
        }
        if failed.is_empty() {
            Ok(())
        } else {
            Err(failed.join("\n"))
        }
    }
}
