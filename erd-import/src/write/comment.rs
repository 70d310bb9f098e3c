//! Comments: doc comments, where they come back as they were.

use super::attribute::Item;

/// Writes a doc comment; a text that a doc comment would change, or that rustdoc would take for code, becomes an item.
pub(super) fn comment(out: &mut String, indent: usize, text: Option<&str>, items: &mut Vec<Item>) {
    let Some(text) = text else { return };
    if !is_doc(text) {
        items.push(Item::text("comment", text));
        return;
    }
    for line in text.lines() {
        out.push_str(&" ".repeat(indent));
        out.push_str("///");
        if !line.is_empty() {
            out.push(' ');
            out.push_str(line);
        }
        out.push('\n');
    }
}

/// Whether lines behind `///` give the text back: no space at the end of a line, nothing that is lost at either end, no
/// line that Markdown indents as code, which a test would compile.
fn is_doc(text: &str) -> bool {
    let ends = text.trim() == text && !text.is_empty();
    let line = |line: &str| {
        line.trim_end() == line
            && !line.starts_with("    ")
            && !line.contains(['\t', '\r'])
            && !line.trim_start().starts_with("```")
            && !line.trim_start().starts_with("~~~")
            && !line.chars().any(is_hidden)
    };
    ends && text.split('\n').all(line)
}

/// Characters that change the direction of text: the compiler warns of them in comments.
fn is_hidden(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comment_is_a_doc_comment_where_it_survives() {
        let mut out = String::new();
        let mut items = Vec::new();
        comment(&mut out, 4, Some("One line.\n\nAnother."), &mut items);
        assert_eq!(out, "    /// One line.\n    ///\n    /// Another.\n");
        assert!(items.is_empty());
        for odd in [
            " x",
            "x ",
            "a \nb",
            "a\n    code()",
            "```\nx\n```",
            "a\tb",
            "",
        ] {
            let mut out = String::new();
            comment(&mut out, 0, Some(odd), &mut items);
            assert_eq!(out, "", "{odd:?}");
        }
        assert_eq!(items.len(), 7);
    }
}
