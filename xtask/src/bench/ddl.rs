//! `cargo xtask bench ddl`.

use std::fmt::Write as _;

use clap::Args;
use erd_core::Dialect;

use super::tables::Tables;
use super::{report, snapshots};
use crate::cargo;

#[derive(Args)]
pub(crate) struct Ddl {
    #[command(flatten)]
    tables: Tables,
}

impl Ddl {
    pub(crate) fn run(&self) -> Result<(), String> {
        let file = cargo::target().join("bench-ddl/schema.json");
        let mut body = "DDL of tables with ten columns, a key, an index, a check and a foreign key, against sea-query building \
             the same statements (those of MySQL and MariaDB have the index in the table with erd, and as a statement with \
             sea-query).\n\n\
             | tables | dialect | statements | erd, ms | statements | sea-query, ms | ratio |\n|"
            .to_owned()
            + &" --- |".repeat(7)
            + "\n";
        for &tables in &self.tables.tables {
            snapshots::write(&snapshots::schema(tables), &file)?;
            for dialect in Dialect::ALL {
                // Each in a process of its own, so that none finds the memory as another left it.
                let mut command = super::program("bench_ddl", &[]);
                command.arg(&file);
                let line = cargo::output(command.arg(dialect.name()))?;
                let _ = writeln!(body, "| {tables} | {dialect} | {}", line.trim());
            }
        }
        report::write("ddl", &[cargo::locked("sea-query")?], &body)
    }
}
