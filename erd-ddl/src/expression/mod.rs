//! A normal form of SQL expressions and of names of types.
//!
//! A server keeps an expression as a tree and prints it anew: with casts, parentheses, other words for the same operator.
//! Two texts with one normal form mean the same to the dialect. Each family has a grammar of its own here, because only
//! its own precedence reads rightly what it prints: PostgreSQL's gives every part its type, as the server does; MySQL's and
//! MariaDB's knows the forms that both print; SQLite keeps what was written. A text that a grammar does not know is
//! compared by its tokens, which forgives spaces, comments, capitals and needless quotes only.

mod default;
mod moment;
mod mysql;
mod number;
mod postgres;
mod sqlite;
mod tokens;
mod type_name;

pub use default::default_value;
pub use tokens::{Word, identifiers, renamed, statement, words};
pub use type_name::type_name;

use erd_core::{Dialect, Family};

/// What the values of a type are, as far as casts that change nothing are concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// Characters.
    Text,
    /// Numbers.
    Number,
    /// Dates and times.
    Time,
    /// Truth values.
    Bool,
    /// Anything else.
    Other,
}

impl Class {
    /// The class of a type in its [normal form](type_name).
    pub fn of(type_name: &str) -> Self {
        let word = type_name
            .split(|c: char| !(c.is_ascii_alphanumeric() || c == '_'))
            .next()
            .unwrap_or_default();
        if type_name.ends_with(']') {
            return Self::Other;
        }
        match word {
            "text" | "varchar" | "char" | "bpchar" | "citext" | "name" | "tinytext"
            | "mediumtext" | "longtext" | "enum" => Self::Text,
            "smallint" | "integer" | "bigint" | "numeric" | "real" | "double" | "float" | "int"
            | "tinyint" | "mediumint" | "decimal" => Self::Number,
            "date" | "time" | "timestamp" | "timestamptz" | "timetz" | "datetime" => Self::Time,
            "boolean" => Self::Bool,
            _ => Self::Other,
        }
    }
}

/// What is around an expression.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// Whose SQL it is.
    pub dialect: Dialect,
    /// The type of a column in its [normal form](type_name()), by its name as the dialect folds it. Only PostgreSQL asks.
    pub column_type: &'a dyn Fn(&str) -> Option<String>,
    /// The new name of a column that is renamed, by its old one.
    pub rename: &'a dyn Fn(&str) -> Option<String>,
}

impl std::fmt::Debug for Context<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Context")
            .field("dialect", &self.dialect)
            .finish_non_exhaustive()
    }
}

/// The normal form of an expression: a text that is equal for equal expressions, and no SQL.
pub fn expression(text: &str, context: &Context<'_>) -> String {
    let form = match context.dialect.family() {
        Family::Postgres => postgres::form(text, context),
        Family::MySql => mysql::form(text, context),
        Family::Sqlite => sqlite::form(text, context),
    };
    form.unwrap_or_else(|| tokens::kept(text, context.dialect))
}

#[cfg(test)]
mod tests;
