//! A normal form of SQL expressions and of names of types.
//!
//! A server keeps an expression as a tree and prints it anew: with casts, parentheses, other words for the same operator.
//! Two texts with one normal form mean the same to the dialect. A text that the parser does not know is compared by its
//! tokens, which forgives spaces, capitals and needless quotes only.
//!
//! MySQL and MariaDB have a grammar of their own here, because they print what only their own precedence reads rightly.
//!
//! The normal form forgets casts that change nothing: of a literal, and of a column to a type of its own class. An edit
//! that only adds or removes such a cast is therefore no difference.

mod call;
mod default;
mod form;
mod mysql;
mod number;
mod tokens;
mod type_name;

pub use default::default_value;
pub use tokens::{Word, identifiers, renamed, statement, words};
pub use type_name::type_name;

use erd_core::{Dialect, Family};
use sqlparser::dialect::{Dialect as Grammar, PostgreSqlDialect, SQLiteDialect};
use sqlparser::parser::Parser;

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
    /// The class of a column, by its name in lower case.
    pub class: &'a dyn Fn(&str) -> Class,
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
    let form = if context.dialect.is(Family::MySql) {
        mysql::form(text, context)
    } else {
        parse(text, context.dialect).map(|expr| form::form(&expr, context))
    };
    form.unwrap_or_else(|| statement(text, context.dialect))
}

fn parse(text: &str, dialect: Dialect) -> Option<sqlparser::ast::Expr> {
    let grammar: &dyn Grammar = match dialect.family() {
        Family::Postgres => &PostgreSqlDialect {},
        Family::Sqlite | Family::MySql => &SQLiteDialect {},
    };
    let mut parser = Parser::new(grammar).try_with_sql(text).ok()?;
    let expr = parser.parse_expr().ok()?;
    (parser.peek_token_ref().token == sqlparser::tokenizer::Token::EOF).then_some(expr)
}

#[cfg(test)]
mod tests;
