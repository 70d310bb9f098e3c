//! MySQL, MariaDB and SQLite, by sqlparser.

mod alter;
mod clauses;
mod column;
mod lacking;
mod place;
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
    let reason = |error: String| error.trim_start_matches("sql parser error: ").to_owned();
    let places = Places::new(text, offset);
    let tokens = Tokenizer::new(grammar, text).tokenize().unwrap_or_default();
    let mut ops = Vec::new();
    let mut online = crate::facts::Online::default();
    let parsed = Parser::parse_sql(grammar, text).or_else(|error| {
        let equal = lacking::is_as_equals(text, grammar).filter(|_| dialect.is(Family::Sqlite));
        equal.map_or(Err(error), |equal| Parser::parse_sql(grammar, &equal))
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
                let clauses = Clauses::of(text, offset, grammar, dialect);
                ops = match clauses {
                    Some(clauses) => clauses.read(&mut online).map_err(reason)?,
                    None => return Err(reason(error.to_string())),
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

/// Names of tables and columns are compared without regard to case.
fn word(ident: &Ident) -> String {
    ident.value.to_lowercase()
}

fn name(name: &ObjectName) -> Name {
    let parts = name.0.iter().filter_map(|part| part.as_ident());
    Name::of_parts(parts.map(word).collect())
}
