//! Names and texts in DBML.

use crate::text::{is_word, mapped};
use std::borrow::Cow;

/// Words that the parser of `@dbml/core` 10 reads as syntax where a name is due.
const RESERVED: &[&str] = &[
    "as",
    "checks",
    "default",
    "delete",
    "dep",
    "diagramview",
    "enum",
    "false",
    "from",
    "indexes",
    "metadata",
    "note",
    "null",
    "pk",
    "project",
    "records",
    "ref",
    "table",
    "tablegroup",
    "tablepartial",
    "true",
    "unique",
    "update",
    "use",
];

/// A name: as it is where that is a plain word, in double quotes otherwise.
pub(super) fn name(name: &str) -> Cow<'_, str> {
    let reserved = RESERVED.contains(&name.to_ascii_lowercase().as_str());
    if is_word(name) && !reserved {
        return Cow::Borrowed(name);
    }
    Cow::Owned(format!("\"{}\"", escaped(name, '"')))
}

/// A name in a namespace.
pub(super) fn path(schema: Option<&str>, own: &str) -> String {
    let schema = schema.map(name);
    schema
        .into_iter()
        .chain([name(own)])
        .collect::<Vec<_>>()
        .join(".")
}

/// A type: a word, with numbers in parentheses behind it; otherwise a name in double quotes.
pub(super) fn ty(ty: &str) -> Cow<'_, str> {
    let (word, rest) = ty.split_at(ty.find('(').unwrap_or(ty.len()));
    let numbers = |rest: &str| {
        let inner = rest
            .strip_prefix('(')
            .and_then(|rest| rest.strip_suffix(')'));
        inner.is_some_and(|inner| inner.split(',').all(is_number))
    };
    if is_word(word) && (rest.is_empty() || numbers(rest)) && name(word) == word {
        return Cow::Borrowed(ty);
    }
    Cow::Owned(format!("\"{}\"", escaped(ty, '"')))
}

/// A text, in single quotes.
pub(super) fn string(text: &str) -> String {
    format!("'{}'", escaped(text, '\''))
}

/// An expression of SQL; `None` where it has a backtick, for which there is no escape, around more than a plain name.
pub(super) fn expression(sql: &str) -> Option<String> {
    let parts: Vec<_> = sql.split('`').collect();
    // Every second part stands between backticks, and needs none if it is a word.
    let plain = parts.len() % 2 == 1 && parts.iter().skip(1).step_by(2).all(|part| is_word(part));
    plain.then(|| format!("`{}`", parts.concat()))
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

fn escaped(text: &str, quote: char) -> String {
    mapped(text, |c| match c {
        '\\' => Some("\\\\".to_owned()),
        '\n' => Some("\\n".to_owned()),
        '\r' => Some("\\r".to_owned()),
        '\t' => Some("\\t".to_owned()),
        c if c == quote => Some(format!("\\{c}")),
        c if c.is_control() => Some(format!("\\u{:04x}", u32::from(c))),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_quoted_only_where_they_must_be() {
        assert_eq!(name("orders"), "orders");
        assert_eq!(name("Note"), "\"Note\"");
        assert_eq!(name("a \"b\"\\\n"), "\"a \\\"b\\\"\\\\\\n\"");
        assert_eq!(path(Some("my shop"), "orders"), "\"my shop\".orders");
    }

    #[test]
    fn types_are_quoted_only_where_they_must_be() {
        assert_eq!(ty("decimal(10,2)"), "decimal(10,2)");
        assert_eq!(ty("double precision"), "\"double precision\"");
        assert_eq!(ty("text[]"), "\"text[]\"");
        assert_eq!(ty("enum('a')"), "\"enum('a')\"");
    }

    #[test]
    fn expressions_have_no_backtick_inside() {
        assert_eq!(expression("lower(sku)").as_deref(), Some("`lower(sku)`"));
        assert_eq!(expression("`price` > 0").as_deref(), Some("`price > 0`"));
        assert_eq!(expression("`my price` > 0"), None);
        assert_eq!(expression("a ` b"), None);
    }
}
