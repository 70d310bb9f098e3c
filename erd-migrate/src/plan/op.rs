//! Plans as data: files, runners, drift checks and lints read this one list.

use super::op_name::{OpKind, OpName};
pub use erd_core::effect::LockMode;
use erd_core::schema::Source;
use erd_core::{Dialect, Family};
use serde::{Deserialize, Serialize};

/// What leads from one schema to another: migrations, in order, each deployable alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Plan {
    /// Whose SQL it is.
    pub dialect: Dialect,
    /// The oldest version of the server that has to take it, as in 10.11; `(0, 0)` where nobody said.
    pub version: (u32, u32),
    /// The migrations. Empty where nothing differs.
    pub migrations: Vec<Migration>,
}

/// When a migration runs, seen from the versions of the application.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// Before the new version is deployed: the old one does not notice.
    Expand,
    /// While both may run: rows are brought up to date in batches.
    Backfill,
    /// When no instance of the old version runs any more.
    Contract,
}

impl Phase {
    /// When to run it, as an instruction.
    pub const fn when(self) -> &'static str {
        match self {
            Self::Expand => "run it before the new version of the application is deployed",
            Self::Backfill => "run it while old and new versions may both run",
            Self::Contract => "run it when no old version of the application runs any more",
        }
    }

    /// Its word in files and messages.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Expand => "expand",
            Self::Backfill => "backfill",
            Self::Contract => "contract",
        }
    }
}

/// One migration: what is run, recorded and taken back as a whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Migration {
    /// When it runs.
    pub phase: Phase,
    /// Whether all of it runs in one transaction. False for a single statement that PostgreSQL refuses in one, for
    /// batches, and for an SQLite rebuild, whose statements begin and end their own. On MySQL and MariaDB every DDL
    /// statement commits, and this is false.
    pub in_transaction: bool,
    /// What it does, in order.
    pub ops: Vec<Op>,
    /// Why it is not part of the migration before it; `None` for the first.
    #[serde(default)]
    pub apart: Option<SplitReason>,
}

/// Why a migration is not part of the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SplitReason {
    /// Another phase of the deployment.
    Phase,
    /// It, or what is before it, cannot run in a transaction with others.
    OutsideTransaction,
    /// It, or what is before it, works in batches, each of which commits.
    Batches,
    /// It uses what has to be committed first.
    Committed,
    /// It would wait for the users of one table while those of another are kept out.
    AnotherLock,
    /// It reads or writes whole tables while somebody would be kept out.
    LongUnderLock,
}

impl SplitReason {
    /// The reason, as the end of "it stands alone, because ".
    pub const fn reason(self) -> &'static str {
        match self {
            Self::Phase => "it belongs to another phase of the deployment",
            Self::OutsideTransaction => {
                "it, or the one before it, cannot share a transaction with other statements"
            }
            Self::Batches => "rows are changed in batches, and each batch commits by itself",
            Self::Committed => "it uses what has to be committed first",
            Self::AnotherLock => {
                "it would wait for the users of one table while those of another are kept out"
            }
            Self::LongUnderLock => {
                "it takes longer the more rows there are, and somebody would be kept out meanwhile"
            }
        }
    }
}

/// A lock on a table.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Lock {
    /// The table, with its namespace if it has one.
    pub table: String,
    /// What it keeps out.
    pub mode: LockMode,
}

/// How long a statement may wait and run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Timeouts {
    /// Longest wait for a lock, in milliseconds; `None` for as long as it takes.
    pub lock_ms: Option<u64>,
    /// Longest run of a statement, in milliseconds; `None` for as long as it takes.
    pub statement_ms: Option<u64>,
}

/// What can go wrong, or what to know before it runs.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Hazard {
    /// Id of the rule of migration safety: `M18`.
    pub rule: String,
    /// What it means here.
    pub message: String,
}

/// What is lost when an op runs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Loss {
    /// The name that allows it: `drop_column:orders.note`.
    pub allow: OpName,
    /// What is lost, in words.
    pub what: String,
    /// A query with one row and one column: how many rows lose something.
    pub count: Option<String>,
}

/// The way back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reverse {
    /// These statements, in order; none where there is nothing to take back.
    Statements(Vec<String>),
    /// There is none, and why.
    Irreversible(String),
}

