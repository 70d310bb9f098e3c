//! From the parser's lines and columns to bytes.

use sqlparser::tokenizer::Span;
use std::ops::Range;

/// The text of a statement, and where it begins in its file.
pub(super) struct Places<'a> {
    text: &'a str,
    offset: usize,
}

impl<'a> Places<'a> {
    pub(super) fn new(text: &'a str, offset: usize) -> Self {
        Self { text, offset }
    }

    /// The whole statement.
    pub(super) fn whole(&self) -> Range<usize> {
        self.offset..self.offset + self.text.len()
    }

    /// A part of it; the whole where the parser does not know.
    pub(super) fn of(&self, span: Span) -> Range<usize> {
        let start = self.byte(span.start.line, span.start.column);
        let end = self.byte(span.end.line, span.end.column);
        match (start, end) {
            (Some(start), Some(end)) if start < end => start + self.offset..end + self.offset,
            _ => self.whole(),
        }
    }

    /// The byte of a line and column, both in characters from 1.
    fn byte(&self, line: u64, column: u64) -> Option<usize> {
        let before = usize::try_from(line).ok()?.checked_sub(1)?;
        let column = usize::try_from(column).ok()?.checked_sub(1)?;
        let mut lines = self.text.split_inclusive('\n');
        let start: usize = lines.by_ref().take(before).map(str::len).sum();
        let line = lines.next().unwrap_or_default();
        let inside = line
            .char_indices()
            .nth(column)
            .map_or(line.len(), |(at, _)| at);
        Some(start + inside)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sqlparser::tokenizer::Location;

    #[test]
    fn characters_become_bytes() {
        let places = Places::new("é\nab é c", 10);
        let at = |line, column| Location { line, column };
        let span = places.of(Span::new(at(2, 4), at(2, 5)));
        assert_eq!(span, 16..18);
        assert_eq!(places.of(Span::empty()), 10..20);
        assert_eq!(places.of(Span::new(at(9, 9), at(9, 10))), 10..20);
    }
}
