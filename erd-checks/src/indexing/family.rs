//! Keys that MySQL's and MariaDB's indexes do not take.

use crate::columns::spelling;
use crate::scan;
use crate::stored::{Stored, stored, vector_read};
use erd_core::schema::{Column, ColumnId, Index, IndexKey, IndexKind, KeyPart, Table, Type};
use erd_core::{Dialect, Family, Scalar};

/// What is wrong with an index, and what mends it.
pub(crate) struct Fault {
    pub(crate) what: String,
    pub(crate) help: &'static str,
}

impl Fault {
    pub(crate) fn new(what: impl Into<String>, help: &'static str) -> Self {
        let what = what.into();
        Self { what, help }
    }
}

/// A prefix that MySQL and MariaDB refuse.
pub(crate) fn prefix(table: &Table, index: &Index, dialect: Dialect) -> Option<Fault> {
    index.keys.iter().find_map(|key| {
        let KeyPart::Column(id) = key.part else {
            return None;
        };
        let (length, column) = (key.prefix_len?, &table[id]);
        let name = &column.name;
        let plain = spelling(column, dialect).is_none();
        let longest = column.max_len.filter(|most| plain && *most < length);
        // MariaDB has a type for it, MySQL 16 octets.
        let most = match dialect {
            Dialect::MariaDb => 0,
            _ => 16,
        };
        let uuid = is_uuid(column, dialect) && length > most;
        let what = match stored(column, dialect) {
            _ if uuid => format!("has a prefix of `{name}`, which is a UUID"),
            _ if length == 0 => format!("has no character of `{name}`"),
            // As many octets as the number has are all of it.
            Some(Stored::Plain) if octets(column) == Some(length) => return None,
            Some(Stored::Json | Stored::Shape) => match dialect {
                Dialect::MySql => format!("has a prefix of `{name}`, which is no text"),
                _ => return None,
            },
            Some(Stored::Plain | Stored::Vector | Stored::Listed) => {
                format!("has a prefix of `{name}`, which is no text")
            }
            Some(Stored::Text { .. } | Stored::Bytes) if longest.is_some() => {
                format!("has a prefix that is longer than `{name}`")
            }
            _ => return None,
        };
        Some(Fault::new(what, "leave `prefix` out"))
    })
}

/// A column that MySQL and MariaDB find twice among the keys, and PostgreSQL in a unique constraint.
pub(crate) fn repeated(table: &Table, index: &Index, dialect: Dialect) -> Option<Fault> {
    let constraint = matches!(index.kind, IndexKind::UniqueConstraint(_));
    let asked = dialect.is(Family::MySql) || dialect.is(Family::Postgres) && constraint;
    let column = |key: &IndexKey| match key.part {
        KeyPart::Column(id) => Some(id),
        KeyPart::Expression(_) => None,
    };
    let columns: Vec<ColumnId> = index.keys.iter().filter_map(column).collect();
    let id = twice(&columns).filter(|_| asked)?;
    let what = format!("has `{}` twice", table[id].name);
    Some(Fault::new(what, "name it once"))
}

/// The first column that stands in a list a second time.
pub(crate) fn twice(columns: &[ColumnId]) -> Option<ColumnId> {
    let all = columns.iter().enumerate();
    let mut again = all.filter(|(n, id)| columns[..*n].contains(id));
    again.next().map(|(_, id)| *id)
}

/// The octets of an integer.
fn octets(column: &Column) -> Option<u32> {
    match column.ty {
        Type::Scalar(scalar) => Some(u32::from(scalar.integer()?.0) / 8),
        _ => None,
    }
}

/// A vector index that MariaDB refuses.
pub(crate) fn vector(table: &Table, index: &Index, columns: &[&Column]) -> Option<Fault> {
    let is_first = |other: &&Index| other.method.as_deref() == Some("vector");
    let second = table.indexes.iter().find(is_first)?.name != index.name;
    let (what, help) = if columns.iter().any(|column| column.nullable) {
        (
            "is on a vector that may be NULL",
            "make the column NOT NULL",
        )
    } else if second {
        ("is the second vector index of its table", "leave one out")
    } else if table.intent.partition.is_some() {
        (
            "is on vectors, and its table is partitioned",
            "leave it out",
        )
    } else {
        return None;
    };
    Some(Fault::new(what, help))
}

pub(crate) fn full_text(table: &Table, columns: &[&Column], dialect: Dialect) -> Option<Fault> {
    let is_virtual = |column: &&&Column| column.generated.as_ref().is_some_and(|g| !g.stored);
    if let Some(column) = columns.iter().find(is_virtual) {
        let what = format!("looks for words in `{}`, which is virtual", column.name);
        return Some(Fault::new(
            what,
            "write `generated = \"..\"`, which is stored",
        ));
    }
    let no_text = columns.iter().find_map(|column| {
        let stored = stored(column, dialect)?;
        (!matches!(stored, Stored::Text { .. })).then_some((column, stored))
    });
    if let Some((column, stored)) = no_text {
        let what = format!(
            "looks for words in `{}`, which is {}",
            column.name,
            stored.name()
        );
        return Some(Fault::new(what, "index a text"));
    }
    let is_uuid =
        |c: &&&Column| c.ty == Type::Scalar(Scalar::Uuid) && spelling(c, dialect).is_none();
    if let Some(column) = columns.iter().find(is_uuid) {
        let what = format!("looks for words in `{}`, which is a UUID", column.name);
        return Some(Fault::new(what, "index a text"));
    }
    // A table that states none has the server's, which is one of a few.
    let of_table = table.options.collation.as_deref().or_else(|| {
        let charset = table.options.charset.is_some();
        (!charset).then_some(SERVER)
    })?;
    let stated = |column: &&Column| {
        let own = column.collation.get(dialect);
        own.unwrap_or(of_table).to_lowercase()
    };
    let collations: Vec<String> = columns.iter().map(stated).collect();
    let usual = |name: &str| name == SERVER || DEFAULTS.contains(&name);
    let differ = |two: &[String]| two[0] != two[1] && !(usual(&two[0]) && usual(&two[1]));
    let mixed = collations.windows(2).any(differ);
    let help = "give its columns one collation";
    mixed.then(|| Fault::new("looks for words in texts of several collations", help))
}

