//! [`ColumnType`](super::ColumnType) for the types of std and of other crates, one file per crate.

#[cfg(feature = "chrono")]
mod chrono;
#[cfg(any(feature = "bigdecimal", feature = "rust_decimal"))]
mod decimal;
#[cfg(feature = "json")]
mod json;
mod network;
mod std;
#[cfg(feature = "time")]
mod time;
#[cfg(feature = "uuid")]
mod uuid;

/// Implements `ColumnType` with a scalar for each named type.
macro_rules! scalars {
    ($($ty:ty => $scalar:ident),* $(,)?) => {
        $(impl $crate::ColumnType for $ty {
            const TYPE: $crate::def::TypeDef = $crate::def::TypeDef::Scalar($crate::Scalar::$scalar);
        })*
    };
}
use scalars;

/// Lets arrays hold each named type.
macro_rules! elements {
    ($($ty:ty),* $(,)?) => {
        $(impl $crate::types::ArrayElement for $ty {})*
    };
}
use elements;