/// Rows that are brought up to date in batches, each in a transaction of its own, by ascending key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Backfill {
    /// The table, quoted, with its namespace.
    pub table: String,
    /// The key that orders the batches: its columns, quoted.
    pub key: Vec<String>,
    /// What is set: `"total" = quantity * price`.
    pub set: String,
    /// Which rows need it: true only of rows that are not done, so that a second run finds nothing.
    pub condition: String,
    /// Rows of a batch.
    pub rows: u32,
    /// Rest between batches, in milliseconds.
    pub pause_ms: u32,
}

/// One thing that is done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Op {
    /// A stable name, unique in the plan: `add_column:orders.note`.
    pub name: OpName,
    /// What it does, in words.
    pub title: String,
    /// The statements, without a final `;`. They are never split again.
    pub statements: Vec<String>,
    /// The way back.
    pub reverse: Reverse,
    /// What it locks, and how.
    pub locks: Vec<Lock>,
    /// Tables that are written anew.
    pub rewrites: Vec<String>,
    /// Tables that are read from end to end.
    pub scans: Vec<String>,
    /// Whether it may run in a transaction with others.
    pub in_transaction: bool,
    /// How long its statements may wait and run.
    pub timeouts: Timeouts,
    /// What to know.
    pub hazards: Vec<Hazard>,
    /// What is lost.
    pub losses: Vec<Loss>,
    /// A query that returns a row if the op is done; `None` where the runner's record alone says so.
    pub done: Option<String>,
    /// What to run before the op is tried again after a failure: an index whose concurrent build failed stays, and is
    /// not valid.
    pub cleanup: Option<String>,
    /// A query that must return no row before the op may run: duplicates, orphans, NULLs.
    pub blocked_by: Option<String>,
    /// Batches instead of statements.
    pub backfill: Option<Backfill>,
    /// The declaration that asks for it.
    pub why: Option<Source>,
}

impl Op {
    /// Whether there is a way back.
    pub const fn is_reversible(&self) -> bool {
        matches!(self.reverse, Reverse::Statements(_))
    }

    /// Whether it adds a value to an enum, which nothing can use before it is committed (PostgreSQL).
    pub(super) fn adds_enum_value(&self) -> bool {
        matches!(self.name.kind, OpKind::AddEnumValue)
    }

    /// The strongest lock.
    pub fn lock(&self) -> LockMode {
        let modes = self.locks.iter().map(|lock| lock.mode);
        modes.max().unwrap_or(LockMode::None)
    }

    /// The statements that set its timeouts for a session; in a transaction they hold until its end.
    pub fn timeouts_sql(&self, dialect: Dialect) -> Vec<String> {
        let Timeouts {
            lock_ms,
            statement_ms,
        } = self.timeouts;
        let local = if self.in_transaction { "LOCAL " } else { "" };
        match dialect.family() {
            Family::Postgres => {
                let set = |name: &str, ms: Option<u64>| match ms {
                    Some(ms) => format!("SET {local}{name} = '{ms}ms'"),
                    None => format!("SET {local}{name} = 0"),
                };
                vec![
                    set("lock_timeout", lock_ms),
                    set("statement_timeout", statement_ms),
                ]
            }
            // Whole seconds; a wait of none at all would refuse a busy table at once.
            Family::MySql => lock_ms
                .map(|ms| {
                    format!(
                        "SET SESSION lock_wait_timeout = {}",
                        ms.div_ceil(1000).max(1)
                    )
                })
                .into_iter()
                .collect(),
            Family::Sqlite => lock_ms
                .map(|ms| format!("PRAGMA busy_timeout = {ms}"))
                .into_iter()
                .collect(),
        }
    }
}

impl Plan {
    /// All ops in order.
    pub fn ops(&self) -> impl Iterator<Item = &Op> {
        self.migrations.iter().flat_map(|migration| &migration.ops)
    }
}

impl Migration {
    /// The statements that take the migration back, last op first; the first op without a way back, if there is one.
    pub fn down(&self) -> Result<Vec<&str>, &Op> {
        let mut statements = Vec::new();
        for op in self.ops.iter().rev() {
            match &op.reverse {
                Reverse::Statements(all) => statements.extend(all.iter().map(String::as_str)),
                Reverse::Irreversible(_) => return Err(op),
            }
        }
        Ok(statements)
    }
}
