//! A small lexer for SQL: enough to find the parts of a statement, and the parentheses around an expression.

/// A piece of SQL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Token {
    /// What it is.
    pub(crate) kind: TokenKind,
    /// Byte range in the text.
    pub(crate) start: usize,
    /// End of it.
    pub(crate) end: usize,
}

/// What a token is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum TokenKind {
    /// A bare word or number.
    Word(String),
    /// A quoted name: `"a"`, `` `a` ``, `[a]`.
    Name(String),
    /// A string.
    Text(String),
    /// `(`
    Open,
    /// `)`
    Close,
    /// `,`
    Comma,
    /// Any other character.
    Other(char),
}

impl Token {
    /// Whether it is that keyword.
    pub(crate) fn is(&self, keyword: &str) -> bool {
        matches!(&self.kind, TokenKind::Word(word) if word.eq_ignore_ascii_case(keyword))
    }

    /// The name it is, bare or quoted. SQLite takes a string for a name too.
    pub(crate) fn name(&self) -> Option<&str> {
        match &self.kind {
            TokenKind::Word(name) | TokenKind::Name(name) | TokenKind::Text(name) => Some(name),
            _ => None,
        }
    }
}

/// What a text has besides standard SQL.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lexis {
    /// Nothing: PostgreSQL, and what MariaDB's views of the catalog print.
    Plain,
    /// `[a]` is a name, in SQLite.
    Brackets,
    /// MySQL and MariaDB, in what SHOW CREATE prints and people write: escapes behind a backslash, strings in double quotes
    /// too, `#` starts a comment, `--` only before a blank, and what stands in `/*! .. */` counts.
    Backslashes,
}

/// The tokens of a text, comments left out.
pub(crate) fn tokens(sql: &str, lexis: Lexis) -> Vec<Token> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(c) = sql[at..].chars().next() {
        let start = at;
        if let Some(end) = comment(sql, at, lexis) {
            at = end;
            continue;
        }
        at += c.len_utf8();
        let kind = match c {
            _ if c.is_whitespace() => continue,
            '\'' | '"' | '`' => {
                let mysql = lexis == Lexis::Backslashes;
                let (text, end) = quoted(sql, at, c, mysql && c != '`');
                at = end;
                if c == '\'' || (mysql && c == '"') {
                    TokenKind::Text(text)
                } else {
                    TokenKind::Name(text)
                }
            }
            '[' if lexis == Lexis::Brackets => {
                let end = sql[at..].find(']').map_or(sql.len(), |n| at + n);
                let name = sql[at..end].to_owned();
                at = (end + 1).min(sql.len());
                TokenKind::Name(name)
            }
            '(' => TokenKind::Open,
            ')' => TokenKind::Close,
            ',' => TokenKind::Comma,
            _ if is_word(c) => {
                at = sql[at..]
                    .find(|c: char| !is_word(c))
                    .map_or(sql.len(), |n| at + n);
                TokenKind::Word(sql[start..at].to_owned())
            }
            other => TokenKind::Other(other),
        };
        out.push(Token {
            kind,
            start,
            end: at,
        });
    }
    out
}

/// Behind the comment that starts at `at`; `None` where none does. Of a comment that the server reads, only its marks are
/// one.
pub(crate) fn comment(sql: &str, at: usize, lexis: Lexis) -> Option<usize> {
    let rest = &sql[at..];
    let mysql = lexis == Lexis::Backslashes;
    let line = || Some(rest.find('\n').map_or(sql.len(), |n| at + n));
    match rest.as_bytes() {
        [b'#', ..] if mysql => line(),
        [b'-', b'-', next, ..] if mysql && !next.is_ascii_whitespace() => None,
        [b'-', b'-', ..] => line(),
        [b'/', b'*', b'!', ..] | [b'/', b'*', b'M', b'!', ..] if mysql => {
            let mark = rest.find('!')? + 1;
            let digits = rest[mark..].find(|c: char| !c.is_ascii_digit());
            Some(at + mark + digits.unwrap_or(rest.len() - mark))
        }
        // No operator of theirs is written so.
        [b'*', b'/', ..] if mysql => Some(at + 2),
        [b'/', b'*', ..] => Some(rest[2..].find("*/").map_or(sql.len(), |n| at + 2 + n + 2)),
        _ => None,
    }
}

pub(crate) fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '$' || !c.is_ascii()
}

/// The text up to the closing quote, where a doubled quote is one, and the position behind it. With `escapes` a backslash
/// and what stands behind it are one character.
pub(crate) fn quoted(sql: &str, from: usize, quote: char, escapes: bool) -> (String, usize) {
    let mut text = String::new();
    let mut chars = sql[from..].char_indices().peekable();
    while let Some((i, c)) = chars.next() {
        if escapes && c == '\\' {
            if let Some((_, escaped)) = chars.next() {
                unescape(escaped, &mut text);
            }
        } else if c != quote {
            text.push(c);
        } else if chars.peek().is_some_and(|(_, next)| *next == quote) {
            text.push(c);
            chars.next();
        } else {
            return (text, from + i + 1);
        }
    }
    (text, sql.len())
}

/// What a backslash and a character stand for (MySQL manual 11.1.1).
fn unescape(escaped: char, text: &mut String) {
    if matches!(escaped, '%' | '_') {
        // These stay escaped, for LIKE.
        text.push('\\');
    }
    text.push(match escaped {
        '0' => '\0',
        'b' => '\u{8}',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'Z' => '\u{1a}',
        other => other,
    });
}

