//! What can be typed after `cargo erd migrate`.

use crate::cli::{self, Subject};
use clap::{Args, Subcommand, ValueHint};
use erd_core::Dialect;
use std::path::PathBuf;

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Migrate {
    /// List the migrations, and what the database has of them.
    Status(Status),
    /// Apply what is pending.
    Apply(Apply),
    /// Take applied migrations back.
    Rollback(Rollback),
    /// Prove that the folder is as it was written, and that the database has all of it.
    Verify(Status),
    /// Accept the folder as it is now: after an edit by hand, or a migration of another tool.
    Hash(Hash),
    /// Note migrations as applied without running them: the database has it all already.
    Baseline(Baseline),
    /// Say what migrations that people wrote would do to a live database.
    Lint(Lint),
    /// Say what became of a statement in which a run was cut off.
    Resolve(Resolve),
}

/// Where the migrations are.
#[derive(Debug, Args)]
pub(crate) struct Folder {
    /// Folder of the migrations, instead of the one of the project.
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(crate) dir: Option<PathBuf>,
    /// Layout of the folder, instead of the one in erd.toml.
    #[arg(long, value_name = "FORMAT", value_parser = ["diesel", "sqlx", "refinery", "plain"])]
    pub(crate) layout: Option<String>,
    #[command(flatten)]
    pub(crate) subject: Subject,
}

/// Which database.
#[derive(Debug, Args)]
pub(crate) struct Database {
    /// Address of the database.
    #[arg(
        short = 'D',
        long,
        value_name = "URL",
        env = "DATABASE_URL",
        hide_env_values = true
    )]
    pub(crate) database_url: String,
}

#[derive(Debug, Args)]
pub(crate) struct Status {
    #[command(flatten)]
    pub(crate) database: Database,
    #[command(flatten)]
    pub(crate) folder: Folder,
}

#[derive(Debug, Args)]
pub(crate) struct Apply {
    #[command(flatten)]
    pub(crate) database: Database,
    /// Print what would run, and run nothing.
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Also apply migrations that are older than the last one applied.
    #[arg(long)]
    pub(crate) out_of_order: bool,
    /// Seconds to wait for another run to end.
    #[arg(long, value_name = "SECONDS", default_value_t = 60)]
    pub(crate) wait: u64,
    #[command(flatten)]
    pub(crate) folder: Folder,
}

#[derive(Debug, Args)]
pub(crate) struct Rollback {
    #[command(flatten)]
    pub(crate) database: Database,
    /// How many migrations.
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(crate) steps: usize,
    #[command(flatten)]
    pub(crate) folder: Folder,
}

#[derive(Debug, Args)]
pub(crate) struct Hash {
    #[command(flatten)]
    pub(crate) folder: Folder,
}

#[derive(Debug, Args)]
pub(crate) struct Baseline {
    /// The last migration that the database has; all of them if none is named.
    #[arg(value_name = "NAME")]
    pub(crate) until: Option<String>,
    #[command(flatten)]
    pub(crate) database: Database,
    #[command(flatten)]
    pub(crate) folder: Folder,
}

#[derive(Debug, Args)]
pub(crate) struct Resolve {
    /// The migration.
    #[arg(value_name = "NAME")]
    pub(crate) name: String,
    /// The statement took effect.
    #[arg(long, conflicts_with = "retry", required_unless_present = "retry")]
    pub(crate) done: bool,
    /// It did not, and is to be run again.
    #[arg(long)]
    pub(crate) retry: bool,
    #[command(flatten)]
    pub(crate) database: Database,
    #[command(flatten)]
    pub(crate) folder: Folder,
}

#[derive(Debug, Args)]
pub(crate) struct Lint {
    /// Folder of the migrations, in the layout of diesel, sqlx or refinery, or with other .sql files.
    #[arg(value_name = "DIR", default_value = "migrations", value_hint = ValueHint::DirPath)]
    pub(crate) dir: PathBuf,
    /// Engine that runs them, where erd.toml does not have one target.
    #[arg(short, long, value_name = "DIALECT", value_parser = cli::dialect())]
    pub(crate) dialect: Option<Dialect>,
    /// How to write what was found.
    #[arg(short, long, value_enum, default_value_t = cli::Report::Text)]
    pub(crate) format: cli::Report,
    /// Report on the migrations after this one alone.
    #[arg(long, value_name = "NAME")]
    pub(crate) since: Option<String>,
    /// How many rows a table has, as in `orders=500M`: what grows with a large table is denied.
    #[arg(long, value_name = "TABLE=ROWS", value_parser = super::lint::rows)]
    pub(crate) rows: Vec<(String, u64)>,
    /// Also what is reported on request only.
    #[arg(long)]
    pub(crate) all: bool,
}
