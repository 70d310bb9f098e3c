//! What can be typed after `cargo erd diesel`.

use crate::cli::{self, Subject};
use clap::{Args, Subcommand, ValueHint};
use erd_core::Dialect;
use std::path::PathBuf;

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Diesel {
    /// Print the schema as `diesel print-schema` 2.3 prints it, without a server.
    Schema(Schema),
}

#[derive(Debug, Args)]
pub(crate) struct Schema {
    /// The schema: `code`, a snapshot file, or the address of a database.
    #[arg(value_name = "SCHEMA", default_value = "code")]
    pub(crate) source: String,
    /// Print a live database; without an address the one in `DATABASE_URL`, of the environment or of the file
    /// `.env`.
    #[arg(short = 'D', long, value_name = "URL", num_args = 0..=1, default_missing_value = "", conflicts_with = "source")]
    pub(crate) database_url: Option<String>,
    /// Engine of the code, where erd.toml does not state one target.
    #[arg(short, long, value_name = "DIALECT", value_parser = cli::dialect())]
    pub(crate) dialect: Option<Dialect>,
    /// File to write, instead of standard output.
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) out: Option<PathBuf>,
    /// Write the files that diesel.toml names.
    #[arg(long, conflicts_with = "out")]
    pub(crate) write: bool,
    /// Compare the files that diesel.toml names, and write nothing.
    #[arg(long, conflicts_with_all = ["out", "write"])]
    pub(crate) check: bool,
    /// diesel.toml, where it is not the nearest one upwards.
    #[arg(long, value_name = "FILE", env = "DIESEL_CONFIG_FILE", value_hint = ValueHint::FilePath)]
    pub(crate) config: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) subject: Subject,
}
