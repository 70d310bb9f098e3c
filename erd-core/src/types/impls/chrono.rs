//! Types of the crate chrono.

use super::{elements, scalars};

scalars! {
    ::chrono::NaiveDate => Date,
    ::chrono::NaiveTime => Time,
    ::chrono::NaiveDateTime => Timestamp,
}

impl<Tz: ::chrono::TimeZone> crate::ColumnType for ::chrono::DateTime<Tz> {
    const TYPE: crate::def::TypeDef = crate::def::TypeDef::Scalar(crate::Scalar::TimestampTz);
}

elements! { ::chrono::NaiveDate, ::chrono::NaiveTime, ::chrono::NaiveDateTime }

impl<Tz: ::chrono::TimeZone> crate::types::ArrayElement for ::chrono::DateTime<Tz> {}
