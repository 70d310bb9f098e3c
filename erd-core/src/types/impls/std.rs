//! Types of the standard library.

use super::scalars;
use crate::ColumnType;
use crate::def::TypeDef;

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
}

/// Element types that PostgreSQL arrays hold. `Vec<u8>` is octets, not an array, so this is a list and not a blanket
/// implementation.
macro_rules! arrays {
    ($($ty:ty),* $(,)?) => {
        $(impl ColumnType for Vec<$ty> {
            const TYPE: TypeDef = TypeDef::Array(&<$ty as ColumnType>::TYPE);
        }
        impl ColumnType for Vec<Option<$ty>> {
            const TYPE: TypeDef = TypeDef::Array(&<$ty as ColumnType>::TYPE);
        })*
    };
}

arrays! { bool, i16, i32, i64, f32, f64, String }
#[cfg(feature = "uuid")]
arrays! { ::uuid::Uuid }
#[cfg(feature = "chrono")]
arrays! { ::chrono::NaiveDate, ::chrono::NaiveDateTime, ::chrono::DateTime<::chrono::Utc> }
