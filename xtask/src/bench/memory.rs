//! `cargo xtask bench memory`.

use std::fmt::Write as _;

use clap::Args;
use erd_core::Dialect;

use super::report;
use super::snapshots::Change;
use crate::cargo;

#[derive(Args)]
pub(crate) struct Memory {
    /// How many tables the schemas have
    #[arg(long, default_value_t = 10_000)]
    tables: usize,
}

impl Memory {
    pub(crate) fn run(&self) -> Result<(), String> {
        let folder = cargo::target().join("bench-memory");
        let [old, new] = Change::Some.write(self.tables, Dialect::Postgres, &folder)?;
        let mut body = format!(
            "The memory that `cargo erd check`, `ddl` and `diff` take at their peak with schemas of {} tables.\n\n\
             | command | dialect | read, MB | printed, MB | peak, MB |\n|{}\n",
            self.tables,
            " --- |".repeat(5)
        );
        for command in ["check", "ddl", "diff"] {
            for dialect in Dialect::ALL {
                let mut program = super::program("bench_memory", &[]);
                program.args([command, dialect.name()]);
                program.arg(&old);
                if command == "diff" {
                    program.arg(&new);
                }
                let line = cargo::output(&mut program)?;
                let _ = writeln!(body, "| {command} | {dialect} | {}", line.trim());
                if command == "check" {
                    // Rules hold for all dialects alike.
                    break;
                }
            }
        }
        report::write("memory", &[], &body)
    }
}
