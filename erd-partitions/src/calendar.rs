//! Moments of the calendar, to the second, without a clock and without zones.

use chrono::{DateTime, Datelike, Months, NaiveDate, NaiveDateTime, Timelike};
use erd_core::schema::{Interval, Unit};
use std::fmt;
use std::str::FromStr;

const HOUR: i64 = 3600;
const DAY: i64 = 24 * HOUR;
/// 1970-01-01 was a Thursday; the Monday before it is this many days away.
const MONDAY: i64 = -3;

/// Seconds since 1970-01-01 00:00:00: an instant in UTC for a `timestamp with time zone`, and what the wall shows for
/// columns without zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment(pub i64);

impl Moment {
    fn of(civil: NaiveDateTime) -> Self {
        Self(civil.and_utc().timestamp())
    }

    /// As the calendar has it; its first or last moment for what is beyond, a quarter of a million years from now.
    fn civil(self) -> NaiveDateTime {
        let end = if self.0 < 0 {
            NaiveDateTime::MIN
        } else {
            NaiveDateTime::MAX
        };
        DateTime::from_timestamp(self.0, 0).map_or(end, |moment| moment.naive_utc())
    }

    /// Year, month and day.
    pub fn date(self) -> (i32, u32, u32) {
        let civil = self.civil();
        (civil.year(), civil.month(), civil.day())
    }

    /// Hour, minute and second.
    pub fn time(self) -> (u32, u32, u32) {
        let civil = self.civil();
        (civil.hour(), civil.minute(), civil.second())
    }

    /// Days since the year 0, as `TO_DAYS` of MySQL counts them.
    pub const fn days_of_mysql(self) -> i64 {
        self.0.div_euclid(DAY) + 719_528
    }

    /// The day at the beginning of which `TO_DAYS` gives that number.
    pub fn of_mysql_days(days: i64) -> Option<Self> {
        Some(Self(days.checked_sub(719_528)?.checked_mul(DAY)?))
    }

    /// The beginning of the period that the moment is in: months and years are those of the calendar, weeks begin on Monday,
    /// several days and hours are counted from 1970.
    #[must_use]
    pub fn start_of(self, every: Interval) -> Self {
        let count = i64::from(every.count);
        let floor = |value: i64| value.div_euclid(count) * count;
        let (year, month, _) = self.date();
        let (year, month) = (i64::from(year), i64::from(month));
        match every.unit {
            Unit::Hour => Self(floor(self.0.div_euclid(HOUR)) * HOUR),
            Unit::Day => Self(floor(self.0.div_euclid(DAY)) * DAY),
            Unit::Week => {
                let weeks = (self.0.div_euclid(DAY) - MONDAY).div_euclid(7);
                Self((floor(weeks) * 7 + MONDAY) * DAY)
            }
            Unit::Month => Self(0).plus_months(floor(year * 12 + month - 1) - 1970 * 12),
            Unit::Year => Self(0).plus_months((floor(year) - 1970) * 12),
        }
    }

    /// As many intervals later, or earlier where the number is negative. A day that the month does not have becomes its last.
    #[must_use]
    pub fn plus(self, interval: Interval, times: i64) -> Self {
        let count = i64::from(interval.count) * times;
        let seconds = match interval.unit {
            Unit::Hour => HOUR,
            Unit::Day => DAY,
            Unit::Week => 7 * DAY,
            Unit::Month => return self.plus_months(count),
            Unit::Year => return self.plus_months(12 * count),
        };
        Self(self.0 + count * seconds)
    }

    fn plus_months(self, count: i64) -> Self {
        let months = Months::new(u32::try_from(count.unsigned_abs()).unwrap_or(u32::MAX));
        let civil = self.civil();
        Self::of(if count < 0 {
            let earlier = civil.checked_sub_months(months);
            earlier.unwrap_or(NaiveDateTime::MIN)
        } else {
            let later = civil.checked_add_months(months);
            later.unwrap_or(NaiveDateTime::MAX)
        })
    }
}

/// `2026-11-30 23:59:59`
impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ((year, month, day), (hour, minute, second)) = (self.date(), self.time());
        write!(
            f,
            "{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}"
        )
    }
}

