//! Types of MySQL and MariaDB.

use super::is_date;
use super::version::check_type;
use crate::dialect::Lack;
use crate::error::{Code, Errors};
use crate::render::{At, Lowered, integer_enum, value_list};
use erd_core::schema::{EnumStorage, EnumType, Type};
use erd_core::{Dialect, Scalar};
use std::borrow::Cow;

/// Where the two differ.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Flavour {
    /// Type of a UUID.
    pub(crate) uuid: &'static str,
    /// A collation in which only equal texts are equal, trailing spaces included.
    pub(crate) exact: &'static str,
    /// Most digits after the point of a decimal.
    pub(crate) scale: u8,
    /// Which of the two.
    pub(crate) dialect: Dialect,
    /// What it lacks.
    pub(crate) lacks: &'static [Lack],
    /// How a column is made invisible.
    pub(crate) invisible: &'static str,
    /// Whether a generated column may be NOT NULL.
    pub(crate) generated_not_null: bool,
    /// How an index is hidden from the optimiser.
    pub(crate) ignored: &'static str,
}

/// A row has 65,535 bytes (MySQL manual 8.4.7), so a longer value is a text or blob of its own.
const MAX_ROW: u32 = 65_535;
/// Bytes of a character of utf8mb4.
const CHARACTER: u32 = 4;
/// Most digits of a decimal.
const MAX_DIGITS: u8 = 65;

pub(crate) fn scalar(
    at: &At<'_>,
    scalar: Scalar,
    flavour: &Flavour,
    errors: &mut Errors,
) -> Lowered {
    Lowered::plain(match scalar {
        Scalar::Bool => {
            let condition = format!("{} IN (0, 1)", at.name());
            return Lowered::checked("tinyint(1)", "bool", condition);
        }
        Scalar::Text => {
            return sized(
                at,
                "varchar",
                "longtext",
                MAX_ROW / CHARACTER,
                "char_length",
            );
        }
        Scalar::Bytes => return sized(at, "varbinary", "longblob", MAX_ROW, "length"),
        Scalar::Decimal => decimal(at, flavour, errors),
        Scalar::I8 => Cow::Borrowed("tinyint"),
        Scalar::I16 => "smallint".into(),
        Scalar::I32 => "int".into(),
        Scalar::I64 => "bigint".into(),
        Scalar::U8 => "tinyint unsigned".into(),
        Scalar::U16 => "smallint unsigned".into(),
        Scalar::U32 => "int unsigned".into(),
        Scalar::U64 => "bigint unsigned".into(),
        Scalar::F32 => "float".into(),
        Scalar::F64 => "double".into(),
        Scalar::Date => "date".into(),
        Scalar::Time => "time(6)".into(),
        Scalar::Timestamp | Scalar::TimestampTz => "datetime(6)".into(),
        Scalar::Uuid => {
            check_type(at, flavour.uuid, errors);
            flavour.uuid.into()
        }
        Scalar::Json => "json".into(),
    })
}

/// A bounded type where it fits a row, and an unbounded one with a check where it does not.
fn sized(at: &At<'_>, bounded: &str, unbounded: &'static str, most: u32, length: &str) -> Lowered {
    match at.column.max_len {
        None => Lowered::plain(unbounded),
        Some(limit) if limit <= most => Lowered::plain(format!("{bounded}({limit})")),
        Some(limit) => Lowered::checked(
            unbounded,
            "length",
            format!("{length}({}) <= {limit}", at.name()),
        ),
    }
}

fn decimal(at: &At<'_>, flavour: &Flavour, errors: &mut Errors) -> Cow<'static, str> {
    let Some((digits, scale)) = at.column.precision else {
        at.lacks(Code::UnboundedDecimal, errors);
        return "decimal".into();
    };
    if digits > MAX_DIGITS || scale > flavour.scale || scale > digits {
        at.refuse(
            Code::DecimalPrecision,
            errors,
            format!(
                "decimals of {} have at most {MAX_DIGITS} digits, at most {} of them after the point",
                at.scope.dialect().title(),
                flavour.scale
            ),
            "lower `precision`, or store text",
        );
    }
    format!("decimal({digits}, {scale})").into()
}

pub(crate) fn enumeration(
    at: &At<'_>,
    ty: &EnumType,
    flavour: &Flavour,
    errors: &mut Errors,
) -> Lowered {
    match ty.storage {
        EnumStorage::Native => Lowered::plain(format!("enum({})", value_list(at, ty))),
        EnumStorage::Text => {
            let longest = ty.values.iter().map(|v| v.chars().count()).max();
            let mut sql = format!("varchar({})", longest.unwrap_or(0).max(1));
            // The default collation takes `OPEN` for `open`, and the check would with it.
            if at.column.collation.get(at.scope.dialect()).is_none() {
                sql.push_str(" COLLATE ");
                sql.push_str(flavour.exact);
            }
            let condition = format!("{} IN ({})", at.name(), value_list(at, ty));
            Lowered::checked(sql, "values", condition)
        }
        EnumStorage::Integer => {
            let values = integer_enum(at, ty, errors).unwrap_or_default();
            let wide = |limit: i64| values.iter().any(|v| *v > limit || *v < -limit - 1);
            let sql = if wide(i64::from(i32::MAX)) {
                "bigint"
            } else if wide(i64::from(i16::MAX)) {
                "int"
            } else {
                "smallint"
            };
            let values: Vec<_> = values.iter().map(ToString::to_string).collect();
            Lowered::checked(
                sql,
                "values",
                format!("{} IN ({})", at.name(), values.join(", ")),
            )
        }
    }
}

/// The current moment in the session's time zone, which has to be UTC: see the README.
pub(crate) fn now(at: &At<'_>) -> Option<String> {
    if is_date(at) {
        return Some("(CURRENT_DATE)".to_owned());
    }
    clock(at)
}

/// `CURRENT_TIMESTAMP` with as many digits as the column has: DEFAULT and ON UPDATE want them equal.
pub(super) fn clock(at: &At<'_>) -> Option<String> {
    let text = match (at.sql_type(), &at.column.ty) {
        (Some(text), _) => text.trim().to_ascii_lowercase(),
        (None, Type::Named(text)) => text.trim().to_ascii_lowercase(),
        (None, Type::Scalar(Scalar::Timestamp | Scalar::TimestampTz)) => "datetime(6)".to_owned(),
        _ => return None,
    };
    let rest = text
        .strip_prefix("datetime")
        .or_else(|| text.strip_prefix("timestamp"))?;
    let digits = rest
        .trim_start()
        .strip_prefix('(')
        .and_then(|r| r.split_once(')'))
        .and_then(|(digits, _)| digits.trim().parse::<u8>().ok())
        .filter(|digits| *digits > 0);
    Some(match digits {
        Some(digits) => format!("CURRENT_TIMESTAMP({digits})"),
        None => "CURRENT_TIMESTAMP".to_owned(),
    })
}
