//! Defaults, which MySQL and MariaDB show in two ways.

use erd_core::Scalar;
use erd_core::schema::{Column, Sql, Type};

use crate::token::{Lexis, TokenKind, bare_in, tokens};

/// The DEFAULT of a column, from what SHOW CREATE TABLE has behind the word. MySQL puts numbers into quotes; both put
/// expressions into parentheses, MariaDB only where it has to.
pub(super) fn default(column: &Column, shown: &str, mariadb: bool) -> Sql {
    if shown.eq_ignore_ascii_case("null") {
        return Sql::default();
    }
    let number = matches!(
        column.ty,
        Type::Scalar(s) if s.integer().is_some() || matches!(s, Scalar::Bool | Scalar::Decimal | Scalar::F32 | Scalar::F64)
    );
    let mut text = shown.to_owned();
    if number && !mariadb {
        let inner = shown.strip_prefix('\'').and_then(|t| t.strip_suffix('\''));
        inner.unwrap_or(shown).clone_into(&mut text);
    }
    // ZEROFILL pads defaults too.
    if matches!(column.ty, Type::Scalar(s) if s.integer().is_some())
        && let Ok(whole) = text.parse::<u64>()
    {
        text = whole.to_string();
    }
    Sql::new(clock(&unenclosed(&text)))
}

/// The expression without the parentheses that the renderer adds: it adds none to a literal, whose parentheses make it an
/// expression.
fn unenclosed(text: &str) -> String {
    let inner = bare_in(text, Lexis::Backslashes);
    if inner.len() < text.len() && is_literal(inner) {
        format!("({inner})")
    } else {
        inner.to_owned()
    }
}

/// A string without introducer, a number, or a word that stands for a value.
fn is_literal(text: &str) -> bool {
    let words = [
        "null",
        "true",
        "false",
        "current_timestamp",
        "current_date",
        "current_time",
    ];
    let found = tokens(text, Lexis::Backslashes);
    match &found[..] {
        [token] => match &token.kind {
            TokenKind::Text(_) => true,
            TokenKind::Word(word) => {
                word.starts_with(|c: char| c.is_ascii_digit()) || words.iter().any(|w| token.is(w))
            }
            _ => false,
        },
        [digits, value] => {
            matches!(value.kind, TokenKind::Text(_)) && (digits.is("x") || digits.is("b"))
                || digits.kind == TokenKind::Other('-')
        }
        // `1.5`, `-1.5`
        [.., whole, dot, _] => {
            dot.kind == TokenKind::Other('.')
                && matches!(&whole.kind, TokenKind::Word(w) if w.starts_with(|c: char| c.is_ascii_digit()))
        }
        [] => false,
    }
}

/// `current_timestamp()` and its kin in the words that everybody writes; any other text as it is.
pub(super) fn clock(text: &str) -> String {
    let lower = text.to_ascii_lowercase();
    match lower.strip_prefix("current_timestamp") {
        Some("" | "()") => "CURRENT_TIMESTAMP".to_owned(),
        Some(digits)
            if digits
                .strip_prefix('(')
                .and_then(|d| d.strip_suffix(')'))
                .is_some_and(|d| d.parse::<u8>().is_ok()) =>
        {
            format!("CURRENT_TIMESTAMP{digits}")
        }
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_whole_clock_is_rewritten() {
        assert_eq!(clock("current_timestamp()"), "CURRENT_TIMESTAMP");
        assert_eq!(clock("current_timestamp(3)"), "CURRENT_TIMESTAMP(3)");
        assert_eq!(clock("'current_timestamp()'"), "'current_timestamp()'");
        assert_eq!(
            clock("current_timestamp() + interval 1 day"),
            "current_timestamp() + interval 1 day"
        );
    }

    #[test]
    fn values_and_expressions_are_told_apart() {
        let text = Column::new("c", Type::Scalar(Scalar::Text));
        let number = Column::new("c", Type::Scalar(Scalar::I32));
        let get = |column: &Column, shown: &str, mariadb| default(column, shown, mariadb).any;
        assert_eq!(get(&text, "'it''s'", false).as_deref(), Some("'it''s'"));
        assert_eq!(get(&text, "'NULL'", false).as_deref(), Some("'NULL'"));
        assert_eq!(get(&text, "NULL", true), None);
        assert_eq!(get(&number, "'7'", false).as_deref(), Some("7"));
        assert_eq!(get(&number, "'-7'", false).as_deref(), Some("-7"));
        assert_eq!(get(&number, "00007", true).as_deref(), Some("7"));
        assert_eq!(get(&number, "(7)", false).as_deref(), Some("(7)"));
        assert_eq!(get(&text, "(0x00ff)", false).as_deref(), Some("(0x00ff)"));
        assert_eq!(get(&number, "(1 + 1)", false).as_deref(), Some("1 + 1"));
        assert_eq!(
            get(&text, "(_utf8mb4'it\\'s (')", false).as_deref(),
            Some("_utf8mb4'it\\'s ('")
        );
    }
}
