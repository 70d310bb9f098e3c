//! Types of MySQL and MariaDB.

use erd_core::Scalar;
use erd_core::schema::{Column, EnumStorage, EnumType, Sql, Type};

use crate::token::{TokenKind, tokens};

/// Longest varchar of utf8mb4 that a row takes, in characters.
const MAX_VARCHAR: u32 = 16_383;

/// Sets a column's type from the type that SHOW CREATE TABLE spells. An `enum(..)` becomes an enum of that name.
#[allow(
    clippy::too_many_lines,
    reason = "one arm per type that the manual lists"
)]
pub(super) fn apply(column: &mut Column, spelled: &str, enum_name: &str) -> Option<EnumType> {
    let lower = spelled.to_ascii_lowercase();
    let word: String = lower
        .chars()
        .take_while(char::is_ascii_alphanumeric)
        .collect();
    let unsigned = lower.contains("unsigned");
    let arguments = arguments(&lower);
    let mut keep = true;
    // MariaDB: `varchar(20) COMPRESSED`.
    let compressed = lower.contains("compressed") && !matches!(word.as_str(), "enum" | "set");
    let scalar = match (word.as_str(), unsigned) {
        // Without the check that erd adds to a `bool`, so it stays spelled.
        ("tinyint", false) if arguments == [1] => Scalar::Bool,
        ("tinyint", false) => integer(Scalar::I8, &lower, &mut keep),
        ("tinyint", true) => integer(Scalar::U8, &lower, &mut keep),
        ("smallint", false) => integer(Scalar::I16, &lower, &mut keep),
        ("smallint", true) => integer(Scalar::U16, &lower, &mut keep),
        ("mediumint", false) => Scalar::I32,
        ("mediumint", true) => Scalar::U32,
        ("int", false) => integer(Scalar::I32, &lower, &mut keep),
        ("int", true) => integer(Scalar::U32, &lower, &mut keep),
        ("bigint", false) => integer(Scalar::I64, &lower, &mut keep),
        ("bigint", true) => integer(Scalar::U64, &lower, &mut keep),
        ("float", unsigned) => {
            keep = unsigned || !arguments.is_empty();
            Scalar::F32
        }
        ("double", unsigned) => {
            keep = unsigned || !arguments.is_empty();
            Scalar::F64
        }
        ("year", _) => Scalar::I16,
        ("decimal", unsigned) => {
            if let [digits, scale] = arguments[..]
                && let (Ok(digits), Ok(scale)) = (u8::try_from(digits), u8::try_from(scale))
            {
                column.precision = Some((digits, scale));
                keep = unsigned;
            }
            Scalar::Decimal
        }
        ("varchar", _) => {
            column.max_len = arguments.first().copied();
            // A longer one is a longtext with a check where erd chooses.
            keep = column.max_len.is_some_and(|length| length > MAX_VARCHAR);
            Scalar::Text
        }
        ("char", _) => {
            column.max_len = arguments.first().copied();
            Scalar::Text
        }
        ("varbinary", _) => {
            column.max_len = arguments.first().copied();
            keep = false;
            Scalar::Bytes
        }
        ("binary", _) => {
            column.max_len = arguments.first().copied();
            Scalar::Bytes
        }
        ("longtext", _) => {
            keep = false;
            Scalar::Text
        }
        ("set" | "tinytext" | "text" | "mediumtext", _) => Scalar::Text,
        ("longblob", _) => {
            keep = false;
            Scalar::Bytes
        }
        ("tinyblob" | "blob" | "mediumblob", _) => Scalar::Bytes,
        ("date", _) => {
            keep = false;
            Scalar::Date
        }
        ("time", _) => {
            keep = arguments != [6];
            Scalar::Time
        }
        ("datetime", _) => {
            keep = arguments != [6];
            Scalar::Timestamp
        }
        ("timestamp", _) => Scalar::TimestampTz,
        ("json", _) => {
            keep = false;
            Scalar::Json
        }
        ("uuid", _) => {
            keep = false;
            Scalar::Uuid
        }
        ("enum", _) => {
            column.ty = Type::Enum(enum_name.to_owned());
            return Some(EnumType {
                renamed_values: Vec::new(),
                schema: None,
                comment: None,
                name: enum_name.to_owned(),
                values: values(spelled),
                storage: EnumStorage::Native,
            });
        }
        _ => {
            column.ty = Type::Named(spelled.to_owned());
            return None;
        }
    };
    column.ty = Type::Scalar(scalar);
    if column.max_len == Some(0) {
        // A flag that takes no room, NULL or empty: a spelling, not a length.
        column.max_len = None;
        keep = true;
    }
    if keep || compressed {
        column.sql_type = Sql::new(without_width(spelled));
    }
    None
}

