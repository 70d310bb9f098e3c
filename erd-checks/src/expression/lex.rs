//! Tokens of an expression, in the lexis of one dialect.

use erd_core::{Dialect, Family};

/// A token. Numbers and texts are all alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// A name or a keyword.
    Word(&'a str),
    /// A name in quotes, which are left out.
    Quoted(&'a str),
    Number,
    Text,
    /// Characters that operators are made of.
    Operator(&'a str),
    /// Any other character.
    Symbol(char),
}

impl Token<'_> {
    /// Whether it is one of those words, in capitals or not, and no name in quotes.
    pub(super) fn is_word(&self, words: &[&str]) -> bool {
        matches!(self, Self::Word(word) if words.iter().any(|w| word.eq_ignore_ascii_case(w)))
    }
}

/// Of what operators are made on some engine.
const OPERATOR: &str = "+-*/<>=~!@#%^&|?:";

/// All tokens; `None` where the text holds what nothing sure can be said of: a comment, a variable, an escape.
pub(super) fn tokens(sql: &str, dialect: Dialect) -> Option<Vec<Token<'_>>> {
    let mut tokens = Vec::new();
    let mut rest = sql.trim_start();
    while let Some(c) = rest.chars().next() {
        let (token, length) = match c {
            '\'' => (Token::Text, text(rest, '\'', dialect)?),
            '"' if dialect.is(Family::MySql) => (Token::Text, text(rest, '"', dialect)?),
            '"' => quoted(rest, '"')?,
            '`' if !dialect.is(Family::Postgres) => quoted(rest, '`')?,
            '[' if dialect.is(Family::Sqlite) => quoted(rest, ']')?,
            '(' | ')' | '[' | ']' | ',' | '.' => (Token::Symbol(c), 1),
            _ if c.is_ascii_digit() => (Token::Number, number(rest)?),
            _ if c.is_alphabetic() || c == '_' => {
                let is_part = |c: char| c.is_alphanumeric() || c == '_' || c == '$';
                let length = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
                let behind = &rest[length..];
                // `E'..'` may hide a quote, `U&".."` is a name of its own making.
                let is = |word: &str| rest[..length].eq_ignore_ascii_case(word);
                if (is("e") && behind.starts_with('\'')) || (is("u") && behind.starts_with('&')) {
                    return None;
                }
                (Token::Word(&rest[..length]), length)
            }
            _ if OPERATOR.contains(c) => operator(rest, dialect)?,
            _ => return None,
        };
        tokens.push(token);
        rest = rest[length..].trim_start();
    }
    Some(tokens)
}

/// The length of what stands between two quotes, which are doubled inside.
fn closed(text: &str, quote: char) -> Option<usize> {
    let mut at = 1;
    loop {
        at += text[at..].find(quote)? + quote.len_utf8();
        if !text[at..].starts_with(quote) {
            return Some(at);
        }
        at += quote.len_utf8();
    }
}

/// The same of a string. A backslash in it is a character, or hides the next one on MySQL.
fn text(sql: &str, quote: char, dialect: Dialect) -> Option<usize> {
    let length = closed(sql, quote)?;
    let hides = dialect.is(Family::MySql) && sql[..length].contains('\\');
    (!hides).then_some(length)
}

fn quoted(sql: &str, end: char) -> Option<(Token<'_>, usize)> {
    let length = closed(sql, end)?;
    let name = &sql[1..length - 1];
    // A quote in a name is a curiosity.
    (!name.contains(end)).then_some((Token::Quoted(name), length))
}

/// A number, with nothing behind it that would make it a name.
fn number(sql: &str) -> Option<usize> {
    let is_part = |c: char| c.is_ascii_digit() || c == '.';
    let mut length = sql.find(|c| !is_part(c)).unwrap_or(sql.len());
    if let Some(exponent) = sql[length..].strip_prefix(['e', 'E']) {
        let digits = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
        let behind = digits.trim_start_matches(|c: char| c.is_ascii_digit());
        if behind.len() < digits.len() {
            length = sql.len() - behind.len();
        }
    }
    let next = sql[length..].chars().next();
    let is_name = next.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == '$');
    (!is_name).then_some(length)
}

/// As many characters as make one operator. A sign behind another operator is one of the operand's: `a=-1`.
fn operator(sql: &str, dialect: Dialect) -> Option<(Token<'_>, usize)> {
    let length = sql.find(|c| !OPERATOR.contains(c)).unwrap_or(sql.len());
    let mut all = &sql[..length];
    if ["--", "/*"].iter().any(|comment| all.contains(comment)) {
        return None;
    }
    // `#` opens a comment, `@` a variable.
    if dialect.is(Family::MySql) && all.contains(['#', '@', '?', ':']) {
        return None;
    }
    if dialect.is(Family::Sqlite) && all.contains(['#', '@', '?', ':', '^', '$']) {
        return None;
    }
    if all == ":" {
        return Some((Token::Symbol(':'), 1));
    }
    while all.len() > 1 && all.ends_with(['+', '-', '~']) && !all.starts_with("::") {
        all = &all[..all.len() - 1];
    }
    let is_fine = all == "::" || !(all.contains(':') || all == "=>");
    is_fine.then_some((Token::Operator(all), all.len()))
}
