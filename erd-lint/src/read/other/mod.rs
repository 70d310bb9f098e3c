//! MySQL, MariaDB and SQLite, by sqlparser.

mod alter;
mod clauses;
mod column;
mod lacking;
mod lenient;
mod place;
mod silent;
mod statement;

use super::split::split;
use super::{Problem, Script};
use crate::facts::{Name, Op, Statement};
use clauses::Clauses;
use erd_core::{Dialect, Family};
use place::Places;
use sqlparser::ast::{Ident, ObjectName};
use sqlparser::dialect::{MySqlDialect, SQLiteDialect};
use sqlparser::parser::Parser;
use sqlparser::tokenizer::{Token, Tokenizer};

/// Statement by statement: the parser stops at the first mistake.
pub(super) fn read(text: &str, dialect: Dialect) -> Script {
    let mut script = Script::default();
    for span in split(text, dialect) {
        match one(&text[span.clone()], span.start, dialect) {
            Ok(statement) => script.statements.push(statement),
            Err(reason) => script.problems.push(Problem { span, reason }),
        }
    }
    script
}

fn one(text: &str, offset: usize, dialect: Dialect) -> Result<Statement, String> {
    let grammar: &dyn sqlparser::dialect::Dialect = match dialect {
        Dialect::Sqlite => &SQLiteDialect {},
        _ => &MySqlDialect {},
    };
    let bare = executed(text).filter(|_| dialect.is(Family::MySql));
    let text = bare.as_deref().unwrap_or(text);
    let reason = |error: String| error.trim_start_matches("sql parser error: ").to_owned();
    let places = Places::new(text, offset);
    let tokens = Tokenizer::new(grammar, text).tokenize().unwrap_or_default();
    let mut ops = Vec::new();
    let mut online = crate::facts::Online::default();
    let parsed = Parser::parse_sql(grammar, text).or_else(|error| {
        let equal = lacking::is_as_equals(text, grammar).filter(|_| dialect.is(Family::Sqlite));
        equal.map_or(Err(error), |equal| Parser::parse_sql(grammar, &equal))
    });
    let lenient = if parsed.is_err() {
        lenient::without(text, grammar, dialect)
    } else {
        None
    };
    let parsed = parsed.or_else(|error| match &lenient {
        Some(lenient) => Parser::parse_sql(grammar, lenient).map_err(|_| error),
        None => Err(error),
    });
    match parsed {
        Ok(parsed) => {
            for statement in &parsed {
                ops.extend(statement::ops(statement, &places, dialect));
                statement::online(statement, &mut online);
            }
        }
        Err(error) => {
            let kind = lacking::kind(&tokens, dialect);
            if let Some(kind) = kind {
                let span = places.whole();
                ops.push(Op { span, kind });
            } else {
                let clauses = lenient.as_deref().unwrap_or(text);
                let clauses = Clauses::of(clauses, offset, grammar, dialect);
                ops = if let Some(clauses) = clauses {
                    clauses.read(&mut online).map_err(reason)?
                } else {
                    let kinds = silent::kinds(&tokens, dialect, &mut online);
                    let kinds = kinds.ok_or_else(|| reason(error.to_string()))?;
                    let span = places.whole();
                    let op = |kind| Op {
                        span: span.clone(),
                        kind,
                    };
                    kinds.into_iter().map(op).collect()
                };
            }
        }
    }
    let literals = tokens.into_iter().filter_map(|token| match token {
        Token::SingleQuotedString(text) => Some(text),
        _ => None,
    });
    Ok(Statement {
        span: offset..offset + text.len(),
        ops,
        literals: literals.collect(),
        online,
    })
}

/// What stands in `/*!40101 .. */`, which MySQL and MariaDB execute, at its place.
fn executed(text: &str) -> Option<String> {
    let inside = text.strip_prefix("/*!")?.strip_suffix("*/")?;
    let digits = inside.len()
        - inside
            .trim_start_matches(|c: char| c.is_ascii_digit())
            .len();
    let before = " ".repeat("/*!".len() + digits);
    Some(format!("{before}{}  ", &inside[digits..]))
}

/// Names of tables and columns are compared without regard to case.
fn word(ident: &Ident) -> String {
    ident.value.to_lowercase()
}

fn name(name: &ObjectName) -> Name {
    let parts = name.0.iter().filter_map(|part| part.as_ident());
    Name::of_parts(parts.map(word).collect())
}
