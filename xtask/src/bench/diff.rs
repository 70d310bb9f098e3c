//! `cargo xtask bench diff`.

use std::fmt::Write as _;

use clap::Args;
use erd_core::Dialect;

use super::report;
use super::snapshots::Change;
use super::tables::Tables;
use crate::cargo;

#[derive(Args)]
pub(crate) struct Diff {
    #[command(flatten)]
    tables: Tables,
}

impl Diff {
    pub(crate) fn run(&self) -> Result<(), String> {
        let folder = cargo::target().join("bench-diff");
        let mut body = "The difference of two schemas, in which every tenth table differs, against reading both snapshots.\n\n\
             | tables | dialect | steps | read, ms | compared, ms | ratio |\n|"
            .to_owned()
            + &" --- |".repeat(6)
            + "\n";
        for &tables in &self.tables.tables {
            let files = Change::Some.write(tables, Dialect::Postgres, &folder)?;
            for dialect in Dialect::ALL {
                // Each in a process of its own, so that none finds the memory as another left it.
                let mut command = super::program("bench_diff", &[]);
                command.args(&files);
                let line = cargo::output(command.arg(dialect.name()))?;
                let _ = writeln!(body, "| {tables} | {dialect} | {}", line.trim());
            }
        }
        report::write("diff", &[], &body)
    }
}