/// MariaDB adds the only width that a year has, and the default one of a mediumint, which says nothing.
fn without_width(spelled: &str) -> &str {
    match spelled {
        "year(4)" => "year",
        "mediumint(9)" => "mediumint",
        "mediumint(8) unsigned" => "mediumint unsigned",
        _ => spelled,
    }
}

/// The display width of an integer says nothing about its values; ZEROFILL is worth keeping.
fn integer(scalar: Scalar, spelled: &str, keep: &mut bool) -> Scalar {
    *keep = spelled.contains("zerofill");
    scalar
}

fn arguments(spelled: &str) -> Vec<u32> {
    let inside = spelled
        .split_once('(')
        .and_then(|(_, rest)| rest.split_once(')'))
        .map_or("", |(inside, _)| inside);
    inside
        .split(',')
        .filter_map(|n| n.trim().parse().ok())
        .collect()
}

fn values(spelled: &str) -> Vec<String> {
    tokens(spelled, crate::token::Lexis::Backslashes)
        .into_iter()
        .filter_map(|token| match token.kind {
            TokenKind::Text(text) => Some(text),
            _ => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_erd_would_write_is_not_spelled() {
        let get = |spelled: &str| {
            let mut column = Column::new("c", Type::Unknown);
            apply(&mut column, spelled, "e");
            (column.ty, column.sql_type.any)
        };
        let plain = |scalar| (Type::Scalar(scalar), None);
        let spelled = |scalar, text: &str| (Type::Scalar(scalar), Some(text.to_owned()));
        assert_eq!(get("int(11)"), plain(Scalar::I32));
        assert_eq!(get("int(10) unsigned"), plain(Scalar::U32));
        assert_eq!(get("varchar(40)"), plain(Scalar::Text));
        assert_eq!(get("decimal(10,2)"), plain(Scalar::Decimal));
        assert_eq!(get("datetime(6)"), plain(Scalar::Timestamp));
        assert_eq!(get("tinyint(1)"), spelled(Scalar::Bool, "tinyint(1)"));
        assert_eq!(
            get("int(5) unsigned zerofill"),
            spelled(Scalar::U32, "int(5) unsigned zerofill")
        );
        assert_eq!(
            get("float unsigned"),
            spelled(Scalar::F32, "float unsigned")
        );
        assert_eq!(
            get("varchar(20000)"),
            spelled(Scalar::Text, "varchar(20000)")
        );
        assert_eq!(get("set('a','b')"), spelled(Scalar::Text, "set('a','b')"));
        assert_eq!(get("char(0)"), spelled(Scalar::Text, "char(0)"));
        assert_eq!(get("varbinary(0)"), spelled(Scalar::Bytes, "varbinary(0)"));
        assert_eq!(get("point"), (Type::Named("point".to_owned()), None));
    }

    #[test]
    fn values_of_an_enum_are_unescaped() {
        let mut column = Column::new("c", Type::Unknown);
        let ty = apply(&mut column, r"enum('a\\b','c''d','e,f','#\n\0')", "e").unwrap();
        assert_eq!(ty.values, [r"a\b", "c'd", "e,f", "#\n\0"]);
    }
}
