//! JSON (RFC 8259), written and never read: a dependency for this would be one of every user's build.

use std::fmt;

/// A value. Members keep their order, so that the same findings are the same text.
pub(super) enum Value {
    Number(usize),
    Text(String),
    List(Vec<Value>),
    Object(Vec<(&'static str, Value)>),
}

impl Value {
    pub(super) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    pub(super) fn number(number: u32) -> Self {
        Self::Number(number as usize)
    }

    pub(super) fn list(values: impl IntoIterator<Item = Self>) -> Self {
        Self::List(values.into_iter().collect())
    }

    fn write(&self, out: &mut dyn fmt::Write, depth: usize) -> fmt::Result {
        match self {
            Self::Number(value) => write!(out, "{value}"),
            Self::Text(text) => write_text(out, text),
            Self::List(values) => {
                let each = values.iter().map(|value| (None, value));
                write_items(out, depth, ['[', ']'], each)
            }
            Self::Object(members) => {
                let each = members.iter().map(|(name, value)| (Some(*name), value));
                write_items(out, depth, ['{', '}'], each)
            }
        }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(f, 0)
    }
}

fn write_items<'a>(
    out: &mut dyn fmt::Write,
    depth: usize,
    [open, close]: [char; 2],
    items: impl ExactSizeIterator<Item = (Option<&'a str>, &'a Value)>,
) -> fmt::Result {
    out.write_char(open)?;
    let empty = items.len() == 0;
    for (i, (name, value)) in items.enumerate() {
        out.write_str(if i == 0 { "\n" } else { ",\n" })?;
        write!(out, "{:1$}", "", (depth + 1) * 2)?;
        if let Some(name) = name {
            write_text(out, name)?;
            out.write_str(": ")?;
        }
        value.write(out, depth + 1)?;
    }
    if !empty {
        write!(out, "\n{:1$}", "", depth * 2)?;
    }
    out.write_char(close)
}

fn write_text(out: &mut dyn fmt::Write, text: &str) -> fmt::Result {
    out.write_char('"')?;
    for c in text.chars() {
        match c {
            '"' => out.write_str("\\\"")?,
            '\\' => out.write_str("\\\\")?,
            '\n' => out.write_str("\\n")?,
            '\r' => out.write_str("\\r")?,
            '\t' => out.write_str("\\t")?,
            c if c < ' ' => write!(out, "\\u{:04x}", u32::from(c))?,
            c => out.write_char(c)?,
        }
    }
    out.write_char('"')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_written_as_json() {
        let value = Value::Object(vec![
            ("empty", Value::list([])),
            (
                "list",
                Value::list([Value::number(7), Value::text("a\"\\\n\u{1}é")]),
            ),
        ]);
        assert_eq!(
            value.to_string(),
            "{\n  \"empty\": [],\n  \"list\": [\n    7,\n    \"a\\\"\\\\\\n\\u0001é\"\n  ]\n}"
        );
    }
}
