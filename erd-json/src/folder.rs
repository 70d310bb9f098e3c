//! What became of a folder of migrations, or of what a database notes of it.

use crate::Answer;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A folder that was accepted as it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Hash {
    /// The files that were written: those with a statement that somebody edited, and `erd.sum` of each folder.
    pub files: Vec<String>,
}

impl Answer for Hash {
    const COMMAND: &'static str = "migrate hash";
}

/// The migrations of a branch that were put behind those of the other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Rebase {
    /// The migrations that have another version now; none where they were the last ones already.
    pub moved: Vec<Moved>,
    /// The files that were written beside them; they belong into the merge.
    pub files: Vec<String>,
}

impl Answer for Rebase {
    const COMMAND: &'static str = "migrate rebase";
}

/// A migration with another version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Moved {
    /// Version and name that it had.
    pub from: String,
    /// Version and name that it has.
    pub to: String,
}

/// Migrations that were replaced by one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Squash {
    /// The new migration of each folder.
    pub migrations: Vec<Squashed>,
}

impl Answer for Squash {
    const COMMAND: &'static str = "migrate squash";
}

/// A migration in the place of others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Squashed {
    /// Version and name: `20260131235959_squashed`.
    pub name: String,
    /// Its files.
    pub files: Vec<String>,
    /// Version and name of each migration that it replaces, which is removed.
    pub replaces: Vec<String>,
}

/// Migrations that were noted as applied without running them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Baseline {
    /// Version and name of each that was not noted before.
    pub migrations: Vec<String>,
}

impl Answer for Baseline {
    const COMMAND: &'static str = "migrate baseline";
}

/// What was said of a statement in which a run was cut off.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Resolve {
    /// Version and name of the migration.
    pub migration: String,
    /// Number of the statement, from 1; null where no run was cut off in the migration.
    pub statement: Option<usize>,
}

impl Answer for Resolve {
    const COMMAND: &'static str = "migrate resolve";
}
