//! Text in XML.

/// A text as character data or the value of an attribute. Characters that XML 1.0 has no way to write, and those that turn the
/// direction of what follows, become a replacement character.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\t' | '\r' => out.push(' '),
            '\0'..='\u{1f}'
            | '\u{7f}'..='\u{9f}'
            | '\u{fffe}'
            | '\u{ffff}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}' => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

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
