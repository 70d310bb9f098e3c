//! What may be chosen.

use erd_checks::Config;
use erd_core::Dialect;

/// How to import.
#[derive(Clone, Debug)]
pub struct Options {
    /// Name of the schema in `schema!`.
    pub name: String,
    /// The engine that the schema was read from.
    pub dialect: Dialect,
    /// Everything in one file, SQL texts too.
    pub single_file: bool,
    /// Name of the root file: `mod.rs`, or `lib.rs` for a crate of its own.
    pub root: String,
    /// Path of the root's module in the user's crate, such as `crate::models`; diesel's own types are named by it.
    pub path: String,
    /// With what diesel needs: `table!`, joins, and the derives of rows.
    pub diesel: bool,
    /// What the project has decided: an allow is written for what is a finding there.
    pub config: Config,
}

impl Options {
    /// One file per entity, a `mod.rs`, no diesel, a project without decisions.
    pub fn new(name: impl Into<String>, dialect: Dialect) -> Self {
        Self {
            name: name.into(),
            dialect,
            single_file: false,
            root: "mod.rs".to_owned(),
            path: "crate".to_owned(),
            diesel: false,
            config: Config::default(),
        }
    }
}
