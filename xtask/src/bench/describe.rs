//! `cargo xtask bench describe`.

use std::fmt::Write as _;

use clap::Args;

use super::report;
use crate::cargo;
use crate::engines::Engines;

#[derive(Args)]
pub(crate) struct Describe {
    #[command(flatten)]
    engines: Engines,
    /// How many tables the databases have
    #[arg(
        long,
        value_name = "LIST",
        value_delimiter = ',',
        default_value = "1000,5000"
    )]
    tables: Vec<usize>,
}

impl Describe {
    pub(crate) fn run(&self) -> Result<(), String> {
        let engines = self.engines.start()?;
        let mut body = "Reading all tables of a PostgreSQL server on the same machine, of ten columns with a key, an index, a \
             check and a foreign key, against `pg_dump --schema-only`.\n\n\
             | tables | erd, ms | pg_dump, ms | ratio |\n|"
            .to_owned()
            + &" --- |".repeat(4)
            + "\n";
        for tables in &self.tables {
            let mut command = super::program("bench_describe", &["server"]);
            engines.hand_to(&mut command);
            let line = cargo::output(command.arg(tables.to_string()))?;
            let _ = writeln!(body, "| {tables} | {}", line.trim());
        }
        report::write(
            "describe",
            &[report::version("pg_dump", "--version")],
            &body,
        )
    }
}
