//! Names of types in one spelling.

use erd_core::{Dialect, Family};

/// One spelling of a type: synonyms, capitals, spaces and the display width of integers are the same.
pub fn type_name(text: &str, dialect: Dialect) -> String {
    let text = text.trim();
    match dialect.family() {
        Family::Postgres => postgres(text),
        Family::MySql => mysql(text),
        Family::Sqlite => squeezed(text).to_ascii_uppercase(),
    }
}

/// Without spaces beside punctuation, with one space elsewhere; quoted parts stay as they are.
fn squeezed(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut quote = None;
    let mut space = false;
    for c in text.chars() {
        if let Some(open) = quote {
            out.push(c);
            if c == open {
                quote = None;
            }
            continue;
        }
        if c.is_whitespace() {
            space = true;
            continue;
        }
        let tight =
            matches!(c, '(' | ')' | ',' | '[' | ']' | '.') || out.ends_with(['(', ',', '[', '.']);
        if space && !tight && !out.is_empty() {
            out.push(' ');
        }
        space = false;
        if matches!(c, '\'' | '"' | '`') {
            quote = Some(c);
        }
        out.push(c);
    }
    out
}

/// Lower case outside quotes.
fn lower(text: &str) -> String {
    let mut quote = None;
    text.chars()
        .map(|c| {
            if let Some(open) = quote {
                if c == open {
                    quote = None;
                }
                return c;
            }
            if matches!(c, '\'' | '"' | '`') {
                quote = Some(c);
            }
            c.to_ascii_lowercase()
        })
        .collect()
}

fn postgres(text: &str) -> String {
    let text = lower(&squeezed(text));
    let mut text = text.as_str();
    for prefix in ["pg_catalog.", "public.", "\"public\"."] {
        text = text.strip_prefix(prefix).unwrap_or(text);
    }
    let end = text.len() - text.trim_end_matches("[]").len();
    let (text, dimensions) = text.split_at(text.len() - end);
    let (head, arguments, tail) = parts(text);
    let name = match (head, tail) {
        ("int" | "int4" | "serial", "") => "integer",
        ("int8" | "bigserial", "") => "bigint",
        ("int2" | "smallserial", "") => "smallint",
        ("bool", "") => "boolean",
        ("float8" | "double precision" | "float", "") => "double precision",
        ("float4", "") => "real",
        ("decimal", "") => "numeric",
        ("character varying", "") => "varchar",
        ("character", "") => "char",
        ("bit varying", "") => "varbit",
        ("timestamp", "with time zone") | ("timestamp with time zone", "") => "timestamptz",
        ("timestamp", "without time zone") | ("timestamp without time zone", "") => "timestamp",
        ("time", "with time zone") | ("time with time zone", "") => "timetz",
        ("time", "without time zone") | ("time without time zone", "") => "time",
        (other, "") => other,
        _ => return format!("{text}{dimensions}"),
    };
    // A quoted name in lower case is the name itself.
    let name = match name.strip_prefix('"').and_then(|n| n.strip_suffix('"')) {
        Some(inner)
            if inner
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_') =>
        {
            inner
        }
        _ => name,
    };
    let arguments = match (name, arguments) {
        ("char", "") => "(1)".to_owned(),
        // Scale 0 is what no scale means.
        ("numeric", a) if a.ends_with(",0)") => a.replace(",0)", ")"),
        (_, a) => a.to_owned(),
    };
    format!("{name}{arguments}{dimensions}")
}

/// What is before the parenthesis, it with what is in it, and what follows.
fn parts(text: &str) -> (&str, &str, &str) {
    match (text.find('('), text.rfind(')')) {
        (Some(open), Some(close)) if open < close && !text.starts_with('"') => (
            text[..open].trim_end(),
            &text[open..=close],
            text[close + 1..].trim(),
        ),
        _ => (text, "", ""),
    }
}

fn mysql(text: &str) -> String {
    let text = lower(&squeezed(text));
    let (head, arguments, tail) = parts(&text);
    let (head, inline) = match head.split_once(' ') {
        Some((head, rest)) if arguments.is_empty() => (head, rest),
        _ => (head, ""),
    };
    let mut tail = match (inline, tail) {
        ("", tail) => tail.to_owned(),
        (inline, "") => inline.to_owned(),
        (inline, tail) => format!("{inline} {tail}"),
    };
    for word in ["character set ", "charset ", "collate "] {
        if let Some(at) = tail.find(word) {
            let rest = tail[at + word.len()..]
                .split_once(' ')
                .map_or("", |(_, r)| r);
            let kept = format!("{} {rest}", tail[..at].trim_end());
            kept.trim().clone_into(&mut tail);
        }
    }
    let wide = matches!(
        head,
        "tinyint" | "smallint" | "mediumint" | "int" | "integer" | "bigint"
    );
    let (name, arguments) = match (head, arguments) {
        ("bool" | "boolean", "") => ("tinyint", "(1)".to_owned()),
        ("tinyint", "(1)") if tail.is_empty() => ("tinyint", "(1)".to_owned()),
        ("integer", _) => ("int", String::new()),
        (name, _) if wide && !tail.contains("zerofill") => (name, String::new()),
        ("numeric" | "dec" | "fixed" | "decimal", "") => ("decimal", "(10,0)".to_owned()),
        ("numeric" | "dec" | "fixed" | "decimal", a) if !a.contains(',') => {
            ("decimal", a.replace(')', ",0)"))
        }
        ("numeric" | "dec" | "fixed" | "decimal", a) => ("decimal", a.to_owned()),
        ("double", a) => {
            tail = tail.trim_start_matches("precision").trim().to_owned();
            ("double", a.to_owned())
        }
        ("char" | "binary" | "bit", "") => (head, "(1)".to_owned()),
        (name, "(0)") => (name, String::new()),
        (name, a) => (name, a.to_owned()),
    };
    if tail.is_empty() {
        format!("{name}{arguments}")
    } else {
        format!("{name}{arguments} {tail}")
    }
}
