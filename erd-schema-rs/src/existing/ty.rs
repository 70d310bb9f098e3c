//! SQL types of diesel, and what they are of erd's.

use erd_core::Scalar;
use syn::{GenericArgument, PathArguments, Type, TypePath};

/// A type in a `table!`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct DieselType {
    pub(super) nullable: bool,
    /// `None` for arrays, ranges and types of the application's own.
    pub(super) scalar: Option<Scalar>,
}

impl DieselType {
    pub(super) fn of(path: &TypePath) -> Self {
        let (name, inner) = parts(path);
        if name == "Nullable"
            && let Some(inner) = inner
        {
            return Self {
                nullable: true,
                ..Self::of(inner)
            };
        }
        let scalar = match inner {
            Some(inner) if name == "Unsigned" => Self::of(inner).scalar.and_then(unsigned),
            Some(_) => None,
            None => scalar(&name),
        };
        Self {
            nullable: false,
            scalar,
        }
    }
}

/// The last name of a path, and its first argument.
fn parts(path: &TypePath) -> (String, Option<&TypePath>) {
    let Some(last) = path.path.segments.last() else {
        return (String::new(), None);
    };
    let inner = match &last.arguments {
        PathArguments::AngleBracketed(arguments) => arguments.args.first(),
        _ => None,
    };
    let inner = match inner {
        Some(GenericArgument::Type(Type::Path(inner))) => Some(inner),
        _ => None,
    };
    (last.ident.to_string(), inner)
}

const fn unsigned(scalar: Scalar) -> Option<Scalar> {
    match scalar {
        Scalar::I8 => Some(Scalar::U8),
        Scalar::I16 => Some(Scalar::U16),
        Scalar::I32 => Some(Scalar::U32),
        Scalar::I64 => Some(Scalar::U64),
        _ => None,
    }
}

/// diesel's names, the aliases too. Types that PostgreSQL alone has and that are text or numbers to Rust are left out: they keep
/// the name that the database gives them.
fn scalar(name: &str) -> Option<Scalar> {
    Some(match name {
        "Bool" => Scalar::Bool,
        "TinyInt" | "Tinyint" => Scalar::I8,
        "SmallInt" | "Smallint" | "Int2" | "SmallSerial" => Scalar::I16,
        "Integer" | "Int4" | "Serial" => Scalar::I32,
        "BigInt" | "Bigint" | "Int8" | "BigSerial" => Scalar::I64,
        "Float" | "Float4" => Scalar::F32,
        "Double" | "Float8" => Scalar::F64,
        "Numeric" | "Decimal" => Scalar::Decimal,
        "Text" | "VarChar" | "Varchar" | "Char" | "Bpchar" | "Tinytext" | "Mediumtext"
        | "Longtext" => Scalar::Text,
        "Binary" | "Bytea" | "Blob" | "Tinyblob" | "Mediumblob" | "Longblob" | "Varbinary" => {
            Scalar::Bytes
        }
        "Date" => Scalar::Date,
        "Time" => Scalar::Time,
        "Timestamp" | "Datetime" => Scalar::Timestamp,
        "Timestamptz" | "TimestamptzSqlite" => Scalar::TimestampTz,
        "Uuid" => Scalar::Uuid,
        "Json" | "Jsonb" => Scalar::Json,
        _ => return None,
    })
}
