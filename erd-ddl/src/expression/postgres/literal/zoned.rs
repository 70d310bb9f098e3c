//! Moments that say their zone, in UTC.

use crate::expression::moment::{clock, day};

/// In UTC; a text without a zone is what the session makes of it, and stays so.
pub(super) fn canonical(text: &str) -> Option<String> {
    let text = text.trim();
    let (text, utc) = match text.strip_suffix(['Z', 'z']) {
        Some(text) => (text, true),
        None => (text, false),
    };
    let (date, rest) = text.split_once([' ', 'T']).unwrap_or((text, "00:00:00"));
    let date = day(date)?;
    if utc {
        return Some(format!("{date} {}+00", clock(rest.trim())?));
    }
    let Some(at) = rest.find(['+', '-']) else {
        return Some(format!("{date} {}", clock(rest.trim())?));
    };
    let (time, offset) = rest.split_at(at);
    let time = clock(time.trim())?;
    let minutes = offset_minutes(offset)?;
    let (date, time) = shifted(&date, &time, minutes)?;
    Some(format!("{date} {time}+00"))
}

/// `+02`, `-0530` or `+02:00` in minutes.
fn offset_minutes(offset: &str) -> Option<i64> {
    let sign = if offset.starts_with('-') { -1 } else { 1 };
    let digits: String = offset.chars().filter(char::is_ascii_digit).collect();
    let shape = offset[1..].chars().all(|c| c.is_ascii_digit() || c == ':');
    let (hours, minutes) = match (shape, digits.len()) {
        (true, 2) => (digits.as_str(), "0"),
        (true, 4) => digits.split_at(2),
        _ => return None,
    };
    Some(sign * (hours.parse::<i64>().ok()? * 60 + minutes.parse::<i64>().ok()?))
}

/// That many minutes before.
fn shifted(date: &str, time: &str, minutes: i64) -> Option<(String, String)> {
    let mut parts = date.splitn(3, '-').map(|part| part.parse::<i64>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    let (clock, fraction) = time.split_at(time.find('.').unwrap_or(time.len()));
    let mut parts = clock.splitn(3, ':').map(|part| part.parse::<i64>().ok());
    let (hour, minute, second) = (parts.next()??, parts.next()??, parts.next()??);
    let all = days(year, month, day) * 1440 + hour * 60 + minute - minutes;
    let (year, month, day) = date_of(all.div_euclid(1440));
    let (hour, minute) = (all.rem_euclid(1440) / 60, all.rem_euclid(60));
    Some((
        format!("{year:04}-{month:02}-{day:02}"),
        format!("{hour:02}:{minute:02}:{second:02}{fraction}"),
    ))
}

/// Days of the Gregorian calendar since the first of March of the year 0.
fn days(year: i64, month: i64, day: i64) -> i64 {
    let (year, month) = if month > 2 {
        (year, month - 3)
    } else {
        (year - 1, month + 9)
    };
    365 * year + year.div_euclid(4) - year.div_euclid(100)
        + year.div_euclid(400)
        + (153 * month + 2) / 5
        + day
        - 1
}

fn date_of(number: i64) -> (i64, i64, i64) {
    // The year that it is at most, and then the month of it.
    let mut year = number.div_euclid(366);
    while days(year + 1, 3, 1) <= number {
        year += 1;
    }
    let rest = number - days(year, 3, 1);
    let month = (5 * rest + 2) / 153;
    let day = rest - (153 * month + 2) / 5 + 1;
    if month < 10 {
        (year, month + 3, day)
    } else {
        (year + 1, month - 9, day)
    }
}

#[cfg(test)]
mod tests {
    use super::canonical;

    #[test]
    fn moments_are_in_utc() {
        for (text, expected) in [
            ("2024-03-01 00:30:00+02", Some("2024-02-29 22:30:00+00")),
            (
                "2023-12-31 23:30:00.5-0130",
                Some("2024-01-01 01:00:00.5+00"),
            ),
            ("2024-1-31T10:00Z", Some("2024-01-31 10:00:00+00")),
            ("2024-01-31 10:00:00+00", Some("2024-01-31 10:00:00+00")),
            ("2024-01-31", Some("2024-01-31 00:00:00")),
            ("2000-02-29 12:00+05:30", Some("2000-02-29 06:30:00+00")),
            ("epoch", None),
            ("2024-01-31 10:00 Europe/Berlin", None),
            ("2024-01-31 10:00+1", None),
        ] {
            assert_eq!(canonical(text).as_deref(), expected, "{text}");
        }
    }
}
