//! Types of SQLite.

use super::{is_named, is_rowid};
use crate::error::{Code, Errors};
use crate::render::{At, Lowered, integer_enum, value_list};
use erd_core::Scalar;
use erd_core::schema::{EnumStorage, EnumType, Type};

/// What STRICT tables accept (stricttables, 2).
const STRICT_TYPES: [&str; 6] = ["INT", "INTEGER", "REAL", "TEXT", "BLOB", "ANY"];

pub(super) fn scalar(at: &At<'_>, scalar: Scalar, _errors: &mut Errors) -> Lowered {
    let sql = if at.scope.table.strict || is_integer_key(at) {
        strict(scalar).into()
    } else {
        declared(at, scalar)
    };
    match condition(at, scalar) {
        Some((what, condition)) => Lowered::checked(sql, what, condition),
        None => Lowered::plain(sql),
    }
}

/// The whole primary key, of an integer type: it is the rowid if it is declared `INTEGER`, and only then.
fn is_integer_key(at: &At<'_>) -> bool {
    at.is_primary_key()
        && matches!(at.column.ty, Type::Scalar(scalar) if scalar.integer().is_some())
}

/// Whether the column will be declared `INTEGER`.
pub(super) fn is_rowid_type(at: &At<'_>) -> bool {
    match (at.sql_type(), &at.column.ty) {
        (Some(text), _) => is_rowid(text.trim()),
        (None, Type::Named(text)) => is_rowid(text.trim()),
        (None, Type::Scalar(scalar)) => scalar.integer().is_some(),
        _ => false,
    }
}

/// Dates and times are text in the format of the built-in date functions; decimals are text because every number of
/// SQLite is an integer or a double; a UUID is its 16 octets.
const fn strict(scalar: Scalar) -> &'static str {
    match scalar {
        Scalar::Bool
        | Scalar::I8
        | Scalar::I16
        | Scalar::I32
        | Scalar::I64
        | Scalar::U8
        | Scalar::U16
        | Scalar::U32
        | Scalar::U64 => "INTEGER",
        Scalar::F32 | Scalar::F64 => "REAL",
        Scalar::Bytes | Scalar::Uuid => "BLOB",
        Scalar::Decimal
        | Scalar::Text
        | Scalar::Date
        | Scalar::Time
        | Scalar::Timestamp
        | Scalar::TimestampTz
        | Scalar::Json => "TEXT",
    }
}

/// Names that diesel's `print-schema` and other tools read a type from. They only set the affinity.
fn declared(at: &At<'_>, scalar: Scalar) -> std::borrow::Cow<'static, str> {
    match scalar {
        Scalar::Bool => "BOOLEAN",
        Scalar::I8 | Scalar::I16 | Scalar::U8 => "SMALLINT",
        Scalar::I32 | Scalar::U16 => "INTEGER",
        Scalar::I64 | Scalar::U32 | Scalar::U64 => "BIGINT",
        Scalar::F32 => "FLOAT",
        Scalar::F64 => "DOUBLE",
        Scalar::Decimal => {
            return match at.column.precision {
                Some((digits, scale)) => format!("DECIMAL({digits}, {scale})").into(),
                None => "DECIMAL".into(),
            };
        }
        Scalar::Text => {
            return match at.column.max_len {
                Some(length) => format!("VARCHAR({length})").into(),
                None => "TEXT".into(),
            };
        }
        Scalar::Bytes | Scalar::Uuid => "BLOB",
        Scalar::Date => "DATE",
        Scalar::Time => "TIME",
        Scalar::Timestamp | Scalar::TimestampTz => "TIMESTAMP",
        Scalar::Json => "TEXT",
    }
    .into()
}

/// What the type of a column does not guarantee. SQLite has integers of one width only; a signed one of fewer bits is
/// left as it is, an unsigned one must not go below zero.
fn condition(at: &At<'_>, scalar: Scalar) -> Option<(&'static str, String)> {
    let name = at.name();
    Some(match scalar {
        Scalar::Bool => ("bool", format!("{name} IN (0, 1)")),
        Scalar::U8 => ("range", format!("{name} BETWEEN 0 AND 255")),
        Scalar::U16 => ("range", format!("{name} BETWEEN 0 AND 65535")),
        Scalar::U32 => ("range", format!("{name} BETWEEN 0 AND 4294967295")),
        Scalar::U64 => ("range", format!("{name} >= 0")),
        Scalar::Text | Scalar::Bytes => {
            let length = at.column.max_len?;
            ("length", format!("length({name}) <= {length}"))
        }
        Scalar::Uuid => ("length", format!("length({name}) = 16")),
        Scalar::Json => ("json", format!("json_valid({name})")),
        _ => return None,
    })
}

pub(super) fn enumeration(at: &At<'_>, ty: &EnumType, errors: &mut Errors) -> Lowered {
    let (sql, values) = match ty.storage {
        EnumStorage::Text | EnumStorage::Native => ("TEXT", value_list(at, ty)),
        EnumStorage::Integer => {
            let values = integer_enum(at, ty, errors).unwrap_or_default();
            let values: Vec<_> = values.iter().map(ToString::to_string).collect();
            ("INTEGER", values.join(", "))
        }
    };
    Lowered::checked(sql, "values", format!("{} IN ({values})", at.name()))
}

pub(super) fn named(at: &At<'_>, text: &str, errors: &mut Errors) -> Lowered {
    if at.scope.table.strict && !STRICT_TYPES.iter().any(|t| t.eq_ignore_ascii_case(text)) {
        at.refuse(
            Code::StrictType,
            errors,
            format!("a STRICT table of SQLite takes INT, INTEGER, REAL, TEXT, BLOB or ANY, not `{text}`"),
            "name one of them with `sql_type(sqlite = \"TEXT\")`, or say `strict = false` on the struct",
        );
    }
    Lowered::plain(text.to_owned())
}

/// In UTC, to the millisecond, in the text that diesel's chrono and time types read.
pub(super) fn now(at: &At<'_>) -> Option<String> {
    if is_named(at)
        && at
            .sql_type()
            .is_some_and(|t| t.to_ascii_uppercase().contains("INT"))
    {
        return None;
    }
    let text = match at.column.ty {
        Type::Scalar(Scalar::TimestampTz) => "strftime('%Y-%m-%d %H:%M:%f+00:00', 'now')",
        Type::Scalar(Scalar::Timestamp) => "strftime('%Y-%m-%d %H:%M:%f', 'now')",
        Type::Scalar(Scalar::Date) => "CURRENT_DATE",
        _ => return None,
    };
    Some(text.to_owned())
}
