//! Words that the parser's grammar lacks, blanked out of a statement: what stands elsewhere stays where it was.

use super::place::Places;
use erd_core::{Dialect, Family};
use sqlparser::dialect::Dialect as Grammar;
use sqlparser::tokenizer::{Token, Tokenizer};
use std::ops::Range;

/// The statement without them, and as long as it was; `None` where it has none.
pub(super) fn without(text: &str, grammar: &dyn Grammar, dialect: Dialect) -> Option<String> {
    let tokens = Tokenizer::new(grammar, text)
        .tokenize_with_location()
        .ok()?;
    let places = Places::new(text, 0);
    let parts: Vec<Part> = tokens
        .into_iter()
        .filter(|found| !matches!(found.token, Token::Whitespace(_) | Token::EOF))
        .map(|found| Part {
            span: places.of(found.span),
            word: match &found.token {
                Token::Word(word) if word.quote_style.is_none() => word.value.to_ascii_uppercase(),
                token => token.to_string(),
            },
        })
        .collect();
    let mut edit = Edit {
        out: text.to_owned(),
        parts: &parts,
    };
    let creates = edit.says(0, "CREATE");
    if creates && (1..5).any(|at| edit.says(at, "TABLE")) {
        edit.table(dialect);
    }
    if dialect.is(Family::MySql) {
        edit.of_mysql(creates);
    } else {
        edit.shifts();
    }
    (edit.out != text).then_some(edit.out)
}

struct Part {
    span: Range<usize>,
    /// In capitals, where it is a word without quotes.
    word: String,
}

struct Edit<'p> {
    out: String,
    parts: &'p [Part],
}

impl Edit<'_> {
    fn says(&self, at: usize, word: &str) -> bool {
        self.parts.get(at).is_some_and(|part| part.word == word)
    }

    fn says_all(&self, at: usize, words: &[&str]) -> bool {
        let mut all = words.iter().enumerate();
        all.all(|(n, word)| self.says(at + n, word))
    }

    /// Blanks the tokens of a range out.
    fn blank(&mut self, parts: Range<usize>) {
        let (Some(first), Some(last)) =
            (self.parts.get(parts.start), self.parts.get(parts.end - 1))
        else {
            return;
        };
        let bytes = first.span.start..last.span.end;
        let blanks = " ".repeat(bytes.len());
        self.out.replace_range(bytes, &blanks);
    }

    /// `1 << 3` of SQLite: no rule asks which operator it is.
    fn shifts(&mut self) {
        for part in self.parts {
            if matches!(part.word.as_str(), "<<" | ">>") {
                self.out.replace_range(part.span.clone(), "+ ");
            }
        }
        for pair in self.parts.windows(2) {
            let (first, second) = (&pair[0], &pair[1]);
            let is_shift = first.word == second.word && matches!(first.word.as_str(), "<" | ">");
            if is_shift && first.span.end == second.span.start {
                self.out
                    .replace_range(first.span.start..second.span.end, "+ ");
            }
        }
    }

    fn of_mysql(&mut self, creates: bool) {
        for at in 0..self.parts.len() {
            if self.says_all(at, &["IF", "EXISTS"]) && at > 1 {
                self.blank(at..at + 2);
            } else if self.says_all(at, &["IF", "NOT", "EXISTS"]) && at > 1 {
                self.blank(at..at + 3);
            } else if self.says(at, "SRID")
                || self.says(at, "WAIT") && at < 6 && self.says(1, "TABLE")
            {
                self.blank(at..at + 2);
            } else if self.says(at, "NOWAIT") && at < 6 && self.says(1, "TABLE") {
                self.blank(at..at + 1);
            } else if self.says_all(at, &["WITHOUT", "OVERLAPS"]) {
                self.blank(at..at + 2);
            } else if self.says_all(at, &["VECTOR", "INDEX"])
                || self.says_all(at, &["VECTOR", "KEY"])
            {
                self.blank(at..at + 1);
                self.options(at);
            } else if creates && at == 1 && self.says_all(at, &["OR", "REPLACE"]) {
                let index = (3..5).any(|at| self.says(at, "INDEX"));
                if index {
                    self.blank(at..at + 2);
                }
            }
        }
    }

    /// Blanks what stands behind the keys of an index, up to the next clause.
    fn options(&mut self, from: usize) {
        let Some(open) = (from..self.parts.len()).find(|at| self.says(*at, "(")) else {
            return;
        };
        let Some(close) = self.closing(open) else {
            return;
        };
        let ends = |at: &usize| self.says(*at, ",") || self.says(*at, ")");
        let end = (close + 1..self.parts.len())
            .find(ends)
            .unwrap_or(self.parts.len());
        if end > close + 1 {
            self.blank(close + 1..end);
        }
    }

    /// The parenthesis that closes the one at a place.
    fn closing(&self, open: usize) -> Option<usize> {
        let mut depth = 0_usize;
        (open..self.parts.len()).find(|at| {
            match self.parts[*at].word.as_str() {
                "(" => depth += 1,
                ")" => depth = depth.saturating_sub(1),
                _ => {}
            }
            depth == 0
        })
    }

    /// Columns and constraints of a new table alone: options and partitions behind them are of no rule. SQLite needs no
    /// comma between constraints, and periods are no columns.
    fn table(&mut self, dialect: Dialect) {
        let Some(open) = (0..self.parts.len().min(9)).find(|at| self.says(*at, "(")) else {
            return;
        };
        let Some(close) = self.closing(open) else {
            return;
        };
        let count = self.parts.len();
        let selects = (close + 1..count).any(|at| self.says(at, "SELECT"));
        if close + 1 < count && !selects {
            self.blank(close + 1..count);
        }
        let (mut depth, mut constrains) = (0_usize, false);
        for at in open..close {
            match self.parts[at].word.as_str() {
                "(" => depth += 1,
                ")" => depth = depth.saturating_sub(1),
                _ => {}
            }
            if depth != 1 || at == open {
                continue;
            }
            if self.says(at, "PERIOD") && self.says(at - 1, ",") && self.says(at + 1, "FOR") {
                let ends = |n: &usize| self.says(*n, "(");
                let end = (at..close).find(ends).and_then(|open| self.closing(open));
                if let Some(end) = end {
                    self.blank(at - 1..end + 1);
                }
            }
            if self.says(at, ",") {
                constrains = false;
            }
            let starts = self.says_all(at, &["FOREIGN", "KEY"])
                || self.says_all(at, &["UNIQUE", "("])
                || self.says_all(at, &["PRIMARY", "KEY", "("])
                || constrains && (self.says(at, "CHECK") || self.says(at, "CONSTRAINT"));
            constrains |= starts;
            let named = self.says(at.saturating_sub(2), "CONSTRAINT");
            let before = self.parts[at - 1].span.end..self.parts[at].span.start;
            if dialect.is(Family::Sqlite)
                && starts
                && !named
                && !matches!(self.parts[at - 1].word.as_str(), "," | "(")
                && self.out.as_bytes().get(before.start) == Some(&b' ')
            {
                self.out.replace_range(before.start..=before.start, ",");
            }
        }
    }
}
