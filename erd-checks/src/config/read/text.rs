//! Texts in quotes.

/// A text in quotes at the beginning of `text`, and what follows it. Single quotes take everything as it is (TOML 1.0,
/// "String").
pub(super) fn string(text: &str) -> Option<(String, &str)> {
    if let Some(inner) = text.strip_prefix('\'') {
        let (value, rest) = inner.split_once('\'')?;
        return printable(value).then(|| (value.to_owned(), rest));
    }
    let inner = text.strip_prefix('"')?;
    let mut value = String::new();
    let mut chars = inner.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '"' => return Some((value, &inner[at + 1..])),
            '\\' => value.push(match chars.next()?.1 {
                '"' => '"',
                '\\' => '\\',
                't' => '\t',
                'n' => '\n',
                'r' => '\r',
                _ => return None,
            }),
            c if c.is_control() && c != '\t' => return None,
            c => value.push(c),
        }
    }
    None
}

fn printable(text: &str) -> bool {
    text.chars().all(|c| !c.is_control() || c == '\t')
}