/// What a table has that states no collation, and what that may be.
const SERVER: &str = "";
const DEFAULTS: [&str; 3] = [
    "utf8mb4_0900_ai_ci",
    "utf8mb4_general_ci",
    "utf8mb4_uca1400_ai_ci",
];

pub(crate) fn spatial(columns: &[&Column], dialect: Dialect) -> Option<Fault> {
    if columns.len() > 1 {
        let help = "make one index for each column";
        return Some(Fault::new("is spatial, and has several columns", help));
    }
    let column = columns.first()?;
    let name = &column.name;
    match stored(column, dialect) {
        None if is_uuid(column, dialect) => {
            let what = format!("is spatial, and `{name}` is a UUID");
            Some(Fault::new(what, "leave `using` out"))
        }
        Some(Stored::Shape) if column.nullable => {
            let what = format!("is spatial, and `{name}` may be NULL");
            Some(Fault::new(what, "make the column NOT NULL"))
        }
        None | Some(Stored::Shape) => None,
        Some(stored) => {
            let what = format!("is spatial, and `{name}` is {}", stored.name());
            Some(Fault::new(what, "leave `using` out"))
        }
    }
}

/// Whether a column is a UUID that nobody spelled another way.
fn is_uuid(column: &Column, dialect: Dialect) -> bool {
    column.ty == Type::Scalar(Scalar::Uuid) && spelling(column, dialect).is_none()
}

/// Functions whose value is a text as long as their argument.
const TEXTS: [&str; 14] = [
    "lower",
    "lcase",
    "upper",
    "ucase",
    "trim",
    "ltrim",
    "rtrim",
    "reverse",
    "concat",
    "replace",
    "coalesce",
    "ifnull",
    "nullif",
    "concat_ws",
];

/// Why MySQL refuses an expression as a key.
pub(crate) fn expression(table: &Table, sql: &str) -> Option<Fault> {
    let mysql = Dialect::MySql;
    if let Some(vector) = vector_read(sql, mysql, table) {
        let what = format!("reads `{}`, which is a vector", vector.name);
        return Some(Fault::new(what, "index another column"));
    }
    let mut text = sql.trim();
    while let Some(inside) = text.strip_prefix('(').and_then(|t| t.strip_suffix(')')) {
        if inside.contains(')') && inside.find(')') < inside.find('(') {
            break;
        }
        text = inside.trim();
    }
    let is_name = |text: &str| {
        let text = text.trim().trim_matches('`');
        table.find_column(text).is_some()
    };
    if is_name(text) {
        let what = format!("has `{text}` as an expression");
        return Some(Fault::new(what, "name the column without `expr`"));
    }
    if let Some((column, path)) = text.split_once("->") {
        let (text, path) = match path.strip_prefix('>') {
            Some(path) => (true, path),
            None => (false, path),
        };
        let path = path.trim();
        let literal = path.strip_prefix('\'').and_then(|p| p.strip_suffix('\''));
        if is_name(column) && literal.is_some_and(|path| !path.contains('\'')) {
            let (what, help) = if text {
                (
                    "has a text without a length",
                    "cast it: `cast(.. as char(200))`",
                )
            } else {
                (
                    "has JSON as a key",
                    "cast it: `cast(.. as unsigned)`, `cast(.. as char(200))`",
                )
            };
            return Some(Fault::new(what, help));
        }
        return None;
    }
    let (function, rest) = text.split_once('(')?;
    let rest = rest.strip_suffix(')')?;
    // Nothing stands behind the call.
    if rest.contains(')') && rest.find(')') < rest.find('(') {
        return None;
    }
    let function = function.trim().to_ascii_lowercase();
    match function.as_str() {
        "json_extract" | "json_object" | "json_array" => {
            let help = "cast it: `cast(.. as unsigned)`, `cast(.. as char(200))`";
            return Some(Fault::new("has JSON as a key", help));
        }
        "json_unquote" => {
            let help = "cast it: `cast(.. as char(200))`";
            return Some(Fault::new("has a text without a length", help));
        }
        _ => {}
    }
    let is_long = |c: &&Column| stored(c, mysql) == Some(Stored::Text { unbounded: true });
    let long = scan::columns(rest, mysql, table).find(is_long)?;
    if !TEXTS.contains(&function.as_str()) || scan::has(rest, mysql, &["cast", "convert"]).is_some()
    {
        return None;
    }
    let what = format!(
        "has a text without a length: `{}` has no `max_len`",
        long.name
    );
    Some(Fault::new(what, "bound the column with `max_len`"))
}
