//! Migrations: of the commands behind `cargo erd migrate`.

use crate::{Answer, Difference};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What a database has of the migrations.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Status {
    /// How many there are.
    pub summary: StatusSummary,
    /// Each migration of the folder and of the database, by version.
    pub migrations: Vec<Migration>,
}

impl Answer for Status {
    const COMMAND: &'static str = "migrate status";
}

/// How many migrations there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct StatusSummary {
    /// Applied, and as they were then.
    pub applied: usize,
    /// Not applied.
    pub pending: usize,
}

/// A migration, and what a database has of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Migration {
    /// Version and name: `20260131235959_add_orders`.
    pub name: String,
    /// When it may run; null where its file does not say.
    pub phase: Option<Phase>,
    /// What the database has of it.
    pub state: State,
    /// What to know and do; null where it is applied or simply next.
    pub advice: Option<String>,
}

/// When a migration may run, seen from the deployment of the new version of the application.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// Before it: the old version goes on working.
    Expand,
    /// While both run: rows are filled.
    Backfill,
    /// After it: no old version runs any more.
    Contract,
}

/// What a database has of a migration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Applied.
    Applied,
    /// Not applied.
    Pending,
    /// Not applied, and older than one that is.
    Late,
    /// A run was cut off in it.
    Interrupted,
    /// It stands for migrations of which some are applied and some are not.
    Partial,
    /// Applied, and edited since.
    Edited,
    /// Applied, and no longer in the folder.
    Missing,
}

/// Whether the folder is as it was written, and the database has all of it and nothing else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Verify {
    /// Whether all of it holds; the command exits with 1 where it does not.
    pub verified: bool,
    /// What is not as it was written, one sentence each.
    pub edited: Vec<String>,
    /// Each migration of the folder and of the database, by version.
    pub migrations: Vec<Migration>,
    /// What leads from what the migrations make to what the database has; null where that was not compared, because
    /// something above is wrong already or the folder does not say what its migrations make.
    pub differences: Option<Vec<Difference>>,
}

impl Answer for Verify {
    const COMMAND: &'static str = "migrate verify";
}

/// The migrations that were written, or what has to be decided first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct New {
    /// What was written; none where the migrations lead to what the code says already.
    pub migrations: Vec<Written>,
    /// What has to be decided before anything is written; the command exits with 1 where there is something.
    pub refusals: Vec<Refusal>,
}

impl Answer for New {
    const COMMAND: &'static str = "migrate new";
}

/// A migration that was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Written {
    /// Version and name: `20260131235959_add_orders`.
    pub name: String,
    /// The engine it is for: `postgres`, `mysql`, `mariadb` or `sqlite`.
    pub dialect: String,
    /// When it may run.
    pub phase: Phase,
    /// Its files.
    pub files: Vec<String>,
    /// Whether it runs in one transaction.
    pub in_transaction: bool,
    /// Whether there is a way back.
    pub reversible: bool,
    /// Why it is not part of the one before it; null where it is the first or nothing but its phase parts them.
    pub apart: Option<String>,
    /// Which tables others wait for, and how long.
    pub who_waits: String,
    /// What a run that is cut off leaves, and what `apply` does about it.
    pub if_it_stops: String,
    /// What it does, in order.
    pub operations: Vec<Operation>,
}

/// One operation of a migration.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Operation {
    /// A stable name: `add_column:orders.note`.
    pub name: String,
    /// What it does, in words.
    pub title: String,
    /// Its statements.
    pub statements: Vec<String>,
    /// What to know before it runs.
    pub hazards: Vec<Hazard>,
}

/// What to know before an operation runs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Hazard {
    /// Id of what it is about, for `cargo erd explain`.
    pub rule: String,
    /// What it is.
    pub message: String,
}

/// Something to decide before there are migrations.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Refusal {
    /// The engine whose migrations ask: `postgres`, `mysql`, `mariadb` or `sqlite`.
    pub dialect: String,
    /// The name that programs match on: `loss`, `ambiguous`, `stale_hint`, `no_cast`, `unsupported`, `cycle` ...
    pub code: String,
    /// Logical path: `orders.note`.
    pub path: String,
    /// What is the matter, and why it matters.
    pub message: String,
    /// What to do.
    pub help: String,
}

/// What was applied, or would be with `--dry-run`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Apply {
    /// Whether nothing was run.
    pub dry_run: bool,
    /// The migrations, in order.
    pub migrations: Vec<Applied>,
    /// The first migration that was left because of `--through`; null where none was.
    pub held: Option<String>,
}

impl Answer for Apply {
    const COMMAND: &'static str = "migrate apply";
}

/// A migration that was applied, or would be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Applied {
    /// Version and name: `20260131235959_add_orders`.
    pub name: String,
    /// When it may run; null where its file does not say.
    pub phase: Option<Phase>,
    /// Its statements, in order.
    pub statements: Vec<Statement>,
}

/// A statement of a migration.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Statement {
    /// The text, without a final `;`.
    pub sql: String,
    /// What the session is told for this statement alone; null where nothing is.
    pub settings: Option<String>,
    /// A query that must return no row before it runs; null where none must.
    pub blocked_by: Option<String>,
    /// Whether an earlier run, which was cut off, has done it already.
    pub done: bool,
}

/// What was taken back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Rollback {
    /// Version and name of each migration, in the order in which they were taken back.
    pub migrations: Vec<String>,
}

impl Answer for Rollback {
    const COMMAND: &'static str = "migrate rollback";
}
