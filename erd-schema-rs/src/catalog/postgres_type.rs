//! Names of types in PostgreSQL's SQL, as its catalog has them.

/// A type as SQL spells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Spelled {
    /// Namespace, where one is written.
    pub(super) schema: Option<String>,
    /// Name in `pg_type`; of an array that of its elements.
    pub(super) name: String,
    /// Length of characters or bits, where it has one.
    pub(super) length: Option<u64>,
    pub(super) is_array: bool,
}

/// Names of `pg_catalog` that a column may have; all others are the user's or an extension's.
const BUILT_IN: &[&str] = &[
    "aclitem",
    "bit",
    "bool",
    "box",
    "bpchar",
    "bytea",
    "char",
    "cid",
    "cidr",
    "circle",
    "date",
    "datemultirange",
    "daterange",
    "float4",
    "float8",
    "gtsvector",
    "inet",
    "int2",
    "int2vector",
    "int4",
    "int4multirange",
    "int4range",
    "int8",
    "int8multirange",
    "int8range",
    "interval",
    "json",
    "jsonb",
    "jsonpath",
    "line",
    "lseg",
    "macaddr",
    "macaddr8",
    "money",
    "name",
    "numeric",
    "nummultirange",
    "numrange",
    "oid",
    "oidvector",
    "path",
    "pg_lsn",
    "pg_snapshot",
    "point",
    "polygon",
    "refcursor",
    "regclass",
    "regcollation",
    "regconfig",
    "regdictionary",
    "regnamespace",
    "regoper",
    "regoperator",
    "regproc",
    "regprocedure",
    "regrole",
    "regtype",
    "text",
    "tid",
    "time",
    "timestamp",
    "timestamptz",
    "timetz",
    "tsmultirange",
    "tsquery",
    "tsrange",
    "tstzmultirange",
    "tstzrange",
    "tsvector",
    "txid_snapshot",
    "uuid",
    "varbit",
    "varchar",
    "xid",
    "xid8",
    "xml",
];

/// Names that are other names (manual, table 8.1), behind which may be a length.
const ALIASES: &[(&str, &str)] = &[
    ("bit varying", "varbit"),
    ("national character varying", "varchar"),
    ("national char varying", "varchar"),
    ("national character", "char"),
    ("national char", "char"),
    ("nchar varying", "varchar"),
    ("character varying", "varchar"),
    ("char varying", "varchar"),
    ("double precision", "float8"),
    ("bigint", "int8"),
    ("boolean", "bool"),
    ("character", "char"),
    ("decimal", "numeric"),
    ("dec", "numeric"),
    ("integer", "int4"),
    ("int", "int4"),
    ("nchar", "char"),
    ("real", "float4"),
    ("smallint", "int2"),
];

impl Spelled {
    /// Whether it is a type of `pg_catalog`.
    pub(super) fn is_built_in(&self) -> bool {
        match self.schema.as_deref() {
            None => BUILT_IN.contains(&self.name.as_str()),
            Some(schema) => schema == "pg_catalog",
        }
    }

    /// What `pg_type` calls it: an array has a `_` before the name of its elements, and the whole is cut as all names are.
    pub(super) fn in_catalog(&self) -> String {
        if !self.is_array {
            return self.name.clone();
        }
        let mut name = format!("_{}", self.name);
        let mut end = name.len().min(erd_core::naming::MAX_IDENTIFIER_BYTES);
        while !name.is_char_boundary(end) {
            end -= 1;
        }
        name.truncate(end);
        name
    }

    /// Reads a type at the start of a text, and returns what is behind it.
    pub(super) fn read(text: &str) -> Option<(Self, &str)> {
        let text = text.trim_start();
        let (first, rest) = identifier(text)?;
        let (schema, name, mut rest) = match rest.strip_prefix('.') {
            Some(behind) => {
                let (name, rest) = identifier(behind)?;
                (Some(first), name, rest)
            }
            None => (None, first, rest),
        };
        let mut name = name;
        let is_word = schema.is_none() && !text.starts_with('"');
        if is_word && let Some((known, behind)) = alias(text) {
            known.clone_into(&mut name);
            rest = behind;
        }
        if is_word && name == "interval" {
            rest = fields(rest);
        }
        let (arguments, behind) = arguments(rest);
        rest = behind;
        if is_word {
            rest = with_zone(&mut name, rest);
        }
        let length = if is_word || schema.as_deref() == Some("pg_catalog") {
            length(&mut name, is_word, arguments)
        } else {
            None
        };
        let (is_array, rest) = array(rest);
        let spelled = Self {
            schema,
            name,
            length: length.filter(|_| !is_array),
            is_array,
        };
        Some((spelled, rest))
    }
}

