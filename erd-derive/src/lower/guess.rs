//! Column types as far as tokens tell, for the rules that run inside the derive.
//!
//! The compiler knows the types, and the declaration that reaches the tools has them from the compiler. Here a name that
//! everybody uses for one type is taken for it; any other type stays unknown, and rules say nothing of it.

use crate::ast::{Field, first_argument, last_segment};
use erd_core::Scalar;
use erd_core::schema::Type;

const NAMES: &[(&str, Scalar)] = &[
    ("bool", Scalar::Bool),
    ("i8", Scalar::I8),
    ("i16", Scalar::I16),
    ("i32", Scalar::I32),
    ("i64", Scalar::I64),
    ("u8", Scalar::U8),
    ("u16", Scalar::U16),
    ("u32", Scalar::U32),
    ("u64", Scalar::U64),
    ("f32", Scalar::F32),
    ("f64", Scalar::F64),
    ("String", Scalar::Text),
    ("NaiveDate", Scalar::Date),
    ("NaiveTime", Scalar::Time),
    ("NaiveDateTime", Scalar::Timestamp),
    ("PrimitiveDateTime", Scalar::Timestamp),
    ("DateTime", Scalar::TimestampTz),
    ("OffsetDateTime", Scalar::TimestampTz),
    ("Uuid", Scalar::Uuid),
    ("BigDecimal", Scalar::Decimal),
];

/// The type that a field's name of a type stands for.
pub(super) fn type_of(field: &Field) -> Type {
    named(field.inner_type()).unwrap_or(Type::Unknown)
}

fn named(ty: &syn::Type) -> Option<Type> {
    let segment = last_segment(ty)?;
    let name = segment.ident.to_string();
    if name == "Vec" {
        // Elements that may be NULL are elements still.
        let mut element = first_argument(segment)?;
        if let Some(inner) = last_segment(element).filter(|s| s.ident == "Option") {
            element = first_argument(inner)?;
        }
        let element = named(element)?;
        return Some(match element {
            Type::Scalar(Scalar::U8) => Type::Scalar(Scalar::Bytes),
            element => Type::Array(Box::new(element)),
        });
    }
    NAMES
        .iter()
        .find(|(known, _)| *known == name)
        .map(|(_, scalar)| Type::Scalar(*scalar))
}
