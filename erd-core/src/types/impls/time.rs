//! Types of the crate time.

use super::{elements, scalars};

scalars! {
    ::time::Date => Date,
    ::time::Time => Time,
    ::time::PrimitiveDateTime => Timestamp,
    ::time::OffsetDateTime => TimestampTz,
}

elements! { ::time::Date, ::time::Time, ::time::PrimitiveDateTime, ::time::OffsetDateTime }
