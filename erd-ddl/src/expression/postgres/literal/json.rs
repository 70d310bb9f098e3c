//! `jsonb`: no spaces, each key once, keys by length and then by bytes.

use crate::expression::number::number;
use std::collections::BTreeMap;
use std::iter::Peekable;
use std::str::Chars;

/// How deep documents are read.
const DEEPEST: usize = 64;

/// As it is kept; `None` where it is no JSON.
pub(super) fn canonical(text: &str) -> Option<String> {
    let mut chars = text.chars().peekable();
    let out = value(&mut chars, 0)?;
    chars.next().is_none().then_some(out)
}

fn space(chars: &mut Peekable<Chars<'_>>) {
    while chars.next_if(char::is_ascii_whitespace).is_some() {}
}

/// A value with the spaces around it.
fn value(chars: &mut Peekable<Chars<'_>>, depth: usize) -> Option<String> {
    if depth > DEEPEST {
        return None;
    }
    space(chars);
    let out = match chars.peek()? {
        '"' => format!("\"{}\"", text(chars)?),
        '{' => object(chars, depth)?,
        '[' => {
            chars.next();
            let mut all = Vec::new();
            space(chars);
            if chars.next_if_eq(&']').is_none() {
                loop {
                    all.push(value(chars, depth + 1)?);
                    match chars.next()? {
                        ',' => {}
                        ']' => break,
                        _ => return None,
                    }
                }
            }
            format!("[{}]", all.join(","))
        }
        _ => {
            let mut word = String::new();
            while let Some(c) = chars.next_if(|c| c.is_ascii_alphanumeric() || "+-.".contains(*c)) {
                word.push(c);
            }
            match word.as_str() {
                "true" | "false" | "null" => word,
                digits if digits.parse::<f64>().is_ok_and(f64::is_finite) => number(digits),
                _ => return None,
            }
        }
    };
    space(chars);
    Some(out)
}

fn object(chars: &mut Peekable<Chars<'_>>, depth: usize) -> Option<String> {
    chars.next();
    let mut all = BTreeMap::new();
    space(chars);
    if chars.next_if_eq(&'}').is_none() {
        loop {
            space(chars);
            let key = text(chars)?;
            space(chars);
            chars.next_if_eq(&':')?;
            let value = value(chars, depth + 1)?;
            all.insert((key.len(), key), value);
            match chars.next()? {
                ',' => {}
                '}' => break,
                _ => return None,
            }
        }
    }
    let pairs = all
        .into_iter()
        .map(|((_, key), value)| format!("\"{key}\":{value}"));
    Some(format!("{{{}}}", pairs.collect::<Vec<_>>().join(",")))
}

/// What is between quotes, with the escapes that PostgreSQL would write.
fn text(chars: &mut Peekable<Chars<'_>>) -> Option<String> {
    chars.next_if_eq(&'"')?;
    let mut out = String::new();
    loop {
        match chars.next()? {
            '"' => return Some(out),
            '\\' => match chars.next()? {
                '/' => out.push('/'),
                'u' => {
                    let digits: String = chars.by_ref().take(4).collect();
                    let code = u32::from_str_radix(&digits, 16).ok()?;
                    // Halves of a character stay as they are.
                    match char::from_u32(code) {
                        Some(c) if c >= ' ' && !matches!(c, '"' | '\\') => out.push(c),
                        _ => {
                            out.push_str("\\u");
                            out.push_str(&digits.to_lowercase());
                        }
                    }
                }
                c => out.extend(['\\', c]),
            },
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::canonical;

    #[test]
    fn documents_have_one_spelling() {
        for (text, expected) in [
            (
                r#"{"b": 1, "aa": [1, 2.0 ], "a": {}}"#,
                Some(r#"{"a":{},"b":1,"aa":[1,2.0]}"#),
            ),
            (r#"{"a": 1, "a": 2}"#, Some(r#"{"a":2}"#)),
            ("\"\\u00e9 \\/ \\n\"", Some("\"é / \\n\"")),
            (" [] ", Some("[]")),
            ("1e2", Some("100")),
            ("{", None),
            ("nan", None),
            ("[1] x", None),
            ("", None),
        ] {
            assert_eq!(canonical(text).as_deref(), expected, "{text}");
        }
        assert_eq!(canonical(&"[".repeat(100_000)), None);
    }
}
