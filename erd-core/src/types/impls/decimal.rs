//! Types of the crates bigdecimal and `rust_decimal`.

#[cfg(feature = "bigdecimal")]
super::scalars! { ::bigdecimal::BigDecimal => Decimal }
#[cfg(feature = "bigdecimal")]
super::elements! { ::bigdecimal::BigDecimal }
#[cfg(feature = "rust_decimal")]
super::scalars! { ::rust_decimal::Decimal => Decimal }
#[cfg(feature = "rust_decimal")]
super::elements! { ::rust_decimal::Decimal }
