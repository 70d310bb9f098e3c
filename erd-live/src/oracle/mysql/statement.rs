//! The normal form of other statements: without who made an object, and in which database.

use super::super::items::without;
use crate::token::{Lexis, TokenKind, tokens};

/// The words of a trigger's head.
const HEAD: [&str; 11] = [
    "CREATE", "TRIGGER", "BEFORE", "AFTER", "INSERT", "UPDATE", "DELETE", "ON", "FOR", "EACH",
    "ROW",
];

/// A trigger with a head of one form: servers keep blanks and quotes as they were written. How it was placed among the
/// others is in their order.
pub(super) fn trigger(sql: &str) -> String {
    let found = tokens(sql, Lexis::Backslashes);
    let Some(row) = found.iter().position(|t| t.is("ROW")) else {
        return sql.to_owned();
    };
    let mut body = row + 1;
    if found
        .get(body)
        .is_some_and(|t| t.is("FOLLOWS") || t.is("PRECEDES"))
    {
        body += 2;
    }
    let mut head = Vec::new();
    let mut at = 0;
    while at <= row {
        if found[at].is("OR") && found[at + 1].is("REPLACE") {
            at += 2;
        } else if found[at].is("IF") && found[at + 1].is("NOT") {
            at += 3;
        } else {
            head.push(match &found[at].kind {
                TokenKind::Word(word) if HEAD.iter().any(|h| word.eq_ignore_ascii_case(h)) => {
                    word.to_uppercase()
                }
                TokenKind::Word(name) | TokenKind::Name(name) => format!("`{name}`"),
                _ => sql[found[at].start..found[at].end].to_owned(),
            });
            at += 1;
        }
    }
    let body = found.get(body).map_or("", |t| &sql[t.start..]);
    format!("{} {}", head.join(" "), body.trim_end())
}

/// Without ``DEFINER=`name`@`host` ``, which stands before the object's kind.
pub(super) fn without_definer(sql: &str) -> String {
    let found = tokens(sql, Lexis::Backslashes);
    let is = |i: usize, c: char| matches!(found.get(i), Some(t) if t.kind == TokenKind::Other(c));
    // CREATE OR REPLACE AGGREGATE ALGORITHM = UNDEFINED is what may stand before it.
    let Some(at) = (0..found.len().min(8)).find(|i| found[*i].is("DEFINER") && is(i + 1, '='))
    else {
        return sql.to_owned();
    };
    let end = if is(at + 3, '@') { at + 5 } else { at + 3 };
    without(sql, &found, at..end.min(found.len()))
}

/// Without the name of its own database before what a view reads and a default takes its number from: the other database
/// has another name.
pub(super) fn without_database(sql: &str, database: &str) -> String {
    let found = tokens(sql, Lexis::Backslashes);
    let mut text = String::with_capacity(sql.len());
    let mut kept = 0;
    for pair in found.windows(2) {
        if matches!(&pair[0].kind, TokenKind::Name(name) if name == database)
            && pair[1].kind == TokenKind::Other('.')
        {
            text.push_str(&sql[kept..pair[0].start]);
            kept = pair[1].end;
        }
    }
    text.push_str(&sql[kept..]);
    text
}
