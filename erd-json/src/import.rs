//! What is written and what is left: of `cargo erd import`.

use crate::Answer;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What was written from a database, and what is to be done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Import {
    /// The files that were written.
    pub files: Vec<String>,
    /// Lines of the `[dependencies]` that the code needs.
    pub dependencies: Vec<String>,
    /// What the rules reject in the database.
    pub to_do: Vec<Defect>,
    /// Where migration tools keep their state, which was left out.
    pub left_out: Vec<LeftOut>,
    /// What no file has.
    pub unsupported: Vec<Missing>,
    /// What a reader should know.
    pub notes: Vec<String>,
}

impl Answer for Import {
    const COMMAND: &'static str = "import";
}

/// What a rule rejects.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Defect {
    /// Id of the rule, such as `F01`.
    pub id: String,
    /// Name of the rule, such as `fk_without_index`.
    pub rule: String,
    /// Logical path: `orders.customer_id`.
    pub path: String,
    /// What is wrong.
    pub message: String,
    /// What mends it; any one of them does.
    pub help: Vec<String>,
    /// Whether the declaration allows it; the build fails on what it does not.
    pub allowed: bool,
}

/// A table that was left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct LeftOut {
    /// The table, with its namespace.
    pub table: String,
    /// The tool that keeps its state there.
    pub tool: String,
}

/// An object that declarations cannot say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Missing {
    /// Stable code of its kind.
    pub code: String,
    /// Its name, with namespace, and with the table where it belongs to one.
    pub object: String,
}
