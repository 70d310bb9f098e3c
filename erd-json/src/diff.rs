//! Differences: of `cargo erd diff`.

use crate::Answer;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What leads from one schema to another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Diff {
    /// The changes; none where nothing differs.
    pub differences: Vec<Difference>,
}

impl Answer for Diff {
    const COMMAND: &'static str = "diff";
}

/// A change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Difference {
    /// What happens.
    pub verb: Verb,
    /// What it happens to: `table`, `column`, `index`, `foreign_key`, `view` ...
    pub kind: String,
    /// Its path under the new name, or the old one where it goes: `orders.note`.
    pub path: String,
    /// What it was; missing where there was nothing, or where all that can be said is in `to`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// What it is to be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
}

/// What happens to a thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Verb {
    /// It comes.
    Add,
    /// It goes.
    Drop,
    /// It stays and is changed.
    Change,
    /// It stays under another name.
    Rename,
}

/// Where two databases differ in the engine's own words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct OracleDiff {
    /// The differences; none where the engine says the same of both.
    pub differences: Vec<DumpDifference>,
}

impl Answer for OracleDiff {
    const COMMAND: &'static str = "diff --oracle";
}

/// A difference in the engine's own words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DumpDifference {
    /// The object as the engine calls it: `table orders`, `view paid`.
    pub object: String,
    /// The part of it, such as `column id`; null where it is the object as a whole.
    pub part: Option<String>,
    /// What the engine says of it in the first database; null where it is not there.
    pub from: Option<String>,
    /// What the engine says of it in the second one.
    pub to: Option<String>,
}
