//! String literals of Rust.

/// Adds a text.
pub(crate) fn put(out: &mut String, text: String) {
    out.push_str(&text);
}

/// A literal of that text on one line: plain where it needs no escape, raw where it has quotes or backslashes alone.
pub(crate) fn literal(text: &str) -> String {
    let printable = |c: char| !c.is_control() && !is_hidden(c);
    if text.chars().all(|c| printable(c) && c != '"' && c != '\\') {
        return format!("\"{text}\"");
    }
    if text.chars().all(printable) {
        return raw(text);
    }
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '\n' | '\t' | '\r' | '"' | '\\' => out.extend(c.escape_default()),
            c if printable(c) => out.push(c),
            c => out.extend(c.escape_unicode()),
        }
    }
    out.push('"');
    out
}

/// The same over several lines, where the text has them and nothing in it hides.
pub(crate) fn block(text: &str) -> String {
    let visible = |c: char| matches!(c, '\n' | '\t') || !(c.is_control() || is_hidden(c));
    if text.contains('\n') && text.chars().all(visible) {
        raw(text)
    } else {
        literal(text)
    }
}

fn raw(text: &str) -> String {
    let hashes = "#".repeat(hashes(text));
    format!("r{hashes}\"{text}\"{hashes}")
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

#[cfg(test)]
mod tests {
    use super::{block, literal};

    #[test]
    fn a_literal_needs_as_little_as_it_can() {
        assert_eq!(literal("a > 'b'"), r#""a > 'b'""#);
        assert_eq!(literal(r#""a" > 1"#), r##"r#""a" > 1"#"##);
        assert_eq!(literal(r"a\b"), r#"r"a\b""#);
        assert_eq!(literal("a\nb"), r#""a\nb""#);
        assert_eq!(block("a\nb"), "r\"a\nb\"");
        assert_eq!(literal("a\r\nb"), r#""a\r\nb""#);
        assert_eq!(literal("a\u{202e}b"), r#""a\u{202e}b""#);
        assert_eq!(literal(r##"x"#y"##), r###"r##"x"#y"##"###);
    }
}
