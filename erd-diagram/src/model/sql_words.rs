//! Types in words, and sizes.

use erd_core::schema::{Column, Type};
use erd_core::{Dialect, Scalar};

/// The type of a column: as the engine calls it, where one is chosen and the column says so; otherwise the user's own
/// spelling for every engine, or the word of the SQL standard.
pub(super) fn name(column: &Column, engine: Option<Dialect>) -> String {
    let own = match engine {
        Some(dialect) => column.sql_type.get(dialect),
        None => column.sql_type.any.as_deref(),
    };
    match own {
        Some(own) => own.replace(", ", ","),
        None => of(&column.ty, column),
    }
}

/// A number of rows as people say it: `950`, `12 thousand`, `3 million`.
pub(super) fn size(rows: u64) -> String {
    const UNITS: [(u64, &str); 3] = [
        (1_000_000_000, "billion"),
        (1_000_000, "million"),
        (1_000, "thousand"),
    ];
    let unit = UNITS.into_iter().find(|(size, _)| rows >= *size);
    match unit {
        Some((size, name)) => format!("{} {name}", rows / size),
        None => rows.to_string(),
    }
}

fn of(ty: &Type, column: &Column) -> String {
    match ty {
        Type::Scalar(scalar) => of_scalar(*scalar, column),
        Type::Array(element) => format!("{}[]", of(element, column)),
        Type::Enum(name) | Type::Named(name) => name.clone(),
        Type::Unknown => String::from("unknown"),
    }
}

fn of_scalar(scalar: Scalar, column: &Column) -> String {
    let bounded = |free: &str, bounded: &str| match column.max_len {
        Some(len) => format!("{bounded}({len})"),
        None => free.to_owned(),
    };
    let plain = match scalar {
        Scalar::Text => return bounded("text", "varchar"),
        Scalar::Bytes => return bounded("blob", "varbinary"),
        Scalar::Decimal => {
            return match column.precision {
                Some((digits, scale)) => format!("decimal({digits},{scale})"),
                None => String::from("decimal"),
            };
        }
        Scalar::Bool => "boolean",
        Scalar::I8 => "tinyint",
        Scalar::I16 => "smallint",
        Scalar::I32 => "integer",
        Scalar::I64 => "bigint",
        Scalar::U8 => "tinyint unsigned",
        Scalar::U16 => "smallint unsigned",
        Scalar::U32 => "integer unsigned",
        Scalar::U64 => "bigint unsigned",
        Scalar::F32 => "real",
        Scalar::F64 => "double precision",
        Scalar::Date => "date",
        Scalar::Time => "time",
        Scalar::Timestamp => "timestamp",
        Scalar::TimestampTz => "timestamptz",
        Scalar::Uuid => "uuid",
        Scalar::Json => "json",
    };
    plain.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use erd_core::schema::Sql;

    fn column(ty: Type) -> Column {
        Column::new("c", ty)
    }

    #[test]
    fn bounds_are_part_of_the_type() {
        let mut text = column(Type::Scalar(Scalar::Text));
        assert_eq!(name(&text, None), "text");
        text.max_len = Some(254);
        assert_eq!(name(&text, None), "varchar(254)");
        let mut price = column(Type::Scalar(Scalar::Decimal));
        price.precision = Some((10, 2));
        assert_eq!(name(&price, None), "decimal(10,2)");
    }

    #[test]
    fn an_engine_has_its_own_words() {
        let mut own = column(Type::Scalar(Scalar::Text));
        own.sql_type.by_dialect = vec![(Dialect::Postgres, "character varying(45)".into())];
        assert_eq!(name(&own, Some(Dialect::Postgres)), "character varying(45)");
        assert_eq!(name(&own, Some(Dialect::Sqlite)), "text");
        assert_eq!(name(&own, None), "text");
        own.sql_type = Sql::new("numeric(10, 2)");
        assert_eq!(name(&own, None), "numeric(10,2)");
    }

    #[test]
    fn arrays_and_enums_keep_their_names() {
        let tags = Type::Array(Box::new(Type::Scalar(Scalar::Text)));
        assert_eq!(name(&column(tags), None), "text[]");
        let status = column(Type::Enum("order status".into()));
        assert_eq!(name(&status, None), "order status");
    }

    #[test]
    fn sizes_are_rounded_down_to_their_unit() {
        assert_eq!(size(950), "950");
        assert_eq!(size(12_900), "12 thousand");
        assert_eq!(size(3_000_000), "3 million");
    }
}
