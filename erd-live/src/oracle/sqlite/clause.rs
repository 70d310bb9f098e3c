//! Pieces of SQLite's statements in the normal form.

use crate::token::{Lexis, Token, TokenKind, bare, tokens};

/// An expression: its tokens as they were written, without comments, line ends and parentheses around all of it.
pub(super) fn expression(sql: &str) -> String {
    let text = raw(sql, &tokens(sql, Lexis::Brackets));
    let text = bare(&text);
    raw(&text, &tokens(&text, Lexis::Brackets))
}

/// Tokens as they were written, with a blank between two that are no operator or number together.
pub(super) fn raw(sql: &str, found: &[Token]) -> String {
    let mut text = String::new();
    let mut last: Option<&Token> = None;
    for token in found {
        if last.is_some_and(|last| last.end < token.start || !is_one(sql, last, token)) {
            text.push(' ');
        }
        text.push_str(&sql[token.start..token.end]);
        last = Some(token);
    }
    text
}

/// Whether two tokens without a blank between them are an operator, or part of a number.
fn is_one(sql: &str, first: &Token, second: &Token) -> bool {
    const OPERATORS: [&str; 9] = ["||", "<=", ">=", "<>", "!=", "==", "<<", ">>", "->"];
    let both = &sql[first.start..second.end];
    let dot = TokenKind::Other('.');
    OPERATORS.contains(&both) || first.kind == dot || second.kind == dot
}

/// Tokens outside of expressions: names are found in any case and any quotes.
pub(super) fn words(sql: &str, found: &[Token]) -> String {
    let word = |token: &Token| match &token.kind {
        TokenKind::Word(word) => word.to_uppercase(),
        _ => sql[token.start..token.end].to_owned(),
    };
    found.iter().map(word).collect::<Vec<_>>().join(" ")
}

/// A key of an index or a constraint: a name or an expression, its collation, its order.
pub(super) fn key_part(sql: &str) -> String {
    let found = tokens(sql, Lexis::Brackets);
    let mut end = found.len();
    let mut order = "";
    match found.last() {
        Some(last) if end > 1 && last.is("DESC") => {
            order = " DESC";
            end -= 1;
        }
        Some(last) if end > 1 && last.is("ASC") => end -= 1,
        _ => {}
    }
    let mut collation = String::new();
    if end > 2 && found[end - 2].is("COLLATE") {
        let name = found[end - 1].name().unwrap_or_default();
        collation = format!(" COLLATE {}", name.to_uppercase());
        end -= 2;
    }
    let key = match &found[..end] {
        [name] => name.name().unwrap_or_default().to_lowercase(),
        part => {
            let last = part.last().map_or(0, |t| t.end);
            expression(&sql[..last])
        }
    };
    format!("{key}{collation}{order}")
}
