//! What can be typed after `cargo erd migrate`.

use crate::cli::{self, Subject, Written};
use crate::commands::address;
use crate::error::Error;
use clap::{Args, Subcommand, ValueHint};
use erd_core::Dialect;
use std::path::PathBuf;

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Migrate {
    /// Write the migrations that lead from the last one to the code.
    New(New),
    /// Put the migrations of this branch behind those of the other, in the middle of a merge.
    Rebase(Rebase),
    /// Replace migrations by one that makes the same schema from nothing.
    Squash(Squash),
    /// List the migrations, and what the database has of them.
    Status(Status),
    /// Apply what is pending.
    Apply(Apply),
    /// Take applied migrations back.
    Rollback(Rollback),
    /// Prove that the folder is as it was written, and that the database has all of it.
    Verify(Status),
    /// Accept the folder as it is now: after an edit by hand of what no database has applied, or a migration of another
    /// tool.
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
    /// Address of the database; without it the one in `DATABASE_URL`, of the environment or of the file `.env`.
    #[arg(short = 'D', long, value_name = "URL")]
    pub(crate) database_url: Option<String>,
}

impl Database {
    /// The address, wherever it is.
    pub(crate) fn address(&self) -> Result<String, Error> {
        address::required(self.database_url.as_deref(), address::OPTION)
    }
}

#[derive(Debug, Args)]
pub(crate) struct New {
    /// What it is about, in a word or a few: `add_orders`.
    #[arg(value_name = "NAME", value_parser = name)]
    pub(crate) name: String,
    /// Database engine, instead of all targets of the project.
    #[arg(short, long, value_name = "DIALECT", value_parser = crate::cli::dialect())]
    pub(crate) dialect: Option<Dialect>,
    /// A loss that is wanted, by the name that the refusal gave it: `drop_column:orders.note`.
    #[arg(long, value_name = "LOSS")]
    pub(crate) allow: Vec<String>,
    /// What existing rows get in a new column that needs a value: `orders.total=quantity * price`.
    #[arg(long, value_name = "COLUMN=SQL", value_parser = backfill)]
    pub(crate) backfill: Vec<(String, String)>,
    /// Change names and types in place, in one step: shorter, and right where no version of the application runs while
    /// the migrations do. Without it a version that runs keeps working.
    #[arg(long)]
    pub(crate) in_place: bool,
    /// Start from what this database has, not from the last migration.
    #[arg(long, value_name = "URL")]
    pub(crate) from_database: Option<String>,
    /// A database that the migrations will run on, to say how many rows a loss would cost and which tables are small.
    #[arg(short = 'D', long, value_name = "URL")]
    pub(crate) database_url: Option<String>,
    /// Say with each migration why it is not part of the one before it.
    #[arg(long)]
    pub(crate) explain: bool,
    /// Version of the first migration, instead of the time: `20260131235959`.
    #[arg(long, value_name = "VERSION", value_parser = version)]
    pub(crate) version: Option<String>,
    #[command(flatten)]
    pub(crate) written: Written,
    #[command(flatten)]
    pub(crate) folder: Folder,
}

/// A word for file names.
fn name(text: &str) -> Result<String, String> {
    let name: String = text
        .chars()
        .map(|c| {
            if c == ' ' || c == '-' {
                '_'
            } else {
                c.to_ascii_lowercase()
            }
        })
        .collect();
    let good = |c: char| c.is_ascii_alphanumeric() || c == '_';
    if name.is_empty() || !name.chars().all(good) {
        return Err("write letters, digits and `_`".to_owned());
    }
    Ok(name)
}

fn backfill(text: &str) -> Result<(String, String), String> {
    let parts = text
        .split_once('=')
        .map(|(column, sql)| (column.trim(), sql.trim()));
    match parts {
        Some((column, sql)) if column.contains('.') && !sql.is_empty() => {
            Ok((column.to_owned(), sql.to_owned()))
        }
        _ => Err("write `table.column=expression`".to_owned()),
    }
}

fn steps(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(steps) if steps > 0 => Ok(steps),
        _ => Err("write a number from 1".to_owned()),
    }
}

fn version(text: &str) -> Result<String, String> {
    if text.len() == 14 && text.bytes().all(|b| b.is_ascii_digit()) {
        return Ok(text.to_owned());
    }
    Err("write 14 digits, as in 20260131235959".to_owned())
}

#[derive(Debug, Args)]
pub(crate) struct Rebase {
    /// Database engine, where the project has several targets.
    #[arg(short, long, value_name = "DIALECT", value_parser = crate::cli::dialect())]
    pub(crate) dialect: Option<Dialect>,
    #[command(flatten)]
    pub(crate) written: Written,
    #[command(flatten)]
    pub(crate) folder: Folder,
}

#[derive(Debug, Args)]
pub(crate) struct Squash {
    /// The last migration to replace; all of them if none is named.
    #[arg(long, value_name = "NAME")]
    pub(crate) through: Option<String>,
    /// What the new one is called.
    #[arg(long, value_name = "NAME", value_parser = name, default_value = "squashed")]
    pub(crate) name: String,
    /// A migration that was written by hand and need not be kept, by the name that the refusal gave it.
    #[arg(long, value_name = "LOSS")]
    pub(crate) allow: Vec<String>,
    #[command(flatten)]
    pub(crate) written: Written,
    #[command(flatten)]
    pub(crate) folder: Folder,
}

#[derive(Debug, Args)]
pub(crate) struct Status {
    #[command(flatten)]
    pub(crate) database: Database,
    #[command(flatten)]
    pub(crate) written: Written,
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
    /// Stop before migrations of a later phase.
    #[arg(long, value_name = "PHASE", value_parser = ["expand", "backfill", "contract"], default_value = "contract")]
    pub(crate) through: String,
    /// Seconds to wait for another run to end.
    #[arg(long, value_name = "SECONDS", default_value_t = 60)]
    pub(crate) wait: u64,
    #[command(flatten)]
    pub(crate) written: Written,
    #[command(flatten)]
    pub(crate) folder: Folder,
}

#[derive(Debug, Args)]
pub(crate) struct Rollback {
    #[command(flatten)]
    pub(crate) database: Database,
    /// How many migrations.
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = steps)]
    pub(crate) steps: usize,
    #[command(flatten)]
    pub(crate) written: Written,
    #[command(flatten)]
    pub(crate) folder: Folder,
}

#[derive(Debug, Args)]
pub(crate) struct Hash {
    /// Database engine whose migrations are meant, instead of those of all targets of the project.
    #[arg(short, long, value_name = "DIALECT", value_parser = cli::dialect())]
    pub(crate) dialect: Option<Dialect>,
    #[command(flatten)]
    pub(crate) database: Database,
    #[command(flatten)]
    pub(crate) written: Written,
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
    pub(crate) written: Written,
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
    pub(crate) written: Written,
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
