//! Statements that the parser's grammar lacks, from its tokens.

use super::place::Places;
use crate::facts::{Name, OpKind};
use erd_core::{Dialect, Family};
use sqlparser::dialect::Dialect as Grammar;
use sqlparser::tokenizer::{Token, Tokenizer};

/// `PRAGMA name = word` and triggers of SQLite; `OPTIMIZE TABLE`, routines, events and their like of MySQL and MariaDB.
pub(super) fn kind(tokens: &[Token], dialect: Dialect) -> Option<OpKind> {
    let significant = tokens.iter().filter(|t| !matches!(t, Token::Whitespace(_)));
    let routine = routine(significant);
    if routine.is_some()
        && (dialect.is(Family::MySql) || matches!(routine, Some(OpKind::CreateTrigger { .. })))
    {
        return routine;
    }
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
        (Dialect::MySql | Dialect::MariaDb, ["alter", "database" | "schema", ..]) => {
            Some(OpKind::Other)
        }
        _ => None,
    }
}

/// The text with `=` and `<>`, as long as they were, for SQLite's `a IS b` and `a IS NOT b`: the parser has neither for
/// values, and rules make no difference between them. `None` where it has none.
pub(super) fn is_as_equals(text: &str, grammar: &dyn Grammar) -> Option<String> {
    let tokens = Tokenizer::new(grammar, text).tokenize_with_location();
    let tokens = tokens.ok()?.into_iter();
    let tokens: Vec<_> = tokens
        .filter(|found| !matches!(found.token, Token::Whitespace(_)))
        .collect();
    let says = |at: usize, words: &[&str]| match tokens.get(at).map(|found| &found.token) {
        Some(Token::Word(word)) if word.quote_style.is_none() => words
            .iter()
            .any(|said| word.value.eq_ignore_ascii_case(said)),
        _ => false,
    };
    let places = Places::new(text, 0);
    let mut out = text.to_owned();
    for at in 0..tokens.len() {
        if !says(at, &["is"]) {
            continue;
        }
        let not = usize::from(says(at + 1, &["not"]));
        if !says(at + not + 1, &["null", "true", "false", "distinct"]) {
            let start = places.of(tokens[at].span).start;
            let end = places.of(tokens[at + not].span).end;
            let sign = if not == 1 { "<>" } else { "=" };
            out.replace_range(start..end, &format!("{sign:<width$}", width = end - start));
        }
    }
    (out != text).then_some(out)
}

/// `CREATE`, `ALTER` or `DROP` of a routine, trigger or event, of which a rule asks for the table of a trigger alone. What a
/// body does, it does when it is called.
fn routine<'a>(tokens: impl Iterator<Item = &'a Token>) -> Option<OpKind> {
    let tokens: Vec<&Token> = tokens.collect();
    let words: Vec<Option<String>> = tokens
        .iter()
        .map(|token| match token {
            Token::Word(word) if word.quote_style.is_none() => Some(word.value.to_uppercase()),
            _ => None,
        })
        .collect();
    let at = |place: usize| words.get(place).and_then(|word| word.as_deref());
    let verb = at(0)?;
    // `OR REPLACE`, `AGGREGATE` and `DEFINER = ..` come before the kind.
    let kinds = ["TRIGGER", "PROCEDURE", "FUNCTION", "EVENT"];
    let kind =
        (1..words.len().min(12)).find(|place| at(*place).is_some_and(|w| kinds.contains(&w)))?;
    let before = (1..kind).filter_map(at);
    let before: Vec<&str> = before.collect();
    let known = match verb {
        "CREATE" => {
            let leads = ["OR", "DEFINER", "AGGREGATE", "TEMP", "TEMPORARY"];
            before.first().is_none_or(|word| leads.contains(word))
        }
        "ALTER" => before.first().is_none_or(|word| *word == "DEFINER"),
        "DROP" => before.is_empty(),
        _ => false,
    };
    if !known {
        return None;
    }
    if verb != "CREATE" || at(kind) != Some("TRIGGER") {
        return Some(OpKind::Other);
    }
    let on = (kind..words.len()).find(|place| at(*place) == Some("ON"))?;
    let name = |place: usize| match tokens.get(place) {
        Some(Token::Word(word)) => Some(word.value.to_lowercase()),
        _ => None,
    };
    let mut parts = vec![name(on + 1)?];
    if tokens.get(on + 2) == Some(&&Token::Period) {
        parts.push(name(on + 3)?);
    }
    Some(OpKind::CreateTrigger {
        table: Name::of_parts(parts),
    })
}
