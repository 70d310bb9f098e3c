//! `cargo xtask bench audit`.

use clap::Args;

use super::report;
use crate::cargo;
use crate::engines::Engines;

#[derive(Args)]
pub(crate) struct Audit {
    #[command(flatten)]
    engines: Engines,
}

impl Audit {
    pub(crate) fn run(&self) -> Result<(), String> {
        let engines = self.engines.start()?;
        let mut command = super::program("bench_audit", &["server"]);
        engines.hand_to(&mut command);
        let lines = cargo::output(&mut command)?;
        let body = "Writing rows of ten columns, one in a statement, 2,000 in a transaction: microseconds for a row without a log, \
             with `audit_log`, and the ratio.\n\n\
             | engine | insert | logged | ratio | update | logged | ratio | delete | logged | ratio |\n|"
            .to_owned()
            + &" --- |".repeat(10)
            + "\n"
            + &lines;
        report::write("audit", &[], &body)
    }
}
