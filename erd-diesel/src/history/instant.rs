//! Instants as microseconds since 1970, which every engine can make of its timestamps.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// The instant of that many microseconds after 1970; negative before.
pub(super) fn from_micros(micros: i64) -> SystemTime {
    let span = Duration::from_micros(micros.unsigned_abs());
    let at = if micros < 0 {
        UNIX_EPOCH.checked_sub(span)
    } else {
        UNIX_EPOCH.checked_add(span)
    };
    at.unwrap_or(UNIX_EPOCH)
}

/// The microseconds of an instant, rounded towards the past.
pub(super) fn micros(at: SystemTime) -> i64 {
    let whole = |span: Duration| i64::try_from(span.as_micros()).unwrap_or(i64::MAX);
    match at.duration_since(UNIX_EPOCH) {
        Ok(after) => whole(after),
        Err(before) => {
            let span = before.duration();
            let rest = i64::from(!span.subsec_nanos().is_multiple_of(1000));
            -whole(span).saturating_add(rest)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_and_back() {
        for n in [0, 1, -1, 1_796_000_000_123_456, -62_135_596_800_000_000] {
            assert_eq!(micros(from_micros(n)), n);
        }
        assert_eq!(micros(UNIX_EPOCH - Duration::from_nanos(1)), -1);
    }
}
