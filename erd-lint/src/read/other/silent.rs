//! Statements of MySQL, MariaDB and SQLite that the parser's grammar lacks, and whose first words say all that a rule asks.

use crate::facts::{Filter, Name, Online, OpKind};
use erd_core::{Dialect, Family};
use sqlparser::tokenizer::Token;

/// Beginnings of statements that change no table's definition and no rows that a rule asks for.
const MYSQL: [&[&str]; 54] = [
    &["PREPARE"],
    &["EXECUTE"],
    &["DEALLOCATE"],
    &["DROP", "PREPARE"],
    &["HANDLER"],
    &["DO"],
    &["CALL"],
    &["XA"],
    &["SET"],
    &["CHECK", "TABLE"],
    &["CHECKSUM", "TABLE"],
    &["ANALYZE"],
    &["SHOW"],
    &["HELP"],
    &["EXPLAIN"],
    &["DESCRIBE"],
    &["DESC"],
    &["TABLE"],
    &["VALUES"],
    &["SELECT"],
    &["GET"],
    &["SIGNAL"],
    &["RESIGNAL"],
    &["KILL"],
    &["FLUSH"],
    &["RESET"],
    &["PURGE"],
    &["CHANGE"],
    &["START"],
    &["STOP"],
    &["BINLOG"],
    &["CACHE"],
    &["LOCK"],
    &["UNLOCK"],
    &["INSTALL"],
    &["UNINSTALL"],
    &["IMPORT", "TABLE"],
    &["CLONE"],
    &["SHUTDOWN"],
    &["RESTART"],
    &["GRANT"],
    &["REVOKE"],
    &["RENAME", "USER"],
    &["CREATE", "SPATIAL", "REFERENCE"],
    &["DROP", "SPATIAL", "REFERENCE"],
    &["CREATE", "JSON"],
    &["ALTER", "JSON"],
    &["CREATE", "UNDO"],
    &["ALTER", "UNDO"],
    &["DROP", "UNDO"],
    &["ALTER", "INSTANCE"],
    &["BEGIN", "NOT", "ATOMIC"],
    &["CREATE", "DATABASE"],
    &["CREATE", "SCHEMA"],
];

/// Objects beside tables, which `CREATE`, `ALTER` and `DROP` make, change and remove.
const OBJECTS: [&str; 10] = [
    "USER",
    "ROLE",
    "TABLESPACE",
    "LOGFILE",
    "SERVER",
    "LIBRARY",
    "PACKAGE",
    "SEQUENCE",
    "RESOURCE",
    "EVENT",
];

const SQLITE: [&[&str]; 4] = [&["REINDEX"], &["DETACH"], &["ATTACH"], &["ANALYZE"]];

/// What such a statement does.
pub(super) fn kinds(
    tokens: &[Token],
    dialect: Dialect,
    online: &mut Online,
) -> Option<Vec<OpKind>> {
    let tokens: Vec<&Token> = tokens
        .iter()
        .filter(|token| !matches!(token, Token::Whitespace(_) | Token::EOF))
        .collect();
    let words: Vec<String> = tokens
        .iter()
        .map(|token| match token {
            Token::Word(word) if word.quote_style.is_none() => word.value.to_ascii_uppercase(),
            token => token.to_string(),
        })
        .collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    if dialect.is(Family::Sqlite) {
        return match words.as_slice() {
            ["VACUUM", ..] => Some(vec![OpKind::NoTransaction { what: "VACUUM" }]),
            ["CREATE", "VIRTUAL", "TABLE", ..] => {
                let at = if words.get(3) == Some(&"IF") { 6 } else { 3 };
                Some(vec![OpKind::CreateTable(crate::facts::CreateTable {
                    table: named(&tokens, at)?,
                    ..crate::facts::CreateTable::default()
                })])
            }
            _ => SQLITE
                .iter()
                .any(|start| words.starts_with(start))
                .then(|| vec![OpKind::Other]),
        };
    }
    let kind = match words.as_slice() {
        ["DROP", "INDEX", _, "ON", ..] => {
            online.algorithm |= words.contains(&"ALGORITHM");
            online.lock |= words.contains(&"LOCK");
            let table = named(&tokens, 4)?;
            OpKind::DropIndex {
                index: named(&tokens, 2)?,
                table: Some(table),
                concurrently: false,
            }
        }
        ["LOAD", "DATA" | "XML", ..] => {
            let table = words
                .windows(2)
                .position(|pair| pair == ["INTO", "TABLE"])?;
            OpKind::Insert {
                table: named(&tokens, table + 2)?,
                from: Vec::new(),
            }
        }
        ["DELETE", "HISTORY", "FROM", ..] => OpKind::Delete {
            table: named(&tokens, 3)?,
            filter: if words.contains(&"BEFORE") {
                Filter::Some
            } else {
                Filter::All
            },
        },
        ["REPAIR", .., "TABLE", _] => OpKind::RewriteTable {
            table: Some(named(&tokens, words.len() - 1)?),
            what: "REPAIR TABLE",
        },
        ["CREATE" | "ALTER" | "DROP", rest @ ..]
            if rest.iter().take(4).any(|word| OBJECTS.contains(word))
                && !rest
                    .iter()
                    .take(4)
                    .any(|word| ["TABLE", "INDEX", "VIEW"].contains(word)) =>
        {
            OpKind::Other
        }
        _ if MYSQL.iter().any(|start| words.starts_with(start)) => OpKind::Other,
        _ => return None,
    };
    Some(vec![kind])
}

/// The name that begins at a token, with the database before it.
fn named(tokens: &[&Token], at: usize) -> Option<Name> {
    let word = |at: usize| match tokens.get(at) {
        Some(Token::Word(word)) => Some(word.value.to_lowercase()),
        _ => None,
    };
    let mut parts = vec![word(at)?];
    if tokens.get(at + 1) == Some(&&Token::Period) {
        parts.push(word(at + 2)?);
    }
    Some(Name::of_parts(parts))
}
