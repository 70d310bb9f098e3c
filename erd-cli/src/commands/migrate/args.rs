//! What can be typed after `cargo erd migrate`.

use crate::cli::Subject;
use clap::{Args, Subcommand, ValueHint};
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
