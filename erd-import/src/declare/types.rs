//! Rust types of columns.

use crate::Options;
use erd_core::schema::{Column, EnumType, Sql, Type};
use erd_core::{Dialect, Scalar, Schema};

/// The type of a field, without the `Option` of a nullable column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RustType {
    /// As it is written.
    pub(crate) text: String,
    /// What it needs.
    pub(crate) needs: Option<Needs>,
    /// The enum it names, by position in the schema.
    pub(crate) enumeration: Option<usize>,
    /// Whether the column's own type is one that Rust, or diesel, has no form for.
    pub(crate) foreign: bool,
}

/// A crate outside std, and what of it is imported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Needs {
    BigDecimal,
    DateTime,
    NaiveDate,
    NaiveDateTime,
    NaiveTime,
    Json,
    Uuid,
}

impl RustType {
    fn plain(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            needs: None,
            enumeration: None,
            foreign: false,
        }
    }

    fn of(text: &str, needs: Needs) -> Self {
        Self {
            needs: Some(needs),
            ..Self::plain(text)
        }
    }

    /// What has no Rust form: its text.
    fn foreign(text: &str) -> Self {
        Self {
            foreign: true,
            ..Self::plain(text)
        }
    }
}

/// The types of all fields. The columns get the logical types that the Rust types stand for.
pub(super) fn types(
    schema: &mut Schema,
    names: &[String],
    options: &Options,
) -> Vec<Vec<RustType>> {
    let Schema { tables, enums, .. } = schema;
    let of_table = |columns: &mut Vec<Column>| {
        let types = columns.iter_mut().map(|c| column(c, enums, names, options));
        types.collect()
    };
    tables
        .iter_mut()
        .map(|t| of_table(&mut t.columns))
        .collect()
}

fn column(
    column: &mut Column,
    enums: &[EnumType],
    names: &[String],
    options: &Options,
) -> RustType {
    if crate::diesel::without_zone(&column.ty, options) {
        column.ty = Type::Scalar(Scalar::Timestamp);
    }
    if crate::diesel::uuid_as_text(&column.ty, options) {
        column.ty = Type::Scalar(Scalar::Text);
        if column.sql_type.is_empty() {
            column.sql_type = Sql::new("uuid");
        }
    }
    if let Some(ty) = rust_type(&column.ty, enums, names, options) {
        return ty;
    }
    let spelled = spelling(&column.ty);
    if column.sql_type.is_empty() {
        column.sql_type = Sql::new(spelled.clone());
    }
    let (ty, scalar) = named(&spelled, options.dialect);
    column.ty = Type::Scalar(scalar);
    ty
}

/// The Rust form of a logical type; `None` where there is none.
fn rust_type(
    ty: &Type,
    enums: &[EnumType],
    names: &[String],
    options: &Options,
) -> Option<RustType> {
    match ty {
        Type::Scalar(scalar) => Some(of_scalar(*scalar)),
        Type::Array(element) => {
            let mut ty = rust_type(element, enums, names, options)?;
            if !is_element(element) {
                return None;
            }
            // diesel reads any element as one that may be NULL, because PostgreSQL cannot forbid it.
            ty.text = if options.diesel {
                format!("Vec<Option<{}>>", ty.text)
            } else {
                format!("Vec<{}>", ty.text)
            };
            Some(ty)
        }
        Type::Enum(key) => {
            let position = enums.iter().position(|e| e.is(key))?;
            Some(RustType {
                enumeration: Some(position),
                ..RustType::plain(&names[position])
            })
        }
        Type::Named(_) | Type::Unknown => None,
    }
}

fn of_scalar(scalar: Scalar) -> RustType {
    match scalar {
        Scalar::Bool => RustType::plain("bool"),
        Scalar::I8 => RustType::plain("i8"),
        Scalar::I16 => RustType::plain("i16"),
        Scalar::I32 => RustType::plain("i32"),
        Scalar::I64 => RustType::plain("i64"),
        Scalar::U8 => RustType::plain("u8"),
        Scalar::U16 => RustType::plain("u16"),
        Scalar::U32 => RustType::plain("u32"),
        Scalar::U64 => RustType::plain("u64"),
        Scalar::F32 => RustType::plain("f32"),
        Scalar::F64 => RustType::plain("f64"),
        Scalar::Text => RustType::plain("String"),
        Scalar::Bytes => RustType::plain("Vec<u8>"),
        Scalar::Decimal => RustType::of("BigDecimal", Needs::BigDecimal),
        Scalar::Date => RustType::of("NaiveDate", Needs::NaiveDate),
        Scalar::Time => RustType::of("NaiveTime", Needs::NaiveTime),
        Scalar::Timestamp => RustType::of("NaiveDateTime", Needs::NaiveDateTime),
        Scalar::TimestampTz => RustType::of("DateTime<Utc>", Needs::DateTime),
        Scalar::Uuid => RustType::of("Uuid", Needs::Uuid),
        Scalar::Json => RustType::of("serde_json::Value", Needs::Json),
    }
}

