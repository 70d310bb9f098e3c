//! Types of the crates bigdecimal and `rust_decimal`.

#[cfg(feature = "bigdecimal")]
super::scalars! { ::bigdecimal::BigDecimal => Decimal }
#[cfg(feature = "rust_decimal")]
super::scalars! { ::rust_decimal::Decimal => Decimal }
