//! The rules: of `cargo erd rules` and `cargo erd explain`.

use crate::{Answer, Level};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Every rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Rules {
    /// The rules, those on schemas first.
    pub rules: Vec<Rule>,
}

impl Answer for Rules {
    const COMMAND: &'static str = "rules";
}

/// What a rule wants, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Explain {
    /// The rule; null for a number that plans print and that no rule stands behind.
    pub rule: Option<Rule>,
    /// The page about it, in Markdown.
    pub page: String,
}

impl Answer for Explain {
    const COMMAND: &'static str = "explain";
}

/// A rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Rule {
    /// Stable id, such as `F01`.
    pub id: String,
    /// Stable name, such as `fk_without_index`.
    pub rule: String,
    /// How serious its findings are at most, where the project does not say otherwise.
    pub level: Level,
    /// What it looks at.
    pub scope: Scope,
    /// What breaks in production.
    pub why: String,
}

/// What a rule looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// One entity.
    Entity,
    /// An entity and one that it references.
    Pair,
    /// All entities.
    Graph,
    /// A migration.
    Migration,
}

impl Scope {
    /// In a word.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Entity => "entity",
            Self::Pair => "pair",
            Self::Graph => "graph",
            Self::Migration => "migration",
        }
    }
}
