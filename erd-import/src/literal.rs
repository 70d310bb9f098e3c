//! String literals of Rust.

/// A literal of that text: plain where it needs no escape, raw where it has quotes, backslashes or several lines.
pub(crate) fn literal(text: &str) -> String {
    let plain = text
        .chars()
        .all(|c| c != '"' && c != '\\' && !c.is_control());
    if plain && !hides(text) {
        return format!("\"{text}\"");
    }
    let raw = text
        .chars()
        .all(|c| !c.is_control() || c == '\n' || c == '\t')
        && !hides(text);
    if raw {
        let hashes = "#".repeat(hashes(text));
        return format!("r{hashes}\"{text}\"{hashes}");
    }
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '\n' | '\t' | '\r' | '"' | '\\' => out.extend(c.escape_default()),
            c if c.is_control() || is_hidden(c) => out.extend(c.escape_unicode()),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// How many `#` a raw literal of that text needs.
fn hashes(text: &str) -> usize {
    let mut most = 0;
    for (at, _) in text.match_indices('"') {
        let run = text[at + 1..].chars().take_while(|c| *c == '#').count();
        most = most.max(run + 1);
    }
    most
}

/// Characters that change the direction of text: the compiler refuses them unescaped.
fn is_hidden(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn hides(text: &str) -> bool {
    text.chars().any(is_hidden)
}

#[cfg(test)]
mod tests {
    use super::literal;

    #[test]
    fn a_literal_needs_as_little_as_it_can() {
        assert_eq!(literal("a > 'b'"), r#""a > 'b'""#);
        assert_eq!(literal(r#""a" > 1"#), r##"r#""a" > 1"#"##);
        assert_eq!(literal(r"a\b"), r#"r"a\b""#);
        assert_eq!(literal("a\nb"), "r\"a\nb\"");
        assert_eq!(literal("a\r\nb"), r#""a\r\nb""#);
        assert_eq!(literal("a\u{202e}b"), r#""a\u{202e}b""#);
        assert_eq!(literal(r##"x"#y"##), r###"r##"x"#y"##"###);
    }
}
