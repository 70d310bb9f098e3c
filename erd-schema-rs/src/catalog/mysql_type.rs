//! Types as `information_schema.columns.column_type` shows them.

use erd_core::{Capability, Dialect};

/// A type as the server shows it, without the display width of integers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Shown {
    /// `column_type`.
    pub(super) text: String,
    /// `character_maximum_length`, where the type states it.
    pub(super) length: Option<u64>,
}

/// Names that are other names (MySQL manual, 13.9), the longer ones first.
const ALIASES: &[(&str, &str)] = &[
    ("national character varying", "varchar"),
    ("national char varying", "varchar"),
    ("national varchar", "varchar"),
    ("national character", "char"),
    ("national char", "char"),
    ("character varying", "varchar"),
    ("char varying", "varchar"),
    ("nchar varying", "varchar"),
    ("nchar varchar", "varchar"),
    ("double precision", "double"),
    ("long varbinary", "mediumblob"),
    ("long varchar", "mediumtext"),
    ("char byte", "binary"),
    ("bool", "tinyint(1)"),
    ("boolean", "tinyint(1)"),
    ("character", "char"),
    ("dec", "decimal"),
    ("fixed", "decimal"),
    ("float4", "float"),
    ("float8", "double"),
    ("int1", "tinyint"),
    ("int2", "smallint"),
    ("int3", "mediumint"),
    ("int4", "int"),
    ("int8", "bigint"),
    ("integer", "int"),
    ("long", "mediumtext"),
    ("middleint", "mediumint"),
    ("nchar", "char"),
    ("numeric", "decimal"),
    ("nvarchar", "varchar"),
    ("real", "double"),
    ("serial", "bigint unsigned"),
    ("varcharacter", "varchar"),
];

/// Bytes of a character of utf8mb4.
const CHARACTER: u64 = 4;

impl Shown {
    pub(super) fn of(spelled: &str, dialect: Dialect) -> Self {
        let (head, arguments, tail) = parts(spelled.trim());
        let mut words: Vec<String> = head
            .split_whitespace()
            .map(str::to_ascii_lowercase)
            .collect();
        let mut behind: Vec<String> = tail
            .split_whitespace()
            .map(str::to_ascii_lowercase)
            .collect();
        let mut name = match alias(&words) {
            Some((known, count)) => {
                words.drain(..count);
                known.to_owned()
            }
            None if words.is_empty() => String::new(),
            None => words.remove(0),
        };
        words.append(&mut behind);
        let has = |word: &str| words.iter().any(|w| w == word);
        let unsigned = has("unsigned") || has("zerofill");
        let mut arguments = arguments.map(str::to_owned);
        adjust(&mut name, &mut arguments, dialect);
        let length = length(&name, arguments.as_deref());
        let mut text = name;
        if let Some(arguments) = &arguments {
            text = format!("{text}({arguments})");
        }
        if unsigned {
            text.push_str(" unsigned");
        }
        if has("compressed") {
            text.push_str(" /*M!100301 COMPRESSED*/");
        }
        Self { text, length }
    }
}

/// What stands before, in and behind the parentheses.
fn parts(spelled: &str) -> (&str, Option<&str>, &str) {
    let Some((head, rest)) = spelled.split_once('(') else {
        return (spelled, None, "");
    };
    let (mut quoted, mut escaped) = (false, false);
    for (at, c) in rest.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '\'' => quoted = !quoted,
            ')' if !quoted => return (head, Some(&rest[..at]), &rest[at + 1..]),
            _ => {}
        }
    }
    (head, Some(rest), "")
}

fn alias(words: &[String]) -> Option<(&'static str, usize)> {
    ALIASES.iter().find_map(|(name, known)| {
        let count = name.split(' ').count();
        let is_it = words.len() >= count && name.split(' ').eq(words[..count].iter());
        is_it.then_some((*known, count))
    })
}

/// Lengths that are not written, and types that a length decides.
fn adjust(name: &mut String, arguments: &mut Option<String>, dialect: Dialect) {
    let number = arguments
        .as_ref()
        .and_then(|a| a.trim().parse::<u64>().ok());
    match (name.as_str(), number) {
        ("char" | "binary" | "bit", None) => *arguments = Some("1".to_owned()),
        ("float", Some(bits)) => {
            if bits > 24 {
                "double".clone_into(name);
            }
            *arguments = None;
        }
        ("text" | "blob", Some(length)) => {
            let is_text = name == "text";
            let bytes = length.saturating_mul(if is_text { CHARACTER } else { 1 });
            let size = match bytes {
                0..=0xff => "tiny",
                0x100..=0xffff => "",
                0x1_0000..=0xff_ffff => "medium",
                _ => "long",
            };
            *name = format!("{size}{name}");
            *arguments = None;
        }
        ("json", _) if !dialect.has(Capability::JsonType) => "longtext".clone_into(name),
        ("geometrycollection", _) if dialect.has(Capability::Geomcollection) => {
            "geomcollection".clone_into(name);
        }
        _ => {}
    }
}

fn length(name: &str, arguments: Option<&str>) -> Option<u64> {
    let arguments = arguments?;
    match name {
        "char" | "varchar" | "binary" | "varbinary" => arguments.trim().parse().ok(),
        "enum" => values(arguments).into_iter().max(),
        "set" => {
            let lengths = values(arguments);
            let commas = u64::try_from(lengths.len()).ok()?.saturating_sub(1);
            Some(lengths.iter().sum::<u64>() + commas)
        }
        _ => None,
    }
}

/// The lengths, in characters, of values in quotes; what is escaped is one character.
fn values(text: &str) -> Vec<u64> {
    let (mut lengths, mut open) = (Vec::new(), None);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match (&mut open, c) {
            (None, '\'') => open = Some(0),
            (None, _) => {}
            (Some(length), '\\') => {
                chars.next();
                *length += 1;
            }
            (Some(length), '\'') => {
                if chars.next_if_eq(&'\'').is_some() {
                    *length += 1;
                } else {
                    lengths.push(*length);
                    open = None;
                }
            }
            (Some(length), _) => *length += 1,
        }
    }
    lengths
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_type_is_shown_as_the_server_shows_it() {
        let of = |spelled: &str| {
            let shown = Shown::of(spelled, Dialect::MariaDb);
            (shown.text, shown.length)
        };
        let plain = |text: &str| (text.to_owned(), None);
        assert_eq!(of("INTEGER UNSIGNED"), plain("int unsigned"));
        assert_eq!(of("int(5) zerofill"), plain("int(5) unsigned"));
        assert_eq!(of("Boolean"), plain("tinyint(1)"));
        assert_eq!(of("DOUBLE PRECISION"), plain("double"));
        assert_eq!(of("float(30)"), plain("double"));
        assert_eq!(of("float(7,3)"), plain("float(7,3)"));
        assert_eq!(of("TEXT(100)"), plain("text"));
        assert_eq!(of("blob(100)"), plain("tinyblob"));
        assert_eq!(of("json"), plain("longtext"));
        assert_eq!(of("char"), ("char(1)".into(), Some(1)));
        assert_eq!(
            of("varchar(20) CHARACTER SET latin1"),
            ("varchar(20)".into(), Some(20))
        );
        assert_eq!(
            of("enum('a''b', 'c)')"),
            ("enum('a''b', 'c)')".into(), Some(3))
        );
        assert_eq!(of("set('ab','c')"), ("set('ab','c')".into(), Some(4)));
        assert_eq!(of("text COMPRESSED"), plain("text /*M!100301 COMPRESSED*/"));
    }
}