/// `2026-11-30`, `2026-11-30 23:59:59`, with `T` between them, with `Z` or `+00` behind them. What has another zone, or
/// parts of a second, is not understood.
impl FromStr for Moment {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let text = text.trim();
        let text = ["Z", "+00:00", "+00"]
            .iter()
            .find_map(|zone| text.strip_suffix(zone))
            .unwrap_or(text);
        let (day, time) = text.split_once([' ', 'T']).unwrap_or((text, "00:00:00"));
        let numbers = |text: &str, between: char| -> Option<[u32; 3]> {
            let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
            let parts: Option<Vec<u32>> = text
                .split(between)
                .map(|part| digits(part).then(|| part.parse().ok())?)
                .collect();
            let mut parts = parts?;
            if parts.len() == 2 && between == ':' {
                parts.push(0);
            }
            parts.try_into().ok()
        };
        let [year, month, day] = numbers(day, '-').ok_or(())?;
        let time = time.strip_suffix(".000000").unwrap_or(time);
        let [hour, minute, second] = numbers(time, ':').ok_or(())?;
        let year = i32::try_from(year).map_err(|_| ())?;
        let date = NaiveDate::from_ymd_opt(year, month, day).filter(|_| year <= 9999);
        let civil = date.and_then(|date| date.and_hms_opt(hour, minute, second));
        civil.map(Self::of).ok_or(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn moment(text: &str) -> Moment {
        text.parse().unwrap()
    }

    fn interval(text: &str) -> Interval {
        text.parse().unwrap()
    }

    #[test]
    fn periods_are_those_of_the_calendar() {
        for (at, every, start) in [
            ("2024-02-29 23:59:59", "1 month", "2024-02-01"),
            ("2024-03-01 00:00:00", "1 month", "2024-03-01"),
            ("2026-12-31 23:59:59", "1 day", "2026-12-31"),
            ("2026-12-31 23:59:59", "3 months", "2026-10-01"),
            ("2026-12-31 23:59:59", "1 year", "2026-01-01"),
            ("2026-11-29 23:59:59", "1 week", "2026-11-23"),
            ("2026-11-30 00:00:00", "1 week", "2026-11-30"),
            ("2027-01-01 12:00:00", "1 week", "2026-12-28"),
            ("2026-11-30 13:59:59", "6 hours", "2026-11-30 12:00:00"),
            ("1969-12-31 23:59:59", "1 month", "1969-12-01"),
        ] {
            assert_eq!(
                moment(at).start_of(interval(every)),
                moment(start),
                "{at} {every}"
            );
        }
    }

    #[test]
    fn a_day_that_a_month_lacks_is_its_last() {
        let month = interval("1 month");
        assert_eq!(moment("2024-01-31").plus(month, 1), moment("2024-02-29"));
        assert_eq!(
            moment("2026-03-31 10:00").plus(month, -1),
            moment("2026-02-28 10:00")
        );
        assert_eq!(
            moment("2024-02-29").plus(interval("1 year"), 1),
            moment("2025-02-28")
        );
        assert_eq!(
            moment("2026-01-15").plus(interval("13 months"), -1),
            moment("2024-12-15")
        );
    }

    #[test]
    fn texts_of_servers_are_understood_or_refused() {
        for text in [
            "2026-11-01 00:00:00+00",
            "2026-11-01T00:00:00Z",
            "2026-11-01",
        ] {
            assert_eq!(moment(text).to_string(), "2026-11-01 00:00:00");
        }
        for text in [
            "",
            "infinity",
            "2026-02-29",
            "2026-13-01",
            "2026-11-01 24:00:00",
            "2026-11-01 00:00:00+01",
            "2026-11-01 00:00:00.5",
            "0044-03-15 BC",
            "+026-11-01",
            "2026-9223372036854775807-01",
            "2026-01-9223372036854775807",
        ] {
            assert_eq!(text.parse::<Moment>(), Err(()), "{text}");
        }
        assert_eq!(moment("2020-02-29").days_of_mysql(), 737_849);
        assert_eq!(Moment::of_mysql_days(737_849), Some(moment("2020-02-29")));
    }

    proptest! {
        #[test]
        fn a_moment_is_what_it_says(seconds in -62_135_596_800_i64..253_402_300_799) {
            prop_assert_eq!(moment(&Moment(seconds).to_string()), Moment(seconds));
        }
    }
}
