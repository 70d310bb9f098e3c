//! What a literal holds, as PostgreSQL writes it.

mod array;
mod interval;
mod json;
mod zoned;

use crate::expression::moment::{clock, day};
use crate::expression::number;

/// One spelling of a value of that type; what is not understood stays as it is written.
pub(super) fn canonical(text: &str, ty: &str) -> String {
    if let Some(element) = ty.strip_suffix("[]") {
        return array::canonical(text, element).unwrap_or_else(|| text.to_owned());
    }
    let known = match ty {
        "int2" | "int4" | "int8" | "numeric" | "oid" => Some(signed(number::number(text.trim()))),
        "float4" | "float8" => Some(signed(number::value(text.trim()))),
        "bool" => truth(text),
        "date" => day(text),
        "time" => clock(text),
        "timestamp" => moment(text),
        "timestamptz" => zoned::canonical(text),
        "interval" => interval::canonical(text),
        "jsonb" => json::canonical(text),
        "jsonpath" => Some(path(text)),
        "uuid" => uuid(text),
        "bytea" => bytes(text),
        "bit" | "varbit" => bits(text),
        "regclass" | "regtype" | "regconfig" | "regproc" => Some(name(text)),
        _ => None,
    };
    known.unwrap_or_else(|| text.to_owned())
}

/// Nothing has no sign.
fn signed(number: String) -> String {
    match number.strip_prefix('-') {
        Some(rest) if rest.bytes().all(|b| matches!(b, b'0' | b'.')) => rest.to_owned(),
        _ => number,
    }
}

fn truth(text: &str) -> Option<String> {
    let text = text.trim().to_lowercase();
    let is = |word: &str, least: usize| text.len() >= least && word.starts_with(&text);
    if text == "1" || is("true", 1) || is("yes", 1) || text == "on" {
        Some("true".to_owned())
    } else if text == "0" || is("false", 1) || is("no", 1) || is("off", 2) {
        Some("false".to_owned())
    } else {
        None
    }
}

fn moment(text: &str) -> Option<String> {
    let text = text.trim();
    match text.split_once([' ', 'T']) {
        Some((date, time)) => Some(format!("{} {}", day(date)?, clock(time.trim())?)),
        None => Some(format!("{} 00:00:00", day(text)?)),
    }
}

fn uuid(text: &str) -> Option<String> {
    let digits = |c: &char| !matches!(c, '-' | '{' | '}');
    let digits: String = text.trim().chars().filter(digits).collect();
    if digits.len() != 32 || !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
        return None;
    }
    let d = digits.to_lowercase();
    Some([&d[..8], &d[8..12], &d[12..16], &d[16..20], &d[20..]].join("-"))
}

/// In hexadecimal digits; a text has a byte for each character, and escapes.
fn bytes(text: &str) -> Option<String> {
    if let Some(digits) = text.strip_prefix("\\x") {
        let digits: String = digits.chars().filter(|c| !c.is_whitespace()).collect();
        return Some(format!("\\x{}", digits.to_lowercase()));
    }
    let mut out = "\\x".to_owned();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        let byte = match byte {
            b'\\' => match rest.next()? {
                b'\\' => b'\\',
                first => {
                    let digits = [first, rest.next()?, rest.next()?];
                    u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 8).ok()?
                }
            },
            other => other,
        };
        out.extend(
            [byte >> 4, byte & 15].map(|digit| char::from(b"0123456789abcdef"[usize::from(digit)])),
        );
    }
    Some(out)
}

/// A path without the quotes that PostgreSQL writes around each name, and without parentheses around the whole.
fn path(text: &str) -> String {
    let text = text.trim();
    let inner = text.strip_prefix('(').and_then(|t| t.strip_suffix(')'));
    let mut text = inner.filter(|t| !t.contains(['(', ')'])).unwrap_or(text);
    let mut out = String::with_capacity(text.len());
    while let Some((before, rest)) = text.split_once(".\"") {
        let Some((name, after)) = rest.split_once('"') else {
            break;
        };
        let plain = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let is_name =
            name.chars().all(plain) && name.starts_with(|c: char| c.is_ascii_alphabetic());
        out.push_str(before);
        let mark = if is_name && !after.starts_with('(') {
            ""
        } else {
            "\""
        };
        out.extend([".", mark, name, mark]);
        text = after;
    }
    out + text
}

/// In digits of base 2.
fn bits(text: &str) -> Option<String> {
    let digits = text.strip_prefix(['x', 'X'])?;
    let all = digits
        .chars()
        .map(|c| Some(format!("{:04b}", c.to_digit(16)?)));
    all.collect()
}

/// A name without the namespace that everybody has, and without quotes that say nothing.
fn name(text: &str) -> String {
    let parts = text.split('.').map(|part| {
        let inner = part.strip_prefix('"').and_then(|p| p.strip_suffix('"'));
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        inner.filter(|p| p.chars().all(plain)).unwrap_or(part)
    });
    let parts: Vec<_> = parts.collect();
    match parts.as_slice() {
        ["public" | "pg_catalog", rest @ ..] if !rest.is_empty() => rest.join("."),
        all => all.join("."),
    }
}