/// Types that arrays hold: `ArrayElement` of the facade.
fn is_element(ty: &Type) -> bool {
    match ty {
        Type::Scalar(scalar) => !matches!(
            scalar,
            Scalar::I8 | Scalar::U8 | Scalar::U16 | Scalar::U32 | Scalar::U64
        ),
        Type::Enum(_) => true,
        Type::Array(_) | Type::Named(_) | Type::Unknown => false,
    }
}

/// A type as SQL, as far as it has a name there.
fn spelling(ty: &Type) -> String {
    match ty {
        Type::Named(name) | Type::Enum(name) => name.clone(),
        Type::Array(element) => format!("{}[]", spelling(element)),
        Type::Scalar(scalar) => scalar.rust_name().to_owned(),
        Type::Unknown => String::new(),
    }
}

/// What a type stands for that has no logical form: numbers and octets where they are that, else text.
fn named(spelled: &str, dialect: Dialect) -> (RustType, Scalar) {
    let word: String = spelled
        .trim()
        .chars()
        .take_while(char::is_ascii_alphanumeric)
        .collect::<String>()
        .to_ascii_lowercase();
    let octets = (RustType::foreign("Vec<u8>"), Scalar::Bytes);
    match (dialect, word.as_str()) {
        (Dialect::MySql | Dialect::MariaDb, "year") => (RustType::plain("i16"), Scalar::I16),
        (
            Dialect::MySql | Dialect::MariaDb,
            "bit" | "geometry" | "point" | "linestring" | "polygon" | "multipoint"
            | "multilinestring" | "multipolygon" | "geometrycollection" | "geomcollection"
            | "vector",
        )
        | (Dialect::Sqlite, "" | "blob") => octets,
        _ => (RustType::foreign("String"), Scalar::Text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(ty: Type, dialect: Dialect) -> (String, Column) {
        let mut one = Column::new("c", ty);
        let enums = [EnumType {
            schema: Some("app".to_owned()),
            name: "mood".to_owned(),
            values: vec!["ok".to_owned()],
            storage: erd_core::schema::EnumStorage::Native,
            comment: None,
            renamed_values: Vec::new(),
        }];
        let options = Options::new("t", dialect);
        let ty = column(&mut one, &enums, &["Mood".to_owned()], &options);
        (ty.text, one)
    }

    #[test]
    fn a_type_without_a_rust_form_is_text_and_keeps_its_name() {
        let (text, column) = of(Type::Named("tsvector".to_owned()), Dialect::Postgres);
        assert_eq!(text, "String");
        assert_eq!(column.sql_type, Sql::new("tsvector"));
        assert_eq!(column.ty, Type::Scalar(Scalar::Text));
        let (text, column) = of(Type::Named("bit(3)".to_owned()), Dialect::MariaDb);
        assert_eq!(
            (text.as_str(), column.sql_type),
            ("Vec<u8>", Sql::new("bit(3)"))
        );
        let nested = Type::Array(Box::new(Type::Named("app.pair".to_owned())));
        let (text, column) = of(nested, Dialect::Postgres);
        assert_eq!(
            (text.as_str(), column.sql_type),
            ("String", Sql::new("app.pair[]"))
        );
    }

    #[test]
    fn arrays_and_enums_have_a_form() {
        let array = |ty| Type::Array(Box::new(ty));
        let (text, column) = of(array(Type::Enum("app.mood".to_owned())), Dialect::Postgres);
        assert_eq!(text, "Vec<Mood>");
        assert!(column.sql_type.is_empty());
        let (text, _) = of(array(Type::Scalar(Scalar::TimestampTz)), Dialect::Postgres);
        assert_eq!(text, "Vec<DateTime<Utc>>");
    }
}
