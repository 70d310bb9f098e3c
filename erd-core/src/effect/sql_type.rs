//! A column's type as statements write it.

use std::fmt;

/// A column's type, as far as an engine's work on it depends on it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SqlType {
    /// Name in lower case, one for all its spellings: `int` and `integer` are `integer`.
    pub name: String,
    /// Numbers in parentheses: `numeric(10, 2)`.
    pub args: Vec<u32>,
    /// Whether it is an array.
    pub array: bool,
    /// The values of MySQL's `ENUM` and `SET`. Two types have them in the same form: as texts, or as literals.
    pub values: Vec<String>,
    /// Whether a collation is stated.
    pub collated: bool,
}

impl SqlType {
    /// A type by name, in any spelling.
    pub fn new(name: &str, args: Vec<u32>) -> Self {
        let name = if name.contains(['"', '`']) {
            name.to_owned()
        } else {
            canonical(&name.to_lowercase()).to_owned()
        };
        Self {
            name,
            args,
            ..Self::default()
        }
    }

    /// Reads a type: `varchar(20)`, `int unsigned`, `timestamp(3) with time zone`, `text[]`, `enum('a','b')`. What stands in
    /// parentheses and is no number stays part of the name.
    pub fn parse(text: &str) -> Self {
        let text = text.trim();
        if let Some(element) = text.strip_suffix("[]") {
            return Self {
                array: true,
                ..Self::parse(element)
            };
        }
        for name in ["enum", "set"] {
            if let Some(values) = literals(text, name) {
                return Self {
                    values: values.into_iter().map(str::to_owned).collect(),
                    ..Self::new(name, Vec::new())
                };
            }
        }
        let split = text
            .split_once('(')
            .and_then(|(name, rest)| Some((name.trim(), rest.split_once(')')?)));
        let Some((name, (list, tail))) = split else {
            return Self::new(text, Vec::new());
        };
        let args: Option<Vec<u32>> = list.split(',').map(|n| n.trim().parse().ok()).collect();
        match (args, tail.trim()) {
            (Some(args), "") => Self::new(name, args),
            (Some(args), tail) => Self::new(&format!("{name} {tail}"), args),
            (None, _) => Self::new(text, Vec::new()),
        }
    }

    /// Whether it is an integer of at most four bytes.
    pub fn is_narrow_integer(&self) -> bool {
        let narrow = ["smallint", "integer", "mediumint", "tinyint"];
        !self.array && narrow.contains(&self.name.as_str())
    }
}

impl fmt::Display for SqlType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)?;
        if !self.args.is_empty() {
            let args: Vec<String> = self.args.iter().map(u32::to_string).collect();
            write!(f, "({})", args.join(", "))?;
        }
        f.write_str(if self.array { "[]" } else { "" })
    }
}

/// The literals between the parentheses of a type of that name, with their quotes. `None` where it is another type.
pub fn literals<'a>(ty: &'a str, name: &str) -> Option<Vec<&'a str>> {
    let start = ty.get(..name.len())?;
    let inner = ty[name.len()..].trim().strip_prefix('(')?;
    if !start.eq_ignore_ascii_case(name) {
        return None;
    }
    let mut values = Vec::new();
    let mut rest = inner.strip_suffix(')')?.trim();
    while !rest.is_empty() {
        let (value, tail) = rest.split_at(end_of_literal(rest)?);
        values.push(value);
        rest = tail.trim_start().trim_start_matches(',').trim_start();
    }
    Some(values)
}

/// Where the literal ends that the text begins with: behind its closing quote.
fn end_of_literal(text: &str) -> Option<usize> {
    let mut chars = text.char_indices().skip(1).peekable();
    while let Some((at, c)) = chars.next() {
        match c {
            '\\' => {
                chars.next();
            }
            '\'' if chars.peek().is_some_and(|(_, next)| *next == '\'') => {
                chars.next();
            }
            '\'' => return Some(at + 1),
            _ => {}
        }
    }
    None
}

fn canonical(name: &str) -> &str {
    match name {
        "int" | "int4" | "integer" => "integer",
        "int8" => "bigint",
        "int2" => "smallint",
        "decimal" | "dec" => "numeric",
        "character varying" | "nvarchar" => "varchar",
        "character" | "bpchar" | "nchar" => "char",
        "bool" => "boolean",
        "float8" | "double precision" => "double",
        "float4" => "real",
        "timestamp with time zone" => "timestamptz",
        "timestamp without time zone" => "timestamp",
        "time with time zone" => "timetz",
        "time without time zone" => "time",
        "bit varying" => "varbit",
        "serial4" => "serial",
        "serial8" => "bigserial",
        "serial2" => "smallserial",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_read_in_every_spelling() {
        for (text, name, args) in [
            ("character varying(20)", "varchar", &[20][..]),
            ("timestamp(3) with time zone", "timestamptz", &[3]),
            ("DECIMAL(10, 2)", "numeric", &[10, 2]),
            ("int(10) unsigned", "int unsigned", &[10]),
            ("geometry(Point,4326)", "geometry(point,4326)", &[]),
            ("\"Mood\"", "\"Mood\"", &[]),
        ] {
            let ty = SqlType::parse(text);
            assert_eq!((ty.name.as_str(), &ty.args[..]), (name, args), "{text}");
        }
        assert!(SqlType::parse("text[]").array);
        let values = SqlType::parse(r"enum('a', 'it''s','b\'c',',')").values;
        assert_eq!(values, ["'a'", "'it''s'", r"'b\'c'", "','"]);
    }
}
