//! The blocks in the body of a routine, in which a semicolon ends no statement of the file.

use erd_core::{Dialect, Family};

/// What is open where the text stands. Only routines have blocks; elsewhere `BEGIN` starts a transaction.
#[derive(Debug, Default)]
pub(super) struct Blocks {
    /// The first words of the statement.
    first: Vec<String>,
    open: Vec<Block>,
    before: Before,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Block {
    /// One that holds statements.
    Statements,
    /// `CASE` within an expression.
    Expression,
}

/// What stands before a word.
#[derive(Debug, Default, PartialEq, Eq)]
enum Before {
    #[default]
    Nothing,
    Word(String),
    Mark(u8),
}

impl Blocks {
    /// Whether a semicolon ends no statement here.
    pub(super) fn is_open(&self) -> bool {
        !self.open.is_empty()
    }

    /// Goes past a sign, or a text in quotes, that begins with that byte.
    pub(super) fn mark(&mut self, byte: u8) {
        self.before = Before::Mark(byte);
    }

    /// Goes past a word in capitals; `rest` is the text after it.
    pub(super) fn word(&mut self, word: String, rest: &str, dialect: Dialect) {
        if self.is_routine() && self.before != Before::Mark(b'.') {
            let ends = self.before == Before::Word("END".to_owned());
            match word.as_str() {
                "BEGIN" => self.open.push(Block::Statements),
                "CASE" if !ends => {
                    let block = if self.begins_statement() {
                        Block::Statements
                    } else {
                        Block::Expression
                    };
                    self.open.push(block);
                }
                // MySQL's blocks, which are functions too.
                "IF" | "REPEAT" if !dialect.is(Family::MySql) || ends || is_called(&word, rest) => {
                }
                "LOOP" | "WHILE" if !dialect.is(Family::MySql) || ends => {}
                "IF" | "REPEAT" | "LOOP" | "WHILE" if self.begins_statement() => {
                    self.open.push(Block::Statements);
                }
                "END" => {
                    self.open.pop();
                }
                _ => {}
            }
        }
        if self.first.len() < 8 {
            self.first.push(word.clone());
        }
        self.before = Before::Word(word);
    }

    fn is_routine(&self) -> bool {
        let kinds = ["TRIGGER", "PROCEDURE", "FUNCTION", "EVENT"];
        let mut words = self.first.iter();
        words.next().is_some_and(|first| first == "CREATE")
            && words.any(|w| kinds.contains(&w.as_str()))
    }

    /// Whether a statement of the body can begin here. Outside of all blocks it is the body itself that begins, after the
    /// parameters or one of many words.
    fn begins_statement(&self) -> bool {
        match (self.open.last(), &self.before) {
            (Some(Block::Expression), _) | (_, Before::Nothing) => false,
            (Some(Block::Statements), Before::Word(word)) => {
                matches!(
                    word.as_str(),
                    "BEGIN" | "THEN" | "ELSE" | "DO" | "LOOP" | "REPEAT"
                )
            }
            (Some(Block::Statements), Before::Mark(mark)) => matches!(mark, b';' | b':'),
            (None, Before::Word(word)) => ![
                "PROCEDURE",
                "FUNCTION",
                "TRIGGER",
                "EVENT",
                "SELECT",
                "RETURN",
            ]
            .contains(&word.as_str()),
            (None, Before::Mark(mark)) => matches!(mark, b')' | b':' | b'\'' | b'"' | b'`'),
        }
    }
}

/// Whether `IF` or `REPEAT` is a function here, or `IF` a word of `IF EXISTS`: the statement says `THEN`.
fn is_called(word: &str, rest: &str) -> bool {
    match word {
        "IF" => !says(rest, "THEN"),
        _ => rest.trim_start().starts_with('('),
    }
}

/// Whether a word comes before the next semicolon.
fn says(rest: &str, word: &str) -> bool {
    let statement = rest.split(';').next().unwrap_or_default();
    let mut words = statement.split(|c: char| !c.is_alphanumeric() && c != '_');
    words.any(|found| found.eq_ignore_ascii_case(word))
}
