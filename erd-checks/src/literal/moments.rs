//! Texts that are days, times of day or both.

use erd_core::{Dialect, Family, Scalar};

/// Words that PostgreSQL takes for a moment.
const WORDS: [&str; 9] = [
    "now",
    "today",
    "tomorrow",
    "yesterday",
    "epoch",
    "infinity",
    "+infinity",
    "-infinity",
    "allballs",
];

/// Why an engine takes a text for no value of a date, a time or a moment.
pub(super) fn fault(text: &str, scalar: Scalar, dialect: Dialect) -> Option<&'static str> {
    let trimmed = text.trim();
    let word = trimmed.to_ascii_lowercase();
    if dialect.is(Family::Postgres) && WORDS.contains(&word.as_str()) {
        return None;
    }
    if !trimmed.contains(|c: char| c.is_ascii_digit()) {
        return Some("is a text without a day or a time");
    }
    // MySQL and MariaDB read no zone there.
    if !dialect.is(Family::Postgres) && scalar != Scalar::Time && trimmed.ends_with(['Z', 'z']) {
        return Some("ends with the zone `Z`, which the engine does not read");
    }
    if scalar == Scalar::Time {
        let hour = trimmed.split_once(':').map(|(hour, _)| hour.parse::<u32>());
        let late = dialect.is(Family::Postgres) && matches!(hour, Some(Ok(25..)));
        return late.then_some("is an hour that no day has");
    }
    no_day(text).or_else(|| no_hour(text))
}

/// Whether a text that begins as a day does is none of the calendar; of zeros T14 speaks.
fn no_day(text: &str) -> Option<&'static str> {
    let mut parts = text.get(..10)?.split('-');
    let mut number = |length: usize| {
        let part = parts.next()?;
        (part.len() == length).then(|| part.parse::<u32>().ok())?
    };
    let (year, month, day) = (number(4)?, number(2)?, number(2)?);
    if year == 0 || month == 0 || day == 0 {
        return None;
    }
    let leap = year.is_multiple_of(4) && !year.is_multiple_of(100) || year.is_multiple_of(400);
    let days = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    (month > 12 || day > days).then_some("is a day that no calendar has")
}

/// Whether what stands behind a day, as `2020-01-01 25:00`, is no hour and minute.
fn no_hour(text: &str) -> Option<&'static str> {
    let behind = text.get(10..)?.strip_prefix([' ', 'T'])?;
    let (hour, minute) = (behind.get(..2)?, behind.get(3..5)?);
    let is_clock = behind.get(2..3)? == ":";
    let (hour, minute): (u32, u32) = (hour.parse().ok()?, minute.parse().ok()?);
    (is_clock && (hour > 24 || minute > 59)).then_some("is an hour that no day has")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_moment() {
        let of = |text, dialect| fault(text, Scalar::Timestamp, dialect).is_some();
        for text in ["x", "", "2023-02-30", "2020-01-01 25:00:00"] {
            assert!(
                of(text, Dialect::Postgres) && of(text, Dialect::MariaDb),
                "{text}"
            );
        }
        for text in ["2020-01-01", "2024-02-29 23:59:59.5", "20240229"] {
            assert!(
                !of(text, Dialect::Postgres) && !of(text, Dialect::MySql),
                "{text}"
            );
        }
        assert!(!of("Infinity", Dialect::Postgres) && of("infinity", Dialect::MySql));
        let zoned = "2020-01-01T00:00:00Z";
        assert!(!of(zoned, Dialect::Postgres) && of(zoned, Dialect::MySql));
        let time = |dialect| fault("30:00:00", Scalar::Time, dialect).is_some();
        assert!(time(Dialect::Postgres) && !time(Dialect::MySql));
    }
}
