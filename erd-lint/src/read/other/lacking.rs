//! Statements that the parser's grammar lacks, from its tokens.

use crate::facts::{Name, OpKind};
use erd_core::Dialect;
use sqlparser::tokenizer::Token;

/// `PRAGMA name = word` of SQLite, and `OPTIMIZE TABLE` of MySQL and MariaDB.
pub(super) fn kind(tokens: &[Token], dialect: Dialect) -> Option<OpKind> {
    let mut words = Vec::new();
    for token in tokens {
        match token {
            Token::Word(word) => words.push(word.value.to_lowercase()),
            Token::Number(text, _) | Token::SingleQuotedString(text) => {
                words.push(text.to_lowercase());
            }
            Token::Whitespace(_) | Token::Eq | Token::LParen | Token::RParen | Token::Minus => {}
            _ => return None,
        }
    }
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match (dialect, words.as_slice()) {
        (Dialect::Sqlite, ["pragma", name, value]) => Some(OpKind::Set {
            name: (*name).to_owned(),
            value: (*value).to_owned(),
        }),
        (Dialect::MySql | Dialect::MariaDb, ["optimize", .., "table", table]) => {
            Some(OpKind::RewriteTable {
                table: Some(Name::of_parts(vec![(*table).to_owned()])),
                what: "OPTIMIZE TABLE",
            })
        }
        _ => None,
    }
}
