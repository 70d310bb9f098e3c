//! `cargo xtask diesel`: schema files beside those of diesel's own tool.

use clap::Args;

use crate::cargo;
use crate::engines::Engines;

/// What is compared with.
const VERSION: &str = "2.3.14";

#[derive(Args)]
pub(crate) struct Diesel {
    #[command(flatten)]
    engines: Engines,
}

impl Diesel {
    pub(crate) fn run(&self) -> Result<(), String> {
        let tools = cargo::target().join("tools");
        let tool = tools.join("bin/diesel");
        let mut install = cargo::command();
        // It needs the libraries of PostgreSQL, MariaDB and SQLite, and is built once.
        install.args(["install", "--quiet", "--locked", "--debug", "diesel_cli"]);
        install.args(["--version", VERSION, "--no-default-features"]);
        install.args(["--features", "postgres,mysql,sqlite", "--root"]);
        cargo::run(install.arg(&tools))?;
        let engines = self.engines.start()?;
        let mut command = cargo::command();
        command.args(["test", "--package", "erd-schema-rs", "--test", "diesel"]);
        engines.hand_to(&mut command);
        command.env("ERD_DIESEL_CLI", tool);
        eprintln!("engines: {}", engines.versions());
        cargo::run(&mut command)
    }
}
