//! Versions of new migrations: the time in UTC to the second, as every tool sorts them.

use chrono::{NaiveDateTime, TimeDelta, Utc};

const FORM: &str = "%Y%m%d%H%M%S";

/// Ascending versions.
pub(super) struct Versions {
    next: NaiveDateTime,
}

impl Versions {
    /// From now on, or from a given version; always after the last one there is.
    pub(super) fn after(last: Option<&str>, given: Option<&str>) -> Self {
        let parse = |text: &str| {
            let digits: String = text.chars().filter(char::is_ascii_digit).take(14).collect();
            NaiveDateTime::parse_from_str(&digits, FORM).ok()
        };
        let start = given
            .and_then(parse)
            .unwrap_or_else(|| Utc::now().naive_utc());
        let after_last = last
            .and_then(parse)
            .map(|last| last + TimeDelta::seconds(1));
        Self {
            next: after_last.map_or(start, |after| start.max(after)),
        }
    }

    /// The next one.
    pub(super) fn next(&mut self) -> String {
        let version = self.next.format(FORM).to_string();
        self.next += TimeDelta::seconds(1);
        version
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_ascend_and_come_after_what_is_there() {
        let mut versions = Versions::after(None, Some("20260131235959"));
        assert_eq!(versions.next(), "20260131235959");
        assert_eq!(versions.next(), "20260201000000");
        let mut later = Versions::after(Some("20300101000000"), Some("20260101000000"));
        assert_eq!(later.next(), "20300101000001");
        let mut diesel = Versions::after(Some("202601010000000000"), Some("20250101000000"));
        assert_eq!(diesel.next(), "20260101000001");
    }
}
