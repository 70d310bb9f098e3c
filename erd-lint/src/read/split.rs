//! Where statements end, by the lexical rules alone: for files that a parser refuses as a whole.

use super::blocks::Blocks;
use erd_core::{Dialect, Family};
use std::ops::Range;

/// The statements of a file, without space, comments before them, and semicolons. A semicolon inside quotes, dollar
/// quotes, comments and the body of a routine (`BEGIN .. END`) ends nothing. A line `DELIMITER //` says what ends the
/// statements behind it, as the clients of MySQL and MariaDB read it.
pub(super) fn split(text: &str, dialect: Dialect) -> Vec<Range<usize>> {
    pieces(text, dialect).0
}

/// The comments of a file, with the marks that make them comments.
pub(super) fn comments(text: &str, dialect: Dialect) -> Vec<Range<usize>> {
    pieces(text, dialect).1
}

fn pieces(text: &str, dialect: Dialect) -> (Vec<Range<usize>>, Vec<Range<usize>>) {
    let mut splitter = Splitter {
        text,
        bytes: text.as_bytes(),
        at: 0,
        comments: Vec::new(),
        dialect,
        end: ";",
    };
    let mut statements = Vec::new();
    while let Some(span) = splitter.statement() {
        statements.push(span);
    }
    (statements, splitter.comments)
}

struct Splitter<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
    comments: Vec<Range<usize>>,
    dialect: Dialect,
    /// What ends a statement.
    end: &'a str,
}

