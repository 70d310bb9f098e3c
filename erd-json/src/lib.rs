//! What `cargo erd` prints with `--format json`, as Rust types.
//!
//! Each command has one type, in one envelope, [`Output`]. The files in `docs/schemas` are written from these types by
//! `cargo xtask gen`, so that what is described is what is printed. A program in Rust reads an answer with the same types:
//! `serde_json::from_str::<erd_json::Output<erd_json::Status>>(&text)`.

mod diff;
mod finding;
mod fix;
mod folder;
mod import;
mod init;
mod migration;
mod partitions;
mod rule;
mod schema;

pub use diff::{Diff, Difference, DumpDifference, OracleDiff, Verb};
pub use finding::{
    Allowed, By, Check, CheckSummary, Counts, Finding, Level, Lint, LintSummary, Place,
};
pub use fix::{Fix, Fixed};
pub use folder::{Baseline, Hash, Moved, Rebase, Resolve, Squash, Squashed};
pub use import::{Defect, Import, LeftOut, Missing};
pub use init::{ByHand, Fact, Init, InitStep};
pub use migration::{
    Applied, Apply, Hazard, Migration, New, Operation, Phase, Refusal, Rollback, State, Statement,
    Status, StatusSummary, Verify, Written,
};
pub use partitions::{
    OperationState, PartitionOperation, PartitionProblem, PartitionRange, PartitionedTable,
    PartitionsApply, PartitionsPlan, PartitionsStatus,
};
pub use rule::{Explain, Rule, Rules, Scope};
pub use schema::files;

/// The guide: its code is compiled and run.
#[cfg(doctest)]
#[doc = include_str!("../../docs/guide/json.md")]
pub struct Guide;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The version of this description. A reader of one version may ignore members that it does not know; a member that
/// changes its meaning or goes makes a new version.
pub const FORMAT: u32 = 1;

/// The answer of one command.
pub trait Answer: Serialize + JsonSchema {
    /// The words of the command that gives it, without `cargo erd`: `migrate status`.
    const COMMAND: &'static str;
}

/// What every answer has around it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Output<A> {
    /// Version of this description. There may be new members at any time; one that changes its meaning or goes makes a new
    /// version.
    pub format: u32,
    /// Version of the `cargo erd` that wrote it.
    pub version: String,
    /// The words of the command that wrote it.
    pub command: String,
    /// What the command has to say.
    #[serde(flatten)]
    pub answer: A,
}

impl<A: Answer> Output<A> {
    /// An answer of this version.
    pub fn new(answer: A) -> Self {
        Self {
            format: FORMAT,
            version: env!("CARGO_PKG_VERSION").to_owned(),
            command: A::COMMAND.to_owned(),
            answer,
        }
    }

    /// The text of it, with a line break at the end.
    pub fn text(&self) -> String {
        // Strings, numbers and names of variants always serialise.
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        text
    }
}