/// An identifier at the start of a text: in quotes as it is, otherwise in lower case.
fn identifier(text: &str) -> Option<(String, &str)> {
    if let Some(quoted) = text.strip_prefix('"') {
        let mut name = String::new();
        let mut chars = quoted.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            if c != '"' {
                name.push(c);
            } else if chars.next_if(|(_, next)| *next == '"').is_some() {
                name.push('"');
            } else {
                return Some((name, &quoted[at + 1..]));
            }
        }
        return None;
    }
    let end = text.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '$'));
    let (word, rest) = text.split_at(end.unwrap_or(text.len()));
    (!word.is_empty()).then(|| (word.to_lowercase(), rest))
}

/// The words at the start of a text, behind them what follows.
fn words<'a>(text: &'a str, wanted: &str) -> Option<&'a str> {
    let mut rest = text;
    for word in wanted.split(' ') {
        let (found, behind) = identifier(rest.trim_start()).filter(|(w, _)| w == word)?;
        debug_assert_eq!(found, word);
        rest = behind;
    }
    Some(rest)
}

fn alias(text: &str) -> Option<(&'static str, &str)> {
    let mut all = ALIASES.iter();
    all.find_map(|(name, known)| Some((*known, words(text, name)?)))
}

/// What is behind the fields of an interval: `interval day to second`.
fn fields(text: &str) -> &str {
    const FIELDS: &[&str] = &["year", "month", "day", "hour", "minute", "second", "to"];
    let mut rest = text;
    while let Some((_, behind)) =
        identifier(rest.trim_start()).filter(|(word, _)| FIELDS.contains(&word.as_str()))
    {
        rest = behind;
    }
    rest
}

fn arguments(text: &str) -> (Option<&str>, &str) {
    let inside = text.trim_start().strip_prefix('(');
    match inside.and_then(|inside| inside.split_once(')')) {
        Some((inside, rest)) => (Some(inside), rest),
        None => (None, text),
    }
}

fn with_zone<'a>(name: &mut String, text: &'a str) -> &'a str {
    if !matches!(name.as_str(), "time" | "timestamp") {
        return text;
    }
    if let Some(rest) = words(text, "with time zone") {
        name.push_str("tz");
        return rest;
    }
    words(text, "without time zone").unwrap_or(text)
}

/// The length of a type of characters or bits; `char` and `bit` have one that is not written. `float(n)` is one of two types.
fn length(name: &mut String, is_word: bool, arguments: Option<&str>) -> Option<u64> {
    let stated = arguments.and_then(|text| text.trim().parse::<u64>().ok());
    match name.as_str() {
        "varchar" | "varbit" | "bpchar" => stated,
        "bit" => Some(stated.unwrap_or(1)),
        "char" if is_word => {
            "bpchar".clone_into(name);
            Some(stated.unwrap_or(1))
        }
        "float" if is_word => {
            let digits = if stated.is_some_and(|bits| bits < 25) {
                '4'
            } else {
                '8'
            };
            name.push(digits);
            None
        }
        _ => None,
    }
}

fn array(text: &str) -> (bool, &str) {
    if let Some(rest) = words(text, "array") {
        return (true, arguments_of_array(rest));
    }
    let rest = arguments_of_array(text);
    (rest.len() != text.len(), rest)
}

fn arguments_of_array(mut text: &str) -> &str {
    while let Some(inside) = text.trim_start().strip_prefix('[')
        && let Some((_, rest)) = inside.split_once(']')
    {
        text = rest;
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (String, Option<u64>) {
        let (spelled, _) = Spelled::read(text).expect("a type");
        (spelled.in_catalog(), spelled.length)
    }

    #[test]
    fn names_are_those_of_the_catalog() {
        let plain = |name: &str| (name.to_owned(), None);
        assert_eq!(read("INTEGER"), plain("int4"));
        assert_eq!(read("numeric(20, 0)"), plain("numeric"));
        assert_eq!(read("timestamp(3) with time zone[]"), plain("_timestamptz"));
        assert_eq!(read("time without time zone"), plain("time"));
        assert_eq!(read("double precision ARRAY[3]"), plain("_float8"));
        assert_eq!(read("float(24)"), plain("float4"));
        assert_eq!(read("interval day to second(3)"), plain("interval"));
        assert_eq!(read("\"char\""), plain("char"));
        assert_eq!(read("Integer_Like"), plain("integer_like"));
        assert_eq!(read("audit.\"Odd \"\"One\"[][]"), plain("_Odd \"One"));
        assert_eq!(read("character varying(20)"), ("varchar".into(), Some(20)));
        assert_eq!(read("varchar(20)[]"), plain("_varchar"));
        assert_eq!(read("char"), ("bpchar".into(), Some(1)));
        assert_eq!(read("bit varying(5)"), ("varbit".into(), Some(5)));
        assert_eq!(read("bpchar"), plain("bpchar"));
    }

    #[test]
    fn what_follows_is_left() {
        let (spelled, rest) = Spelled::read("public.email NOT NULL").expect("a type");
        assert_eq!(spelled.schema.as_deref(), Some("public"));
        assert_eq!(rest, " NOT NULL");
        assert_eq!(Spelled::read("(1)"), None);
        assert_eq!(Spelled::read("\"open"), None);
    }
}
