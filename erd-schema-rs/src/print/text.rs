//! Lines of Rust, as diesel lays them out.

use crate::config::Comments;

/// A text that grows line by line.
#[derive(Debug, Default)]
pub(super) struct Text(String);

impl Text {
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }

    /// Adds a line.
    pub(super) fn line(&mut self, line: &str) {
        self.0.push_str(line);
        self.0.push('\n');
    }

    /// Adds the lines of another text, further to the right.
    pub(super) fn indented(&mut self, other: &Self) {
        for line in other.0.split_terminator('\n') {
            if !line.is_empty() {
                self.0.push_str("    ");
            }
            self.line(line);
        }
    }

    /// Adds the comment of a table or a column, or what diesel says where there is none.
    pub(super) fn docs(
        &mut self,
        comments: Comments,
        comment: Option<&str>,
        otherwise: impl Fn() -> String,
    ) {
        match (comments, comment) {
            (Comments::None, _) | (Comments::Database, None) => {}
            (_, Some(comment)) => self.doc(comment),
            (Comments::Always, None) => self.doc(&otherwise()),
        }
    }

    fn doc(&mut self, text: &str) {
        for line in text.lines() {
            let line = format!("/// {}", line.trim());
            self.line(line.trim_end());
        }
    }
}

/// A literal of Rust, raw where there are quotes in it.
pub(super) fn quoted(text: &str) -> String {
    if !text.contains('"') {
        return format!("\"{text}\"");
    }
    let hashes = "#".repeat(text.matches('#').count() + 1);
    format!("r{hashes}\"{text}\"{hashes}")
}
