//! diesel's SQL type of a Rust type, read off its tokens.
//!
//! The type system cannot choose it: `table!` implements arithmetic by the name of the SQL type it is given, and a
//! projection there overflows rustc's trait solver. So the name decides, and a const check compares the name with what
//! the compiler knows (`check_diesel`).

use crate::ast::{Diesel, Field, first_argument, last_segment};
use erd_core::Scalar;
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

/// Rust's name, the scalar it stands for, and diesel's name.
const TYPES: &[(&str, Scalar, &str)] = &[
    ("bool", Scalar::Bool, "Bool"),
    ("i8", Scalar::I8, "TinyInt"),
    ("i16", Scalar::I16, "SmallInt"),
    ("i32", Scalar::I32, "Integer"),
    ("i64", Scalar::I64, "BigInt"),
    ("f32", Scalar::F32, "Float"),
    ("f64", Scalar::F64, "Double"),
    ("String", Scalar::Text, "Text"),
    ("NaiveDate", Scalar::Date, "Date"),
    ("Date", Scalar::Date, "Date"),
    ("NaiveTime", Scalar::Time, "Time"),
    ("Time", Scalar::Time, "Time"),
    ("NaiveDateTime", Scalar::Timestamp, "Timestamp"),
    ("PrimitiveDateTime", Scalar::Timestamp, "Timestamp"),
    ("DateTime", Scalar::TimestampTz, "Timestamptz"),
    ("OffsetDateTime", Scalar::TimestampTz, "Timestamptz"),
    ("Uuid", Scalar::Uuid, "Uuid"),
    ("Value", Scalar::Json, "Jsonb"),
    ("BigDecimal", Scalar::Decimal, "Numeric"),
    ("Decimal", Scalar::Decimal, "Numeric"),
    ("IpNetwork", Scalar::Text, "Inet"),
];

/// Unsigned integers, which only MySQL and MariaDB have.
const UNSIGNED: &[(&str, Scalar, &str)] = &[
    ("u8", Scalar::U8, "TinyInt"),
    ("u16", Scalar::U16, "SmallInt"),
    ("u32", Scalar::U32, "Integer"),
    ("u64", Scalar::U64, "BigInt"),
];

/// What was read off a type.
pub(super) struct Read {
    /// diesel's SQL type without `Nullable`.
    pub(super) sql_type: TokenStream,
    /// The scalar the name stands for, to be compared with the truth.
    pub(super) scalar: Option<Scalar>,
}

/// The SQL type of a field: the one stated, or the one its type's name stands for.
pub(super) fn read(field: &Field, backend: Diesel) -> Option<Read> {
    if let Some(stated) = &field.diesel_type {
        let path = match stated {
            // `Text` is diesel's; `crate::Mood` is the user's.
            syn::Type::Path(path) if path.path.segments.len() == 1 => {
                quote!(::diesel::sql_types::#stated)
            }
            other => quote!(#other),
        };
        return Some(Read {
            sql_type: path,
            scalar: None,
        });
    }
    by_name(field.inner_type(), backend)
}

fn by_name(ty: &syn::Type, backend: Diesel) -> Option<Read> {
    let segment = last_segment(ty)?;
    let name = segment.ident.to_string();
    if name == "Vec" {
        return array(first_argument(segment)?, backend);
    }
    if let Some((_, scalar, diesel)) = UNSIGNED.iter().find(|(rust, ..)| *rust == name) {
        let diesel = ident(diesel);
        let sql_type = quote!(::diesel::sql_types::Unsigned<::diesel::sql_types::#diesel>);
        return Some(Read {
            sql_type,
            scalar: Some(*scalar),
        });
    }
    let (_, scalar, diesel) = TYPES.iter().find(|(rust, ..)| *rust == name)?;
    let diesel = ident(match (backend, scalar) {
        (Diesel::Sqlite, Scalar::TimestampTz) => "TimestamptzSqlite",
        // What diesel binds as a TIMESTAMP has to lie between 1970 and 2038, or MySQL takes it for NULL.
        (Diesel::Mysql, Scalar::Timestamp | Scalar::TimestampTz) => "Datetime",
        (Diesel::Mysql | Diesel::Sqlite, Scalar::Json) => "Json",
        // Its 16 octets: diesel has a type for it on PostgreSQL only.
        (Diesel::Mysql | Diesel::Sqlite, Scalar::Uuid) => "Binary",
        _ => diesel,
    });
    Some(Read {
        sql_type: quote!(::diesel::sql_types::#diesel),
        scalar: Some(*scalar),
    })
}

fn array(element: &syn::Type, backend: Diesel) -> Option<Read> {
    let segment = last_segment(element)?;
    if segment.ident == "u8" {
        return Some(Read {
            sql_type: quote!(::diesel::sql_types::Binary),
            scalar: Some(Scalar::Bytes),
        });
    }
    let inner = if segment.ident == "Option" {
        first_argument(segment)?
    } else {
        element
    };
    let inner_type = by_name(inner, backend)?.sql_type;
    let element = if segment.ident == "Option" {
        quote!(::diesel::sql_types::Nullable<#inner_type>)
    } else {
        inner_type
    };
    Some(Read {
        sql_type: quote!(::diesel::sql_types::Array<#element>),
        scalar: None,
    })
}

fn ident(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}
