//! What is asked of a lint, and what it answers.

use erd_checks::Config;
use erd_core::{Dialect, Finding};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::PathBuf;

/// How to lint.
#[derive(Clone, Debug)]
pub struct Options<'a> {
    /// The engine.
    pub dialect: Dialect,
    /// What `erd.toml` says: versions, levels, allows.
    pub config: &'a Config,
    /// Report on migrations after that one alone; the others are read all the same.
    pub since: Option<&'a str>,
    /// How many rows tables have, where somebody knows.
    pub rows: BTreeMap<String, u64>,
}

/// What was found.
#[derive(Clone, Debug, Default)]
pub struct Linted {
    /// How many migrations were looked at.
    pub migrations: usize,
    /// What was found, in the order of the files.
    pub items: Vec<Item>,
    /// The tables that the migrations speak of, also those that came before [`Options::since`].
    pub tables: BTreeSet<String>,
    /// What is wrong with the allows of `erd.toml` that speak of these rules, with their lines. With [`Options::since`]
    /// nobody knows which are of use.
    pub config: Vec<(u32, Finding)>,
}

/// A finding and its place.
#[derive(Clone, Debug)]
pub struct Item {
    /// The finding. Its path is `migration:table.column`.
    pub finding: Finding,
    /// The file.
    pub file: PathBuf,
    /// The bytes in it.
    pub span: Range<usize>,
    /// Why it does not count.
    pub silenced: Option<Silenced>,
}

/// Why a finding does not count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Silenced {
    /// A comment above the statement, with its reason.
    Comment(String),
    /// An `[[allow]]` of `erd.toml`, with its reason.
    Project(String),
}

/// `--since` names no migration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownSince {
    /// What was written.
    pub name: String,
    /// The migration with the nearest name.
    pub nearest: Option<String>,
}
