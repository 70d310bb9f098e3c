//! What a run does to a table, and what stands in its way.

use crate::calendar::Moment;
use crate::due::Existing;

/// How a run goes about it.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// The moment that it is, in UTC.
    pub now: Moment,
    /// How long a statement waits for a lock, and how long one may hold a lock that keeps readers out, in milliseconds.
    /// MySQL and MariaDB count whole seconds.
    pub lock_timeout: u32,
    /// How often to try again what did not get its lock.
    pub retries: u32,
    /// How long to wait for another runner, in seconds.
    pub wait: u64,
}

impl Options {
    /// What holds where nothing else is said: locks of two seconds, five more tries, a minute for another runner.
    pub const fn at(now: Moment) -> Self {
        Self {
            now,
            lock_timeout: 2_000,
            retries: 5,
            wait: 60,
        }
    }
}

/// What an operation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A partition is made.
    Make,
    /// A partition that is over becomes a table of its own, and stays.
    Archive,
    /// A partition that is over is dropped with its rows.
    Drop,
    /// What a run that was cut off left is taken away, or brought to its end.
    Resume,
}

impl Kind {
    /// Its name for programs.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Make => "make",
            Self::Archive => "archive",
            Self::Drop => "drop",
            Self::Resume => "resume",
        }
    }
}

/// Statements that succeed or fail together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// The statements; several are one transaction.
    pub statements: Vec<String>,
    /// Whether they may hold a lock that keeps readers out, so that they may not last.
    pub(crate) is_bounded: bool,
    /// A query, and the statement that goes on where it finds a row: what was cut off between.
    pub(crate) instead: Option<(String, String)>,
}

impl Unit {
    pub(crate) fn bounded<const N: usize>(statements: [String; N]) -> Self {
        Self {
            statements: statements.into(),
            is_bounded: true,
            instead: None,
        }
    }

    pub(crate) fn long(statement: String) -> Self {
        Self {
            statements: vec![statement],
            is_bounded: false,
            instead: None,
        }
    }
}

/// One thing that a run does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Op {
    /// What it is.
    pub kind: Kind,
    /// What it does, in words.
    pub title: String,
    /// The partitions that it is about.
    pub partitions: Vec<String>,
    /// Its statements, in order.
    pub units: Vec<Unit>,
    /// Whether rows are lost, so that somebody has to allow it.
    pub is_destructive: bool,
}

/// Something that is not as it has to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The name that programs match on: `rows_in_default`, `referenced`, `endless` ...
    pub code: &'static str,
    /// The partition that it is about.
    pub partition: Option<String>,
    /// What is the matter, and why it matters.
    pub message: String,
    /// What to do.
    pub help: String,
}

impl Problem {
    pub(crate) fn new(
        code: &'static str,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Self {
        Self {
            code,
            partition: None,
            message: message.into(),
            help: help.into(),
        }
    }

    pub(crate) fn of(self, partition: impl Into<String>) -> Self {
        Self {
            partition: Some(partition.into()),
            ..self
        }
    }
}

/// What is there, what is due, and what stands in the way.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TablePlan {
    /// The table, with its namespace.
    pub table: String,
    /// The partitions that are there, by their bounds; without the one that takes the rest.
    pub existing: Vec<Existing>,
    /// The partition that takes the rest.
    pub default: Option<String>,
    /// What is to be done, in order.
    pub ops: Vec<Op>,
    /// What is not as it has to be.
    pub problems: Vec<Problem>,
}

impl TablePlan {
    /// Whether nothing is to be done, and nothing stands in the way.
    pub fn is_clean(&self) -> bool {
        self.ops.is_empty() && self.problems.is_empty()
    }
}
