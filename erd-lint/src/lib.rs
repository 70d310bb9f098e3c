//! Lint of migrations that people write as SQL: files to facts, facts to findings.
//!
//! [`read_folder`] finds the migrations of a folder, [`lint`] says what they would do to a live database and to the
//! version of the application that still runs. Everything comes from a parser's tree, nothing from a search in text.

mod allow;
mod catalog;
mod context;
mod engine;
mod facts;
mod folder;
mod linted;
mod read;
mod report;
mod rule;
mod rules;
#[cfg(test)]
mod tests;

pub use engine::lint;
pub use folder::{Folder, FolderError, read as read_folder};
pub use linted::{Item, Linted, Options, Silenced, UnknownSince};
pub use rule::{Levels, Rule};
pub use rules::locks::locks;
pub use rules::{RULES, explain, find_rule, index};
