//! Types of PostgreSQL.

use crate::error::{Code, Errors};
use crate::render::{At, Lowered, integer_enum, value_list};
use erd_core::Scalar;
use erd_core::schema::{EnumStorage, EnumType, Type};
use std::borrow::Cow;

/// Longest varchar, in characters (manual, 8.3).
const MAX_VARCHAR: u32 = 10_485_760;

pub(super) fn scalar(at: &At<'_>, scalar: Scalar, errors: &mut Errors) -> Lowered {
    let range = |sql: &'static str, low: &str, high: &str| {
        Lowered::checked(
            sql,
            "range",
            format!("{} BETWEEN {low} AND {high}", at.name()),
        )
    };
    Lowered::plain(match scalar {
        Scalar::I8 => return range("smallint", "-128", "127"),
        Scalar::U8 => return range("smallint", "0", "255"),
        Scalar::U16 => return range("integer", "0", "65535"),
        Scalar::U32 => return range("bigint", "0", "4294967295"),
        Scalar::U64 => return range("numeric(20, 0)", "0", "18446744073709551615"),
        Scalar::Bytes => return bytes(at),
        Scalar::Bool => Cow::Borrowed("boolean"),
        Scalar::I16 => "smallint".into(),
        Scalar::I32 => "integer".into(),
        Scalar::I64 => "bigint".into(),
        Scalar::F32 => "real".into(),
        Scalar::F64 => "double precision".into(),
        Scalar::Decimal => decimal(at, errors).into(),
        Scalar::Text => text(at, errors).into(),
        Scalar::Date => "date".into(),
        Scalar::Time => "time".into(),
        Scalar::Timestamp => "timestamp".into(),
        Scalar::TimestampTz => "timestamptz".into(),
        Scalar::Uuid => "uuid".into(),
        Scalar::Json => "jsonb".into(),
    })
}

fn text(at: &At<'_>, errors: &mut Errors) -> String {
    let Some(length) = at.column.max_len else {
        return "text".to_owned();
    };
    if length == 0 || length > MAX_VARCHAR {
        at.refuse(
            Code::TypeLength,
            errors,
            format!("PostgreSQL has varchar(1) to varchar({MAX_VARCHAR}), not varchar({length})"),
            "choose another `max_len`, or leave it out",
        );
    }
    format!("varchar({length})")
}

fn bytes(at: &At<'_>) -> Lowered {
    match at.column.max_len {
        Some(length) => Lowered::checked(
            "bytea",
            "length",
            format!("octet_length({}) <= {length}", at.name()),
        ),
        None => Lowered::plain("bytea"),
    }
}

fn decimal(at: &At<'_>, errors: &mut Errors) -> String {
    match at.column.precision {
        Some((digits, scale)) if digits == 0 || scale > digits => {
            at.refuse(
                Code::DecimalPrecision,
                errors,
                "PostgreSQL before 15 wants at least one digit, and no more after the point than in all",
                "write `precision(all digits, digits after the point)`",
            );
            String::new()
        }
        Some((digits, scale)) => format!("numeric({digits}, {scale})"),
        None => "numeric".to_owned(),
    }
}

/// PostgreSQL does not tell `integer[]` from `integer[][]`, so an array of arrays is the array of its innermost type.
pub(super) fn array(at: &At<'_>, element: &Type, errors: &mut Errors) -> Lowered {
    match element {
        Type::Array(inner) => array(at, inner, errors),
        Type::Scalar(element) => {
            let element = scalar(at, *element, errors);
            Lowered::plain(format!("{}[]", element.sql))
        }
        Type::Named(name) => Lowered::plain(format!("{name}[]")),
        Type::Enum(name) => {
            let Some(ty) = at.scope.schema.find_enum(name) else {
                at.refuse(
                    Code::UnresolvedType,
                    errors,
                    format!("enum `{name}` is not in the schema"),
                    "resolve the schema again",
                );
                return Lowered::plain("");
            };
            enum_array(at, ty, errors)
        }
        Type::Unknown => {
            at.refuse(
                Code::UnresolvedType,
                errors,
                "the element type is not known to this schema",
                "resolve the schema first, or name the type with `sql_type`",
            );
            Lowered::plain("")
        }
    }
}

fn enum_array(at: &At<'_>, ty: &EnumType, errors: &mut Errors) -> Lowered {
    let element = enumeration(at, ty, errors);
    let sql = format!("{}[]", element.sql);
    match ty.storage {
        EnumStorage::Native => Lowered::plain(sql),
        EnumStorage::Text => Lowered::checked(
            sql,
            "values",
            format!("{} <@ ARRAY[{}]", at.name(), value_list(at, ty)),
        ),
        EnumStorage::Integer => {
            let values = integers(at, ty, errors);
            let condition = format!("{} <@ ARRAY[{values}]::{sql}", at.name());
            Lowered::checked(sql, "values", condition)
        }
    }
}

pub(super) fn enumeration(at: &At<'_>, ty: &EnumType, errors: &mut Errors) -> Lowered {
    match ty.storage {
        EnumStorage::Native => Lowered::plain(super::prologue::enum_name(ty)),
        EnumStorage::Text => Lowered::checked(
            "text",
            "values",
            format!("{} IN ({})", at.name(), value_list(at, ty)),
        ),
        EnumStorage::Integer => {
            let values = integer_enum(at, ty, errors).unwrap_or_default();
            let wide = |limit: i64| values.iter().any(|v| *v > limit || *v < -limit - 1);
            let sql = if wide(i64::from(i32::MAX)) {
                "bigint"
            } else if wide(i64::from(i16::MAX)) {
                "integer"
            } else {
                "smallint"
            };
            let values = integers(at, ty, errors);
            Lowered::checked(sql, "values", format!("{} IN ({values})", at.name()))
        }
    }
}

fn integers(at: &At<'_>, ty: &EnumType, errors: &mut Errors) -> String {
    let values = integer_enum(at, ty, errors).unwrap_or_default();
    let values: Vec<_> = values.iter().map(ToString::to_string).collect();
    values.join(", ")
}
