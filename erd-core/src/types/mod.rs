//! Column types: what a Rust type means to a database.

mod db_enum;
mod impls;

use crate::def::{ColumnDef, SqlDef, TypeDef};

pub use db_enum::DbEnum;

/// The logical scalar types. A dialect lowers each to its own spelling; [`ColumnType`] says which one a Rust type is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum Scalar {
    /// `bool`
    Bool,
    /// `i8`, one byte, signed
    I8,
    /// `i16`, two bytes, signed
    I16,
    /// `i32`, four bytes, signed
    I32,
    /// `i64`, eight bytes, signed
    I64,
    /// `u8`, one byte, unsigned
    U8,
    /// `u16`, two bytes, unsigned
    U16,
    /// `u32`, four bytes, unsigned
    U32,
    /// `u64`, eight bytes, unsigned
    U64,
    /// `f32`, IEEE 754 single
    F32,
    /// `f64`, IEEE 754 double
    F64,
    /// Exact decimal; `precision(p, s)` bounds it
    Decimal,
    /// Text; `max_len` bounds it, in characters
    Text,
    /// Octets; `max_len` bounds them
    Bytes,
    /// Calendar date
    Date,
    /// Time of day without zone
    Time,
    /// Date and time without zone
    Timestamp,
    /// A moment: date and time in UTC
    TimestampTz,
    /// RFC 9562 UUID
    Uuid,
    /// JSON document
    Json,
}

impl Scalar {
    /// Every one of them.
    pub const ALL: [Self; 20] = [
        Self::Bool,
        Self::I8,
        Self::I16,
        Self::I32,
        Self::I64,
        Self::U8,
        Self::U16,
        Self::U32,
        Self::U64,
        Self::F32,
        Self::F64,
        Self::Decimal,
        Self::Text,
        Self::Bytes,
        Self::Date,
        Self::Time,
        Self::Timestamp,
        Self::TimestampTz,
        Self::Uuid,
        Self::Json,
    ];

    /// Width and signedness of an integer type, in bits.
    pub const fn integer(self) -> Option<(u8, bool)> {
        Some(match self {
            Self::I8 => (8, true),
            Self::I16 => (16, true),
            Self::I32 => (32, true),
            Self::I64 => (64, true),
            Self::U8 => (8, false),
            Self::U16 => (16, false),
            Self::U32 => (32, false),
            Self::U64 => (64, false),
            _ => return None,
        })
    }

    /// The Rust type a user writes for it, for messages.
    pub const fn rust_name(self) -> &'static str {
        match self {
            Self::Bool => "bool",
            Self::I8 => "i8",
            Self::I16 => "i16",
            Self::I32 => "i32",
            Self::I64 => "i64",
            Self::U8 => "u8",
            Self::U16 => "u16",
            Self::U32 => "u32",
            Self::U64 => "u64",
            Self::F32 => "f32",
            Self::F64 => "f64",
            Self::Decimal => "a decimal",
            Self::Text => "text",
            Self::Bytes => "bytes",
            Self::Date => "a date",
            Self::Time => "a time of day",
            Self::Timestamp => "a timestamp without zone",
            Self::TimestampTz => "a timestamp with zone",
            Self::Uuid => "a UUID",
            Self::Json => "JSON",
        }
    }
}

/// A Rust type that a column can hold.
///
/// Implemented for the types of std and, behind features, of chrono, time, uuid, `serde_json`, bigdecimal,
/// `rust_decimal` and ipnetwork. `#[derive(erd::ColumnType)]` gives a newtype the column type of its inner field, or any
/// type the SQL type that it states; `#[derive(erd::DbEnum)]` makes a field-less enum one.
#[diagnostic::on_unimplemented(
    message = "erd[T00] not_a_column_type: `{Self}` has no column type",
    label = "no database type is known for this",
    note = "why:  erd must know the SQL type of every column to create the table",
    note = "help: for a newtype add `#[derive(erd::ColumnType)]`, for an enum `#[derive(erd::DbEnum)]`, for types of other crates turn on erd's feature (`chrono`, `time`, `uuid`, `json`, `decimal`, `network`), or leave the field out with `#[erd(skip)]`",
    note = "note: more: `cargo erd explain T00`"
)]
pub trait ColumnType {
    /// The logical type.
    const TYPE: TypeDef;
    /// Whether NULL is a value of this type; true only of `Option`.
    const NULLABLE: bool = false;
    /// The SQL type of its columns, where the logical type does not decide: a domain, `ltree`, `tsvector`.
    const SQL_TYPE: SqlDef = SqlDef::NONE;
    /// The SQL type of columns that hold an array of it, where [`SQL_TYPE`](Self::SQL_TYPE) is stated.
    const ARRAY_SQL_TYPE: SqlDef = SqlDef::NONE;
    /// All of it, for the derive: one mention of the type gives one error where it has none.
    #[doc(hidden)]
    const COLUMN: &'static ColumnDef = &ColumnDef {
        ty: Self::TYPE,
        nullable: Self::NULLABLE,
        sql_type: Self::SQL_TYPE,
    };
}

/// A type that can be the element of an array column, as `Vec<T>` or, with NULLs in it, `Vec<Option<T>>` (PostgreSQL).
///
/// `u8` is none: `Vec<u8>` is octets.
#[diagnostic::on_unimplemented(
    message = "erd[T00] not_a_column_type: `{Self}` is no element of an array column",
    label = "no database type is known for an array of this",
    note = "why:  erd must know the SQL type of every column to create the table",
    note = "help: for a newtype add `#[derive(erd::ColumnType)]`, for an enum `#[derive(erd::DbEnum)]`, or make the rows of the list a table of their own",
    note = "note: more: `cargo erd explain T00`"
)]
pub trait ArrayElement: ColumnType {}

impl<T: ArrayElement> ArrayElement for Option<T> {}

impl<T: ArrayElement> ColumnType for Vec<T> {
    const TYPE: TypeDef = TypeDef::Array(&<T as ColumnType>::TYPE);
    const SQL_TYPE: SqlDef = T::ARRAY_SQL_TYPE;
}
