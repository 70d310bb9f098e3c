//! Types of MySQL and MariaDB.

use erd_core::Scalar;
use erd_core::schema::{Column, EnumStorage, EnumType, Sql, Type};

use crate::token::{TokenKind, tokens};

/// Sets a column's type from `COLUMN_TYPE`, which spells all of it. An `enum(..)` becomes an enum of that name.
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
    let scalar = match (word.as_str(), unsigned) {
        ("tinyint", false) if arguments == [1] => {
            keep = false;
            Scalar::Bool
        }
        ("tinyint", false) => integer(Scalar::I8, &lower, &mut keep),
        ("tinyint", true) => integer(Scalar::U8, &lower, &mut keep),
        ("smallint", false) => integer(Scalar::I16, &lower, &mut keep),
        ("smallint", true) => integer(Scalar::U16, &lower, &mut keep),
        ("int", false) => integer(Scalar::I32, &lower, &mut keep),
        ("int", true) => integer(Scalar::U32, &lower, &mut keep),
        ("bigint", false) => integer(Scalar::I64, &lower, &mut keep),
        ("bigint", true) => integer(Scalar::U64, &lower, &mut keep),
        ("float", false) => {
            keep = !arguments.is_empty();
            Scalar::F32
        }
        ("double", false) => {
            keep = !arguments.is_empty();
            Scalar::F64
        }
        ("decimal", false) => {
            if let [digits, scale] = arguments[..]
                && let (Ok(digits), Ok(scale)) = (u8::try_from(digits), u8::try_from(scale))
            {
                column.precision = Some((digits, scale));
                keep = lower.contains("zerofill");
            }
            Scalar::Decimal
        }
        ("varchar", _) => {
            column.max_len = arguments.first().copied();
            keep = false;
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
        ("tinytext" | "text" | "mediumtext", _) => Scalar::Text,
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
    if keep {
        column.sql_type = Sql::new(spelled);
    }
    None
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
    tokens(spelled, false)
        .into_iter()
        .filter_map(|token| match token.kind {
            TokenKind::Text(text) => Some(text),
            _ => None,
        })
        .collect()
}
