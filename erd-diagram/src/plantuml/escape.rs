//! Names and texts in PlantUML.

use crate::text::{folded, mapped};

/// A text on one line. What is no letter, digit or harmless sign is written as PlantUML's code for a character, so that no
/// quote ends, no keyword or directive starts, and no markup is read.
pub(super) fn text(text: &str) -> String {
    let text = folded(text);
    // Two of these are markup, one is a sign.
    let doubled = text.contains("__") || text.contains("..");
    let written = mapped(&text, |c| {
        let harmless = " ,;()".contains(c) || (!doubled && "_.".contains(c));
        let plain = c.is_alphanumeric() || !c.is_ascii() || harmless;
        (!plain).then(|| code(c))
    });
    if written.is_empty() {
        code('\u{a0}')
    } else {
        written
    }
}

/// The same in quotes, as the name of an entity: a code at its end would be read as the parameters of a generic type.
pub(super) fn quoted(name: &str) -> String {
    let mut written = text(name);
    if written.ends_with('>') {
        written.push('\u{a0}');
    }
    format!("\"{written}\"")
}

fn code(c: char) -> String {
    format!("<U+{:04X}>", u32::from(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_written_as_codes() {
        assert_eq!(text("größe 名前 (2)"), "größe 名前 (2)");
        assert_eq!(text("a\"b\\n\n%x"), "a<U+0022>b<U+005C>n <U+0025>x");
        assert_eq!(text("billing.order_lines"), "billing.order_lines");
        assert_eq!(text("a__b"), "a<U+005F><U+005F>b");
        assert_eq!(text(""), "<U+00A0>");
    }
}
