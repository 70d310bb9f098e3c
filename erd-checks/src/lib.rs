//! The rules of `erd`: one file each in [`rules`], one ordered list, one engine.
//!
//! A rule can run in three places, and its [`Scope`] says what it needs to see. The derive calls [`check_entity`] while
//! it expands one struct. The functions of [`graph`] are `const`: the compiler runs them over the declared statics, which
//! reach every other entity. Tools call [`check_schema`], which runs every rule on the resolved schema, of code or of a
//! live database.

mod affinity;
mod columns;
pub mod config;
mod cover;
mod engine;
pub mod expression;
pub mod graph;
mod indexing;
mod keys;
mod links;
mod listed;
mod literal;
mod names;
mod pairs;
mod path;
mod plain;
mod predicate;
mod purge;
mod refusal;
pub mod render;
mod report;
mod reserved;
mod rule;
pub mod rules;
mod scan;
mod stored;
#[cfg(test)]
mod testing;
mod types;
mod words;

pub use config::Config;
pub use engine::{
    Allowed, Checked, check_entity, check_entity_with, check_schema, check_schema_with,
};
pub use graph::is_asked;
pub use listed::minds_case;
pub use report::{AllowedBy, Entry, Report};
pub use rule::{Check, Rule, Scope};
pub use rules::{RULES, find_rule};
