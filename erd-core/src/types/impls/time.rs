//! Types of the crate time.

use super::scalars;

scalars! {
    ::time::Date => Date,
    ::time::Time => Time,
    ::time::PrimitiveDateTime => Timestamp,
    ::time::OffsetDateTime => TimestampTz,
}
