//! A type that the user spelled, as erd's own types would say it.

use crate::columns::spelling;
use erd_core::schema::{Column, Sql, Type};
use erd_core::{Dialect, Family, Scalar};
use std::borrow::Cow;

/// The column with the scalar, the length and the precision that its spelled type stands for in that dialect; as it is
/// where nobody spelled a type, and `None` where no scalar stands for it.
pub(crate) fn plain(column: &Column, dialect: Dialect) -> Option<Cow<'_, Column>> {
    let Some(spelling) = spelling(column, dialect) else {
        let known = matches!(column.ty, Type::Scalar(_));
        return known.then_some(Cow::Borrowed(column));
    };
    let numbers: Option<Vec<u32>> = match &spelling.arguments {
        Some(text) => text.split(',').map(|n| n.trim().parse().ok()).collect(),
        None => Some(Vec::new()),
    };
    let numbers = numbers?;
    let scalar = if dialect.is(Family::MySql) {
        of_mysql(&spelling.name)
    } else if dialect.is(Family::Postgres) {
        of_postgres(&spelling.name)
    } else {
        None
    }?;
    let mut plain = column.clone();
    plain.sql_type = Sql::default();
    plain.ty = Type::Scalar(scalar);
    plain.max_len = matches!(scalar, Scalar::Text | Scalar::Bytes)
        .then(|| numbers.first().copied())
        .flatten();
    plain.precision = match (scalar, numbers.as_slice()) {
        (Scalar::Decimal, [all]) => Some((u8::try_from(*all).ok()?, 0)),
        (Scalar::Decimal, [all, behind]) => {
            Some((u8::try_from(*all).ok()?, u8::try_from(*behind).ok()?))
        }
        _ => None,
    };
    Some(Cow::Owned(plain))
}

/// Digits of a second that a moment of MySQL and MariaDB has.
pub(crate) fn digits(column: &Column, dialect: Dialect) -> Option<u32> {
    /// Of erd's own times.
    const OWN: u32 = 6;
    let Some(spelling) = spelling(column, dialect) else {
        return Some(OWN);
    };
    match &spelling.arguments {
        Some(text) => text.trim().parse().ok(),
        None => Some(0),
    }
}

fn of_mysql(name: &str) -> Option<Scalar> {
    Some(match name {
        "bool" | "boolean" => Scalar::Bool,
        "tinyint" => Scalar::I8,
        "smallint" => Scalar::I16,
        "int" | "integer" => Scalar::I32,
        "bigint" => Scalar::I64,
        "tinyint unsigned" => Scalar::U8,
        "smallint unsigned" => Scalar::U16,
        "int unsigned" | "integer unsigned" => Scalar::U32,
        "bigint unsigned" => Scalar::U64,
        "decimal" | "numeric" => Scalar::Decimal,
        "double" => Scalar::F64,
        "float" => Scalar::F32,
        "varchar" | "char" | "text" | "tinytext" | "mediumtext" | "longtext" => Scalar::Text,
        "varbinary" | "binary" => Scalar::Bytes,
        "date" => Scalar::Date,
        "time" => Scalar::Time,
        "datetime" => Scalar::Timestamp,
        "timestamp" => Scalar::TimestampTz,
        _ => return None,
    })
}

fn of_postgres(name: &str) -> Option<Scalar> {
    Some(match name {
        "bool" | "boolean" => Scalar::Bool,
        "smallint" | "int2" => Scalar::I16,
        "int" | "integer" | "int4" => Scalar::I32,
        "bigint" | "int8" => Scalar::I64,
        "numeric" | "decimal" => Scalar::Decimal,
        "double precision" | "float8" => Scalar::F64,
        "real" | "float4" => Scalar::F32,
        "varchar" | "character varying" | "text" | "char" | "character" => Scalar::Text,
        "bytea" => Scalar::Bytes,
        "date" => Scalar::Date,
        "time" | "time without time zone" => Scalar::Time,
        "timestamp" | "timestamp without time zone" => Scalar::Timestamp,
        "timestamptz" | "timestamp with time zone" => Scalar::TimestampTz,
        "uuid" => Scalar::Uuid,
        "json" | "jsonb" => Scalar::Json,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    type Plain = (Type, Option<u32>, Option<(u8, u8)>);

    fn spelled(sql: &str, dialect: Dialect) -> Option<Plain> {
        let mut column = Column::new("a", Type::Scalar(Scalar::Bytes));
        column.sql_type = Sql::new(sql);
        let plain = plain(&column, dialect)?;
        Some((plain.ty.clone(), plain.max_len, plain.precision))
    }

    #[test]
    fn a_spelled_type_stands_for_a_scalar() {
        let text = Type::Scalar(Scalar::Text);
        let my = Dialect::MySql;
        assert_eq!(spelled("VARCHAR(3)", my), Some((text, Some(3), None)));
        let decimal = Type::Scalar(Scalar::Decimal);
        let found = spelled("decimal(4, 2)", my);
        assert_eq!(found, Some((decimal, None, Some((4, 2)))));
        let unsigned = Type::Scalar(Scalar::U32);
        assert_eq!(spelled("int unsigned", my), Some((unsigned, None, None)));
        assert_eq!(spelled("enum('a')", my), None);
        assert_eq!(spelled("point", Dialect::Postgres), None);
        assert_eq!(spelled("varchar(3)", Dialect::Sqlite), None);
    }

    #[test]
    fn moments_have_digits() {
        let mut column = Column::new("a", Type::Scalar(Scalar::Timestamp));
        assert_eq!(digits(&column, Dialect::MySql), Some(6));
        for (sql, expected) in [("datetime", 0), ("datetime(3)", 3), ("timestamp(6)", 6)] {
            column.sql_type = Sql::new(sql);
            assert_eq!(digits(&column, Dialect::MySql), Some(expected));
        }
    }
}