impl Splitter<'_> {
    fn statement(&mut self) -> Option<Range<usize>> {
        let mut start = None;
        let mut end = 0;
        let mut blocks = Blocks::default();
        while self.at < self.bytes.len() {
            let from = self.at;
            if self.comment() {
                self.comments.push(from..self.at);
                continue;
            }
            if start.is_none() && self.delimiter() {
                continue;
            }
            let is_end = self.bytes[from..].starts_with(self.end.as_bytes());
            match self.bytes[from] {
                _ if is_end && (self.end != ";" || !blocks.is_open()) => {
                    self.at += self.end.len();
                    if start.is_some() {
                        break;
                    }
                    continue;
                }
                byte if byte.is_ascii_whitespace() => {
                    self.at += 1;
                    continue;
                }
                byte if byte.is_ascii_alphabetic() || byte == b'_' || byte >= 0x80 => {
                    let word = self.word();
                    blocks.word(word, &self.text[self.at..], self.dialect);
                }
                byte => {
                    self.token();
                    blocks.mark(byte);
                }
            }
            start.get_or_insert(from);
            end = self.at;
        }
        start.map(|start| start..end)
    }

    /// Reads the line that says what ends a statement from here on.
    fn delimiter(&mut self) -> bool {
        let text = self.text;
        let line = text[self.at..].lines().next().unwrap_or_default();
        let mut words = line.split_ascii_whitespace();
        let is_it = words
            .next()
            .is_some_and(|word| word.eq_ignore_ascii_case("delimiter"));
        match words.next() {
            Some(end) if is_it && self.dialect.is(Family::MySql) => {
                self.end = end;
                self.at += line.len();
                true
            }
            _ => false,
        }
    }

    fn word(&mut self) -> String {
        let from = self.at;
        let is_word = |byte: &u8| {
            byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$') || *byte >= 0x80
        };
        while self.bytes.get(self.at).is_some_and(is_word) {
            self.at += 1;
        }
        self.text[from..self.at].to_ascii_uppercase()
    }

    /// A comment that the server ignores. MySQL's `/*! .. */` is code.
    fn comment(&mut self) -> bool {
        let rest = &self.bytes[self.at..];
        let mysql = self.dialect.is(Family::MySql);
        if rest.starts_with(b"--") || (mysql && rest.starts_with(b"#")) {
            self.at += rest.iter().position(|b| *b == b'\n').unwrap_or(rest.len());
            return true;
        }
        if !rest.starts_with(b"/*") || (mysql && rest.starts_with(b"/*!")) {
            return false;
        }
        let nested = self.dialect.is(Family::Postgres);
        let mut depth = 0_usize;
        while self.at < self.bytes.len() {
            let rest = &self.bytes[self.at..];
            if rest.starts_with(b"/*") && (nested || depth == 0) {
                depth += 1;
                self.at += 2;
            } else if rest.starts_with(b"*/") {
                depth -= 1;
                self.at += 2;
                if depth == 0 {
                    break;
                }
            } else {
                self.at += 1;
            }
        }
        true
    }

    fn token(&mut self) {
        match self.bytes[self.at] {
            quote @ (b'\'' | b'"' | b'`') => {
                let escapes = self.dialect.is(Family::MySql) && quote != b'`'
                    || (quote == b'\'' && self.after_e());
                self.quoted(quote, escapes);
            }
            b'[' if self.dialect.is(Family::Sqlite) => self.quoted(b']', false),
            b'$' if self.dialect.is(Family::Postgres) => self.dollar(),
            _ => self.at += 1,
        }
    }

    /// Whether the text before a quote is the `E` of PostgreSQL's strings with backslashes.
    fn after_e(&self) -> bool {
        let before = &self.bytes[..self.at];
        let word = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
        matches!(before.last(), Some(b'e' | b'E')) && !before.iter().rev().nth(1).is_some_and(word)
    }

    fn quoted(&mut self, close: u8, escapes: bool) {
        self.at += 1;
        while let Some(byte) = self.bytes.get(self.at) {
            self.at += match *byte {
                b'\\' if escapes => 2,
                byte if byte == close => {
                    if self.bytes.get(self.at + 1) == Some(&close) && close != b']' {
                        2
                    } else {
                        self.at += 1;
                        return;
                    }
                }
                _ => 1,
            };
        }
        self.at = self.at.min(self.bytes.len());
    }

    fn dollar(&mut self) {
        let rest = &self.text[self.at + 1..];
        let is_tag = |tag: &str| {
            !tag.starts_with(|c: char| c.is_ascii_digit())
                && tag.chars().all(|c| c.is_alphanumeric() || c == '_')
        };
        let Some(tag) = rest
            .split_once('$')
            .map(|(tag, _)| tag)
            .filter(|tag| is_tag(tag))
        else {
            self.at += 1;
            return;
        };
        let mark = format!("${tag}$");
        let body = self.at + mark.len();
        let length = self.text[body..]
            .find(&mark)
            .map(|found| found + mark.len());
        self.at = length.map_or(self.bytes.len(), |length| body + length);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str, dialect: Dialect) -> Vec<&str> {
        split(text, dialect)
            .into_iter()
            .map(|span| &text[span])
            .collect()
    }

    #[test]
    fn a_delimiter_ends_what_stands_behind_it() {
        let text = "SELECT 1;\ndelimiter //\nCREATE PROCEDURE p()\nBEGIN SELECT 1; END\n//\nDELIMITER ;\nSELECT 2;";
        let expected = [
            "SELECT 1",
            "CREATE PROCEDURE p()\nBEGIN SELECT 1; END",
            "SELECT 2",
        ];
        assert_eq!(parts(text, Dialect::MySql), expected);
    }

    #[test]
    fn semicolons_in_quotes_end_nothing() {
        let text = "-- a;b\nSELECT ';', \";\" ; /* ; /* ; */ */ DO $x$ a; $$ ; $x$;;\nSELECT E'\\';' -- end";
        let expected = ["SELECT ';', \";\"", "DO $x$ a; $$ ; $x$", "SELECT E'\\';'"];
        assert_eq!(parts(text, Dialect::Postgres), expected);
    }

    #[test]
    fn each_dialect_has_its_quotes() {
        let text = "SELECT 'it''s \\';' , `;`; # x;\nSELECT 2";
        assert_eq!(
            parts(text, Dialect::MySql),
            ["SELECT 'it''s \\';' , `;`", "SELECT 2"]
        );
        assert_eq!(
            parts("SELECT [a;b]; SELECT '\\';", Dialect::Sqlite),
            ["SELECT [a;b]", "SELECT '\\'"]
        );
    }

    #[test]
    fn the_body_of_a_trigger_is_part_of_it() {
        let text = "CREATE TRIGGER t AFTER INSERT ON a BEGIN UPDATE a SET b = CASE WHEN 1 THEN 2 END; DELETE FROM c; END; SELECT 1";
        assert_eq!(parts(text, Dialect::Sqlite).len(), 2);
        let text = "CREATE PROCEDURE p() BEGIN IF 1 THEN SELECT 1; END IF; END; SELECT 1;";
        assert_eq!(parts(text, Dialect::MySql).len(), 2);
        assert_eq!(parts("BEGIN; SELECT 1; END;", Dialect::Postgres).len(), 3);
        for body in [
            "BEGIN CASE a WHEN 1 THEN SELECT 1; ELSE BEGIN END; END CASE; END",
            "BEGIN l: LOOP LEAVE l; END LOOP; REPEAT SET a = 1; UNTIL a END REPEAT; SELECT 2; END",
            "l: BEGIN WHILE a DO SET a = IF(a, 1, 2); END WHILE; END l",
            "IF a THEN SELECT 1; ELSEIF b THEN IF (a) THEN SELECT 2; END IF; ELSE SELECT IF(a, 1, 2); END IF",
            "IF (a > 1) AND b THEN SELECT CASE a WHEN 1 THEN IF(a, 1, 2) ELSE REPEAT('a', 3) END; END IF",
            "WHILE a DO SELECT 1; SELECT 2; END WHILE",
            "CASE a WHEN 1 THEN SELECT 1; ELSE SELECT 2; END CASE",
            "SELECT IF(a, 1, REPEAT('b', 2))",
            "REPEAT SELECT 1; UNTIL 1 END REPEAT",
            "BEGIN IF NOT EXISTS (SELECT 1) THEN DROP TABLE IF EXISTS a; END IF; END",
            "DROP TABLE IF EXISTS a",
        ] {
            let text = format!(
                "CREATE DEFINER=`a`@`%` PROCEDURE IF NOT EXISTS p() {body}; SELECT 3; SELECT 4"
            );
            let all = parts(&text, Dialect::MySql);
            assert_eq!(all.len(), 3, "{all:?}");
        }
        let text = "CREATE TRIGGER t BEFORE UPDATE ON a FOR EACH ROW SET NEW.end = IF(NEW.begin, 1, 2); SELECT 1";
        assert_eq!(parts(text, Dialect::MySql).len(), 2);
        let text = "CREATE TRIGGER t BEFORE UPDATE ON a FOR EACH ROW IF NEW.b THEN SET NEW.c = 1; END IF; SELECT 1";
        assert_eq!(parts(text, Dialect::MySql).len(), 2);
        let text =
            "DROP TABLE IF EXISTS a; CREATE TABLE IF NOT EXISTS a (b int); SELECT IF(1, 2, 3)";
        assert_eq!(parts(text, Dialect::MySql).len(), 3);
    }

    #[test]
    fn no_text_is_a_panic() {
        for text in ["$", "'", "$a", "/*", "E'\\", "`é", "$é$ ; ", "[", "\"\\"] {
            for dialect in Dialect::ALL {
                assert!(split(text, dialect).len() <= 1, "{text}");
            }
        }
    }
}
