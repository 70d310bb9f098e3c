//! What was mended: of `cargo erd fix`.

use crate::{Answer, Finding};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What was mended in the code, or would be with `--dry-run`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Fix {
    /// Whether nothing was written.
    pub dry_run: bool,
    /// What was mended, in the order in which it was.
    pub fixed: Vec<Fixed>,
    /// What is left, because somebody has to decide; the command exits with 1 where one of it is at level `deny`.
    pub left: Vec<Finding>,
    /// With `--dry-run` the changes as a patch, with paths from the root of the workspace; null otherwise.
    pub patch: Option<String>,
}

impl Answer for Fix {
    const COMMAND: &'static str = "fix";
}

/// A finding that was mended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Fixed {
    /// Id of the rule, such as `F01`.
    pub id: String,
    /// Name of the rule, such as `fk_without_index`.
    pub rule: String,
    /// Logical path: `orders.customer_id`.
    pub path: String,
    /// What was done, in words.
    pub title: String,
    /// The file, from the root of the workspace.
    pub file: String,
    /// The line of the finding before, from 1.
    pub line: u32,
}
