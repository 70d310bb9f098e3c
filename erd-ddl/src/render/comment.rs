//! Where the strings and comments of a text end.

use erd_core::{Capability, Dialect, Family};

/// Whether the text ends within a comment that runs to the end of the line. What looks like one in a string, a quoted name
/// or another comment is none.
pub(crate) fn ends_in_comment(text: &str, dialect: Dialect) -> bool {
    let mut at = 0;
    while at < text.len() {
        let (end, kind) = piece(text, at, dialect);
        if kind == Piece::LineComment && end == text.len() {
            return true;
        }
        at = end;
    }
    false
}

/// What a stretch of text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Piece {
    /// A string, with its quotes.
    Text,
    /// A comment up to the end of the line.
    LineComment,
    /// A quoted name, another comment, or a character.
    Other,
}

/// The end of the stretch that begins at `at`, and what it is.
pub(crate) fn piece(text: &str, at: usize, dialect: Dialect) -> (usize, Piece) {
    let rest = &text[at..];
    let mysql = dialect.has(Capability::BackslashEscapes);
    let postgres = dialect.is(Family::Postgres);
    match rest.as_bytes() {
        [b'-', b'-', next, ..] if mysql && !next.is_ascii_whitespace() => (at + 2, Piece::Other),
        [b'-', b'-', ..] => (line_end(text, at), Piece::LineComment),
        [b'#', ..] if mysql => (line_end(text, at), Piece::LineComment),
        // What MySQL reads of a comment is no comment.
        [b'/', b'*', next, ..] if !(mysql && *next == b'!') => {
            (block_end(text, at, postgres), Piece::Other)
        }
        [mark @ (b'\'' | b'"' | b'`'), ..] => {
            let string = *mark == b'\'' || (mysql && *mark == b'"');
            let escapes = string && (mysql || (postgres && is_escape_string(&text[..at])));
            let kind = if string { Piece::Text } else { Piece::Other };
            (quote_end(text, at, *mark, escapes), kind)
        }
        [b'$', ..] if postgres => (dollar_end(text, at), Piece::Other),
        _ => {
            let length = rest.chars().next().map_or(1, char::len_utf8);
            (at + length, Piece::Other)
        }
    }
}

fn line_end(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |n| at + n)
}

/// Behind a comment between `/*` and `*/`, which PostgreSQL nests.
fn block_end(text: &str, at: usize, nested: bool) -> usize {
    let bytes = text.as_bytes();
    let mut depth = 1_usize;
    let mut i = at + 2;
    while i < bytes.len() {
        if bytes[i..].starts_with(b"*/") {
            depth -= 1;
            i += 2;
            if depth == 0 {
                return i;
            }
        } else if nested && bytes[i..].starts_with(b"/*") {
            depth += 1;
            i += 2;
        } else {
            i += 1;
        }
    }
    text.len()
}

/// Behind the quote that ends what the quote at `at` begins; a doubled quote is one.
fn quote_end(text: &str, at: usize, mark: u8, escapes: bool) -> usize {
    let bytes = text.as_bytes();
    let mut i = at + 1;
    while i < bytes.len() {
        if escapes && bytes[i] == b'\\' {
            i += 2;
        } else if bytes[i] != mark {
            i += 1;
        } else if bytes.get(i + 1) == Some(&mark) {
            i += 2;
        } else {
            return i + 1;
        }
    }
    text.len()
}

/// Whether the text before a quote makes it one with escapes: `E'..'`.
fn is_escape_string(before: &str) -> bool {
    let mut chars = before.chars().rev();
    let e = chars.next().is_some_and(|c| c.eq_ignore_ascii_case(&'e'));
    e && !chars
        .next()
        .is_some_and(|c| c.is_alphanumeric() || c == '_')
}

/// Behind what the dollar quote at `at` begins; behind the sign where none begins.
fn dollar_end(text: &str, at: usize) -> usize {
    let rest = &text[at + 1..];
    let tag = rest.find('$').filter(|n| {
        rest[..*n].chars().all(|c| c.is_alphanumeric() || c == '_')
            && !rest.starts_with(|c: char| c.is_ascii_digit())
    });
    let Some(tag) = tag else { return at + 1 };
    let quote = &text[at..at + tag + 2];
    let body = at + quote.len();
    text[body..]
        .find(quote)
        .map_or(text.len(), |n| body + n + quote.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_comment_at_the_end_of_the_last_line_counts() {
        for (text, dialect, expected) in [
            ("a > 0 -- why", Dialect::Sqlite, true),
            ("a > 0 -- why\n", Dialect::Sqlite, false),
            ("'a -- b'", Dialect::Sqlite, false),
            ("\"a -- b\"", Dialect::Postgres, false),
            ("/* -- */ 1", Dialect::Postgres, false),
            ("/* /* */ -- */ 1", Dialect::Postgres, false),
            ("$x$ -- $x$", Dialect::Postgres, false),
            ("$1 -- x", Dialect::Postgres, true),
            ("E'it\\' -- '", Dialect::Postgres, false),
            ("'it\\' -- '", Dialect::Postgres, true),
            ("'it\\'s # -- '", Dialect::MySql, false),
            ("'a' # why", Dialect::MariaDb, true),
            ("a--1", Dialect::MySql, false),
            ("a--1", Dialect::Postgres, true),
            ("`a#b`", Dialect::MySql, false),
            ("a #> b", Dialect::Postgres, false),
        ] {
            assert_eq!(ends_in_comment(text, dialect), expected, "{text}");
        }
    }
}
