//! Values of properties, and how they are written.

use crate::Dialect;
use crate::schema::{ObjectName, Sql};

/// How the value of a property is written in declarations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// `name`
    Flag,
    /// `name = "sql"`, or `name(postgres = "sql", ..)`
    Sql,
    /// `name = "sql"` of the engines that have it.
    Text,
    /// `name = "word"` of letters, digits and `_`: it reaches SQL unquoted.
    Word,
    /// `name = "some words"`, and examples for who writes it otherwise.
    Words(&'static str),
    /// `name = word`, one of these; `name` alone is the first.
    Choice(&'static [&'static str]),
    /// `name("table", "namespace.table")`
    Names,
    /// `name = 7`, between two numbers.
    Number(i64, i64),
    /// `name = -0.5`: a number from -1 on.
    Share,
    /// Written in a form of its own: part of a key, an action or another attribute.
    Own,
}

/// A value of a property.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// It is stated.
    Flag,
    /// Words, SQL of its own engines, or a decimal number.
    Text(String),
    /// SQL.
    Sql(Sql),
    /// Tables.
    Names(Vec<ObjectName>),
    /// A whole number.
    Number(i64),
}

impl Value {
    /// As the engine reads it.
    pub fn text(&self, dialect: Dialect) -> String {
        match self {
            Self::Flag => String::new(),
            Self::Text(text) => text.clone(),
            Self::Sql(sql) => sql.get(dialect).unwrap_or_default().to_owned(),
            Self::Names(names) => {
                let names: Vec<_> = names.iter().map(ToString::to_string).collect();
                format!("({})", names.join(", "))
            }
            Self::Number(number) => number.to_string(),
        }
    }

    /// Whether it says something to a dialect.
    pub fn speaks_to(&self, dialect: Dialect) -> bool {
        match self {
            Self::Sql(sql) => sql.get(dialect).is_some(),
            _ => true,
        }
    }
}
