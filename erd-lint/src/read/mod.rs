//! From the text of a file to facts. Each dialect has one maintained parser: squawk's for PostgreSQL, sqlparser for the
//! others. What a parser refuses is a [`Problem`], never nothing.

mod blocks;
mod other;
mod postgres;
mod split;

use crate::facts::Statement;
use erd_core::{Dialect, Family};
use std::ops::Range;

/// What is in a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Script {
    /// The statements that were understood, in order.
    pub(crate) statements: Vec<Statement>,
    /// Those that were not.
    pub(crate) problems: Vec<Problem>,
}

/// A statement that the parser refuses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Problem {
    /// Its bytes in the file.
    pub(crate) span: Range<usize>,
    /// What the parser says.
    pub(crate) reason: String,
}

/// Reads a file of that dialect.
pub(crate) fn read(text: &str, dialect: Dialect) -> Script {
    match dialect.family() {
        Family::Postgres => postgres::read(text),
        Family::MySql | Family::Sqlite => other::read(text, dialect),
    }
}

/// The comments of a file.
pub(crate) fn comments(text: &str, dialect: Dialect) -> Vec<Range<usize>> {
    split::comments(text, dialect)
}
