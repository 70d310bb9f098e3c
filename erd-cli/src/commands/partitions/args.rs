//! What can be typed after `cargo erd partitions`.

use crate::cli::{Subject, Written};
use crate::commands::migrate::args::Database;
use clap::{Args, Subcommand};
use erd_partitions::Moment;

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Partitions {
    /// Say what is due: partitions to make, and those that are over.
    Plan(Plan),
    /// Make what is due, and take away what is over.
    Apply(Apply),
    /// List the partitions, and whether something is due.
    Status(Plan),
}

#[derive(Debug, Args)]
pub(crate) struct Plan {
    #[command(flatten)]
    pub(crate) target: Target,
    #[command(flatten)]
    pub(crate) written: Written,
}

/// Which tables of which database, and when.
#[derive(Debug, Args)]
pub(crate) struct Target {
    #[command(flatten)]
    pub(crate) database: Database,
    /// The schema that declares them: `code`, or the `schema.json` of a folder of migrations, for machines without the code.
    #[arg(long, value_name = "SCHEMA", default_value = "code")]
    pub(crate) schema: String,
    /// The time that it is, in UTC, instead of that of the clock: `2026-12-01` or `2026-12-01T00:00:00Z`, for a rehearsal.
    #[arg(long, value_name = "INSTANT", value_parser = instant)]
    pub(crate) at: Option<Moment>,
    #[command(flatten)]
    pub(crate) subject: Subject,
}

#[derive(Debug, Args)]
pub(crate) struct Apply {
    #[command(flatten)]
    pub(crate) target: Target,
    /// Partitions that may be dropped with their rows: `drop_partition`, or `drop_partition:orders` for one table; may be
    /// repeated. Without it what is over is named, and stays.
    #[arg(long, value_name = "LOSS", value_parser = loss)]
    pub(crate) allow: Vec<String>,
    /// How long a statement waits for a lock, and may keep readers out, in milliseconds. MySQL and MariaDB count seconds.
    #[arg(long, value_name = "MILLISECONDS", default_value_t = 2_000, value_parser = clap::value_parser!(u32).range(1..=3_600_000))]
    pub(crate) lock_timeout: u32,
    /// How often to try again what did not get its lock.
    #[arg(long, value_name = "TIMES", default_value_t = 5)]
    pub(crate) retries: u32,
    /// How long to wait for another run, in seconds.
    #[arg(long, value_name = "SECONDS", default_value_t = 60)]
    pub(crate) wait: u64,
    #[command(flatten)]
    pub(crate) written: Written,
}

impl Apply {
    /// Whether partitions of that table may be dropped.
    pub(super) fn may_drop(&self, table: &str) -> bool {
        self.allow.iter().any(|allow| match allow.split_once(':') {
            None => true,
            Some((_, name)) => name == table,
        })
    }
}

fn instant(text: &str) -> Result<Moment, String> {
    text.parse().map_err(|()| {
        "write a day or an instant in UTC: 2026-12-01, 2026-12-01T00:00:00Z".to_owned()
    })
}

fn loss(text: &str) -> Result<String, String> {
    let word = text.split(':').next().unwrap_or_default();
    if word == "drop_partition" {
        Ok(text.to_owned())
    } else {
        Err("write `drop_partition`, or `drop_partition:orders` for one table".to_owned())
    }
}
