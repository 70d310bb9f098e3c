//! Types of the standard library.

use super::{elements, scalars};
use crate::ColumnType;
use crate::def::{SqlDef, TypeDef};

scalars! {
    bool => Bool,
    i8 => I8, i16 => I16, i32 => I32, i64 => I64,
    u8 => U8, u16 => U16, u32 => U32, u64 => U64,
    f32 => F32, f64 => F64,
    String => Text, str => Text, Box<str> => Text,
    Vec<u8> => Bytes, Box<[u8]> => Bytes,
}

impl<T: ColumnType> ColumnType for Option<T> {
    const TYPE: TypeDef = T::TYPE;
    const NULLABLE: bool = true;
    const SQL_TYPE: SqlDef = T::SQL_TYPE;
    const ARRAY_SQL_TYPE: SqlDef = T::ARRAY_SQL_TYPE;
}

elements! { bool, i16, i32, i64, f32, f64, String, Vec<u8> }
