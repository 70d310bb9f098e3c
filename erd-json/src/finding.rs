//! Findings: of `cargo erd check` and `cargo erd migrate lint`.

use crate::Answer;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What the rules find in a schema.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Check {
    /// How much was checked and found.
    pub summary: CheckSummary,
    /// All that was found, what is silenced behind the rest.
    pub findings: Vec<Finding>,
}

impl Answer for Check {
    const COMMAND: &'static str = "check";
}

/// What the rules find in migrations.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Lint {
    /// How much was checked and found.
    pub summary: LintSummary,
    /// All that was found.
    pub findings: Vec<Finding>,
}

impl Answer for Lint {
    const COMMAND: &'static str = "migrate lint";
}

/// How much was checked and found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CheckSummary {
    /// How many tables were checked.
    pub tables: usize,
    /// What was found.
    #[serde(flatten)]
    pub counts: Counts,
}

/// How much was checked and found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct LintSummary {
    /// How many migrations were checked.
    pub migrations: usize,
    /// What was found.
    #[serde(flatten)]
    pub counts: Counts,
}

/// How many findings there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Counts {
    /// At level `deny`: the command exits with 1 where there is one.
    pub errors: usize,
    /// At level `warn`.
    pub warnings: usize,
    /// At level `allow`, which `--all` shows.
    pub notes: usize,
    /// What somebody allowed, or what was there before; not among the others.
    pub silenced: usize,
}

/// What a rule finds at one place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Finding {
    /// Id of the rule, such as `F01`.
    pub id: String,
    /// Name of the rule, such as `fk_without_index`.
    pub rule: String,
    /// How serious it is.
    pub level: Level,
    /// Rule and logical path; the same while lines move.
    pub fingerprint: String,
    /// Logical path: `orders.customer_id`.
    pub path: String,
    /// The table, with its namespace; null where it is about none.
    pub table: Option<String>,
    /// The struct; null where there is none.
    pub entity: Option<String>,
    /// Where it was written; null where nothing tells.
    pub place: Option<Place>,
    /// What is wrong.
    pub message: String,
    /// What breaks in production.
    pub why: String,
    /// What mends it; any one of them does.
    pub help: Vec<String>,
    /// Whether an allow with a reason silences it.
    pub can_be_allowed: bool,
    /// Why it counts for nothing; null where it counts.
    pub silenced: Option<Allowed>,
}

/// How serious a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// The build fails.
    Deny,
    /// The build warns.
    Warn,
    /// Reported on request only.
    Allow,
}

impl Level {
    /// In a word.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Deny => "deny",
            Self::Warn => "warn",
            Self::Allow => "allow",
        }
    }
}

/// Where something was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Place {
    /// Path from the root of the repository.
    pub file: String,
    /// Line, from 1.
    pub line: u32,
    /// First column, in characters from 1; null where it is about the line.
    pub column: Option<u32>,
    /// The column behind the last one.
    pub end_column: Option<u32>,
}

/// Why a finding counts for nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Allowed {
    /// Where it is said.
    pub by: By,
    /// The reason that was given.
    pub reason: String,
}

/// Where it is said that a finding counts for nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum By {
    /// An `allow` at the declaration, or a comment in the migration.
    Code,
    /// An `[[allow]]` in erd.toml.
    Project,
    /// The file of `--baseline`.
    Baseline,
}
