//! Names and texts in DOT.

use crate::text::{self, mapped};

/// An identifier in double quotes. A quoted string cannot end in a backslash, and has no escape but for a quote; so the few
/// characters that are not themselves are written as character references, and two names stay two.
pub(super) fn id(name: &str) -> String {
    let written = mapped(name, |c| match c {
        '"' | '\\' | '&' => Some(reference(c)),
        c if c.is_control() => Some(reference(c)),
        _ => None,
    });
    format!("\"{written}\"")
}

/// A text in an HTML-like label, which may not be empty.
pub(super) fn html(text: &str) -> String {
    // Graphviz takes two backslashes for one before it reads the label as XML.
    let written = text::xml(text).replace('\\', "&#92;");
    if written.is_empty() {
        return "&#160;".to_owned();
    }
    written
}

fn reference(c: char) -> String {
    format!("&#{};", u32::from(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_names_stay_two() {
        assert_eq!(id("orders"), "\"orders\"");
        assert_eq!(id("a\"\\\n"), "\"a&#34;&#92;&#10;\"");
        assert_eq!(id("a&#34;"), "\"a&#38;#34;\"");
    }
}
