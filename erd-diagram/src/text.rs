//! Text that every language has to fit somewhere.

use std::collections::BTreeSet;

/// A text on one line: white space and control characters become single spaces.
pub(crate) fn folded(text: &str) -> String {
    let words = text
        .split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

/// A text with some of its characters written in another way.
pub(crate) fn mapped(text: &str, write: impl Fn(char) -> Option<String>) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match write(c) {
            Some(written) => out.push_str(&written),
            None => out.push(c),
        }
    }
    out
}

/// Whether a name is a word in every language: letters, digits and underscores of ASCII, no digit first.
pub(crate) fn is_word(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// How XML 1.0 writes a character that means something to it, or that it cannot hold.
const fn entity(c: char) -> Option<&'static str> {
    match c {
        '&' => Some("&amp;"),
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        '"' => Some("&quot;"),
        '\u{fffe}' | '\u{ffff}' => Some("\u{fffd}"),
        _ => None,
    }
}

/// A text on one line, as character data or the value of an attribute in double quotes.
pub(crate) fn xml(text: &str) -> String {
    mapped(&folded(text), |c| entity(c).map(str::to_owned))
}

/// A text as character data or the value of an attribute in a page or a picture. Control characters, and those that turn the
/// direction of what follows, become a replacement character: they would change what stands beside it.
pub fn escaped(text: &str) -> String {
    mapped(text, |c| {
        let written = match c {
            '\'' => Some("&#39;"),
            '\n' | '\t' | '\r' => Some(" "),
            '\0'..='\u{1f}'
            | '\u{7f}'..='\u{9f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}' => Some("\u{fffd}"),
            c => entity(c),
        };
        written.map(str::to_owned)
    })
}

/// Words by which a text calls what it draws, no two of them equal where case does not count.
#[derive(Default)]
pub(crate) struct Aliases(BTreeSet<String>);

impl Aliases {
    /// `name`, with what no word has as `_`, and a number where that is taken.
    pub(crate) fn add(&mut self, name: &str) -> String {
        let word: String = name
            .chars()
            .map(|c| if c.is_ascii_alphanumeric() { c } else { '_' })
            .collect();
        let mut alias = word.clone();
        let mut number = 2;
        while !self.0.insert(alias.to_ascii_lowercase()) {
            alias = format!("{word}_{number}");
            number += 1;
        }
        alias
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_stays_on_one_line() {
        assert_eq!(folded(" a\n\n b\tc\0d "), "a b c d");
        assert_eq!(
            xml("<b>\n\"a\" & b\u{ffff}"),
            "&lt;b&gt; &quot;a&quot; &amp; b\u{fffd}"
        );
    }

    #[test]
    fn two_names_have_two_aliases() {
        let mut aliases = Aliases::default();
        assert_eq!(aliases.add("a b"), "a_b");
        assert_eq!(aliases.add("a.b"), "a_b_2");
        assert_eq!(aliases.add("A_B"), "A_B_3");
    }

    #[test]
    fn nothing_leaves_its_place() {
        assert_eq!(
            escaped("<b a=\"'\">&"),
            "&lt;b a=&quot;&#39;&quot;&gt;&amp;"
        );
        assert_eq!(escaped("a\nb\0\u{202e}"), "a b\u{fffd}\u{fffd}");
        assert_eq!(escaped("größe 名前 🦀"), "größe 名前 🦀");
    }
}
