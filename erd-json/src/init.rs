//! How a package begins with erd: of `cargo erd init`.

use crate::Answer;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What was found in a package, and what was done to it, or would be with `--dry-run`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Init {
    /// Whether nothing was done.
    pub dry_run: bool,
    /// What was there.
    pub found: Vec<Fact>,
    /// What was done, in order; none where there is nothing to do.
    pub steps: Vec<InitStep>,
    /// What somebody has to write by hand before the rest can be done.
    pub by_hand: Vec<ByHand>,
    /// What to do now, in words.
    pub next: Vec<String>,
}

impl Answer for Init {
    const COMMAND: &'static str = "init";
}

/// Something that was there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Fact {
    /// What: `package`, `diesel`, `schema.rs`, `migrations`, `database` ...
    pub what: String,
    /// Which one, in words. No address is in it.
    pub which: String,
}

/// Something that was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct InitStep {
    /// What it changes: a file or a folder with a `/`, from the folder of the package.
    pub place: String,
    /// What it does, in words.
    pub title: String,
    /// The files that it writes or changes, where they are known before it is done.
    pub files: Vec<String>,
}

/// What has to be written by hand, because erd does not see where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ByHand {
    /// The file.
    pub file: String,
    /// The text for it.
    pub text: String,
}