/// Position of the token that closes the parenthesis at `open`; the last one where nothing does.
pub(crate) fn closing(tokens: &[Token], open: usize) -> usize {
    let mut depth = 0_usize;
    for (i, token) in tokens.iter().enumerate().skip(open) {
        match token.kind {
            TokenKind::Open => depth += 1,
            TokenKind::Close => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return i;
                }
            }
            _ => {}
        }
    }
    tokens.len().saturating_sub(1)
}

/// An expression of SQLite as the model has it: without the comments in it, which SQLite keeps with the text, and
/// without parentheses that enclose all of it.
pub(crate) fn expression(sql: &str) -> String {
    let mut out = String::new();
    let mut end = 0;
    for token in tokens(sql, Lexis::Brackets) {
        let between = &sql[end..token.start];
        out.push_str(if between.trim().is_empty() {
            between
        } else {
            " "
        });
        out.push_str(&sql[token.start..token.end]);
        end = token.end;
    }
    bare(&out)
}

/// What stands between the commas of the parentheses that open at `open`.
pub(crate) fn items(tokens: &[Token], open: usize) -> Vec<&[Token]> {
    let close = closing(tokens, open);
    let mut items = Vec::new();
    let mut start = open + 1;
    let mut depth = 0_usize;
    for i in open + 1..=close {
        match tokens[i].kind {
            TokenKind::Open => depth += 1,
            TokenKind::Close if i < close => depth = depth.saturating_sub(1),
            _ => {}
        }
        if i == close || (depth == 0 && tokens[i].kind == TokenKind::Comma) {
            items.push(&tokens[start..i]);
            start = i + 1;
        }
    }
    items
}

/// The expression without parentheses that enclose all of it.
pub(crate) fn bare(sql: &str) -> String {
    bare_in(sql, Lexis::Plain).to_owned()
}

/// [`bare`], in the SQL of an engine.
pub(crate) fn bare_in(sql: &str, lexis: Lexis) -> &str {
    let mut sql = sql.trim();
    loop {
        let found = tokens(sql, lexis);
        let encloses = found.first().is_some_and(|t| t.kind == TokenKind::Open)
            && found.len() > 2
            && closing(&found, 0) == found.len() - 1
            && found
                .last()
                .is_some_and(|t| t.kind == TokenKind::Close && t.end == sql.len());
        if !encloses {
            return sql;
        }
        sql = sql[1..sql.len() - 1].trim();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quote_behind_a_backslash_ends_no_string_of_mariadb() {
        let found = tokens(r"COMMENT = 'it\'s', x", Lexis::Backslashes);
        assert_eq!(found.len(), 5);
        assert_eq!(found[2].kind, TokenKind::Text("it's".to_owned()));
    }

    #[test]
    fn mysql_reads_comments_and_escapes_in_its_own_way() {
        let words = |sql: &str| -> Vec<String> {
            let found = tokens(sql, Lexis::Backslashes).into_iter();
            found.map(|t| sql[t.start..t.end].to_owned()).collect()
        };
        assert_eq!(words("a--1"), ["a", "-", "-", "1"]);
        assert_eq!(words("a -- it's\n# it's\n/* it's */ b"), ["a", "b"]);
        assert_eq!(
            words("x /*!80023 INVISIBLE */ /*M!100301 COMPRESSED*/ y"),
            ["x", "INVISIBLE", "COMPRESSED", "y"]
        );
        let found = tokens(r#"'a\n\0\\\%\'' "it's""#, Lexis::Backslashes);
        assert_eq!(found[0].kind, TokenKind::Text("a\n\0\\\\%'".to_owned()));
        assert_eq!(found[1].kind, TokenKind::Text("it's".to_owned()));
    }

    #[test]
    fn only_enclosing_parentheses_go() {
        assert_eq!(bare("((a IS NULL))"), "a IS NULL");
        assert_eq!(bare("(a) = (b)"), "(a) = (b)");
        assert_eq!(bare("(a = ')')"), "a = ')'");
        assert_eq!(bare("()"), "()");
    }

    #[test]
    fn comments_are_no_part_of_an_expression() {
        for (text, expected) in [
            ("n > 0 /* not a ) here */", "n > 0"),
            ("/* a */ (m > 0) -- positive )\n", "m > 0"),
            ("a/**/AND/* ' */b", "a AND b"),
            (
                "s <> '/* kept */' AND \"-- kept\" > 0",
                "s <> '/* kept */' AND \"-- kept\" > 0",
            ),
            ("[/*] > 1\n  AND b", "[/*] > 1\n  AND b"),
        ] {
            assert_eq!(expression(text), expected, "{text}");
        }
    }

    #[test]
    fn quotes_and_comments_are_understood() {
        let found = tokens(
            "a \"b \"\"c\" -- x\n[d e] 'it''s' /* y */ 1.5",
            Lexis::Brackets,
        );
        let kinds: Vec<_> = found.into_iter().map(|t| t.kind).collect();
        assert_eq!(
            kinds,
            [
                TokenKind::Word("a".into()),
                TokenKind::Name("b \"c".into()),
                TokenKind::Name("d e".into()),
                TokenKind::Text("it's".into()),
                TokenKind::Word("1".into()),
                TokenKind::Other('.'),
                TokenKind::Word("5".into()),
            ]
        );
    }
}
