//! Partitions over time: of the commands behind `cargo erd partitions`.

use crate::Answer;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What is due of the partitions, and what stands in its way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PartitionsPlan {
    /// The time for which it holds, in UTC: `2026-12-01T00:00:00Z`.
    pub at: String,
    /// Each table with `every`.
    pub tables: Vec<PartitionedTable>,
}

impl Answer for PartitionsPlan {
    const COMMAND: &'static str = "partitions plan";
}

/// What was done to the partitions, and what was left.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PartitionsApply {
    /// The time for which it holds, in UTC: `2026-12-01T00:00:00Z`.
    pub at: String,
    /// Each table with `every`; its partitions are those from before the run.
    pub tables: Vec<PartitionedTable>,
}

impl Answer for PartitionsApply {
    const COMMAND: &'static str = "partitions apply";
}

/// The partitions that are there, and whether something is due.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PartitionsStatus {
    /// The time for which it holds, in UTC: `2026-12-01T00:00:00Z`.
    pub at: String,
    /// Whether nothing is due and nothing is wrong; the command exits with 1 where it is not so.
    pub clean: bool,
    /// Each table with `every`.
    pub tables: Vec<PartitionedTable>,
}

impl Answer for PartitionsStatus {
    const COMMAND: &'static str = "partitions status";
}

/// A table whose partitions come and go with time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PartitionedTable {
    /// Its name, with its namespace.
    pub table: String,
    /// Its partitions, by time.
    pub partitions: Vec<PartitionRange>,
    /// The partition that takes what fits no other; null where there is none.
    pub default: Option<String>,
    /// What is due, was done or was left, in order.
    pub operations: Vec<PartitionOperation>,
    /// What is not as it has to be, so that something was not planned.
    pub problems: Vec<PartitionProblem>,
}

/// A partition, and the time that its rows are of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PartitionRange {
    /// Its name.
    pub name: String,
    /// Its first moment; null where it has everything before `to`.
    pub from: Option<String>,
    /// The moment after its last; null where it has everything from `from` on.
    pub to: Option<String>,
}

/// Something that a run does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PartitionOperation {
    /// `make`, `drop`, `archive`, or `resume`: what a run that was cut off left.
    pub kind: String,
    /// What became of it.
    pub state: OperationState,
    /// What it does, in words.
    pub title: String,
    /// The partitions that it is about.
    pub partitions: Vec<String>,
    /// Whether rows are lost, so that it has to be allowed.
    pub destructive: bool,
    /// Its statements, in order.
    pub statements: Vec<String>,
}

/// What became of an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum OperationState {
    /// It is to be done.
    Due,
    /// It was done.
    Done,
    /// It was left, because nobody allowed it.
    Held,
}

/// Something that is not as it has to be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PartitionProblem {
    /// The name that programs match on: `rows_in_default`, `referenced`, `endless` ...
    pub code: String,
    /// The partition that it is about; null where it is the table.
    pub partition: Option<String>,
    /// What is the matter, and why it matters.
    pub message: String,
    /// What to do.
    pub help: String,
}
