//! Spans of time as people state them: `1 month`, `13 months`, `90 days`.

use crate::codec::{record, variants};
use std::fmt;
use std::str::FromStr;

/// What an interval counts. Months and years are those of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum Unit {
    /// Hours.
    Hour,
    /// Days of 24 hours.
    Day,
    /// Weeks, which begin on Monday.
    Week,
    /// Months of the calendar.
    Month,
    /// Years of the calendar.
    Year,
}

variants! { Unit { Hour, Day, Week, Month, Year } }

impl Unit {
    /// All of them, the shortest first.
    pub const ALL: [Self; 5] = [Self::Hour, Self::Day, Self::Week, Self::Month, Self::Year];

    /// The word for one of it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Hour => "hour",
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Year => "year",
        }
    }

    /// How many hours one of it has: at least, and at most.
    const fn hours(self) -> (u64, u64) {
        match self {
            Self::Hour => (1, 1),
            Self::Day => (24, 24),
            Self::Week => (7 * 24, 7 * 24),
            Self::Month => (28 * 24, 31 * 24),
            Self::Year => (365 * 24, 366 * 24),
        }
    }
}

/// A number of hours, days, weeks, months or years: at least one, and at most a thousand years.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Interval {
    /// How many.
    pub count: u32,
    /// Of what.
    pub unit: Unit,
}

record! { Interval { count, unit } }

/// The longest interval that makes sense, in hours.
const LONGEST: u64 = 1_000 * 366 * 24;

impl Interval {
    /// The fewest hours that it can have: months have 28 days and more.
    pub const fn least_hours(self) -> u64 {
        self.unit.hours().0 * self.count as u64
    }

    /// The most hours that it can have.
    pub const fn most_hours(self) -> u64 {
        self.unit.hours().1 * self.count as u64
    }

    /// Whether that many days are as long, as far as months and years of whatever length can tell.
    pub const fn is_about(self, days: u32) -> bool {
        let hours = days as u64 * 24;
        self.least_hours() <= hours && hours <= self.most_hours()
    }
}

/// `1 month`, `13 months`, `2 weeks`
impl FromStr for Interval {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (number, word) = text.trim().split_once(' ').ok_or(())?;
        let count: u32 = number.parse().map_err(|_| ())?;
        let word = word.trim();
        let is_named = |unit: &Unit| word.strip_suffix('s').unwrap_or(word) == unit.word();
        let unit = Unit::ALL.into_iter().find(is_named).ok_or(())?;
        let interval = Self { count, unit };
        let is_some = count > 0 && interval.most_hours() <= LONGEST;
        is_some.then_some(interval).ok_or(())
    }
}

impl fmt::Display for Interval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plural = if self.count == 1 { "" } else { "s" };
        write!(f, "{} {}{plural}", self.count, self.unit.word())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intervals_are_read_and_written() {
        for text in [
            "1 hour",
            "7 days",
            "2 weeks",
            "1 month",
            "13 months",
            "1 year",
        ] {
            let read: Interval = text.parse().unwrap();
            assert_eq!(read.to_string(), text);
        }
        assert_eq!(
            " 3  months ".parse::<Interval>().unwrap().to_string(),
            "3 months"
        );
        for text in [
            "",
            "month",
            "0 months",
            "-1 day",
            "1.5 days",
            "1 fortnight",
            "monthly",
            "1 dayss",
            "1001 years",
            "4294967296 hours",
        ] {
            assert_eq!(text.parse::<Interval>(), Err(()), "{text}");
        }
    }

    #[test]
    fn months_have_no_certain_length() {
        let interval = |text: &str| text.parse::<Interval>().unwrap();
        assert_eq!(interval("1 month").least_hours(), 672);
        assert_eq!(interval("1 month").most_hours(), 744);
        assert!(interval("13 months").is_about(390));
        assert!(!interval("13 months").is_about(90));
        assert!(interval("2 weeks").is_about(14));
    }
}
