//! Types by the words of the SQL standard, as no dialect is chosen here.

use super::escape;
use erd_core::Scalar;
use erd_core::schema::{Column, Type};

/// The type of a column as one word: the user's own spelling, or the standard's.
pub(super) fn name(column: &Column) -> String {
    let text = match &column.sql_type.any {
        Some(own) => own.replace(", ", ","),
        None => of(&column.ty, column),
    };
    escape::word(&text).into_owned()
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
                // Mermaid 11 has no comma in a word.
                Some((digits, scale)) => format!("decimal({digits}_{scale})"),
                None => String::from("decimal"),
            };
        }
        Scalar::Bool => "boolean",
        Scalar::I8 => "tinyint",
        Scalar::I16 => "smallint",
        Scalar::I32 => "integer",
        Scalar::I64 => "bigint",
        Scalar::U8 => "tinyint_unsigned",
        Scalar::U16 => "smallint_unsigned",
        Scalar::U32 => "integer_unsigned",
        Scalar::U64 => "bigint_unsigned",
        Scalar::F32 => "real",
        Scalar::F64 => "double_precision",
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
        assert_eq!(name(&text), "text");
        text.max_len = Some(254);
        assert_eq!(name(&text), "varchar(254)");
        let mut price = column(Type::Scalar(Scalar::Decimal));
        price.precision = Some((10, 2));
        assert_eq!(name(&price), "decimal(10_2)");
    }

    #[test]
    fn own_spellings_become_words() {
        let mut own = column(Type::Scalar(Scalar::Text));
        own.sql_type = Sql::new("character varying(45)");
        assert_eq!(name(&own), "character_varying(45)");
        own.sql_type = Sql::new("numeric(10, 2)");
        assert_eq!(name(&own), "numeric(10_2)");
    }

    #[test]
    fn arrays_and_enums_keep_their_names() {
        let tags = Type::Array(Box::new(Type::Scalar(Scalar::Text)));
        assert_eq!(name(&column(tags)), "text[]");
        assert_eq!(
            name(&column(Type::Enum("order status".into()))),
            "order_status"
        );
    }
}
