//! Intervals: months, days and a time, which PostgreSQL keeps apart.

/// As it is kept; `None` for what has parts of a day or of a month, and for other ways to write one.
pub(super) fn canonical(text: &str) -> Option<String> {
    let (mut months, mut days, mut micros) = (0_i64, 0_i64, 0_i64);
    let text = text.trim().to_lowercase();
    let text = text.strip_prefix("@ ").unwrap_or(&text);
    let (text, ago) = match text.strip_suffix(" ago") {
        Some(text) => (text, -1),
        None => (text, 1),
    };
    let spaced = spaced(text);
    let mut words = spaced.split_whitespace().peekable();
    words.peek()?;
    while let Some(word) = words.next() {
        if word.contains(':') {
            micros = micros.checked_add(clock(word)?)?;
            continue;
        }
        let (sign, digits) = signed(word);
        let unit = words.next()?;
        let unit = unit
            .strip_suffix('s')
            .filter(|u| u.len() > 1)
            .unwrap_or(unit);
        let second = |micros: i64| seconds(digits)?.checked_mul(micros)?.checked_mul(sign);
        let whole = || digits.parse::<i64>().ok()?.checked_mul(sign);
        match unit {
            "year" | "yr" | "y" => months = months.checked_add(whole()?.checked_mul(12)?)?,
            "month" | "mon" => months = months.checked_add(whole()?)?,
            "decade" => months = months.checked_add(whole()?.checked_mul(120)?)?,
            "week" | "w" => days = days.checked_add(whole()?.checked_mul(7)?)?,
            "day" | "d" => days = days.checked_add(whole()?)?,
            "hour" | "hr" | "h" => micros = micros.checked_add(second(3600)?)?,
            "minute" | "min" | "m" => micros = micros.checked_add(second(60)?)?,
            "second" | "sec" | "s" => micros = micros.checked_add(second(1)?)?,
            "millisecond" | "msec" | "ms" => {
                micros = micros.checked_add(whole()?.checked_mul(1000)?)?;
            }
            _ => return None,
        }
    }
    let all = [months, days, micros].map(|part| part.checked_mul(ago));
    Some(format!("{} mons {} days {} us", all[0]?, all[1]?, all[2]?))
}

/// With spaces between numbers and units.
fn spaced(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 4);
    for c in text.chars() {
        let last = out.chars().last().unwrap_or(' ');
        if (c.is_alphabetic() && last.is_ascii_digit())
            || (c.is_ascii_digit() && last.is_alphabetic())
        {
            out.push(' ');
        }
        out.push(c);
    }
    out
}

fn signed(word: &str) -> (i64, &str) {
    match word.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, word.strip_prefix('+').unwrap_or(word)),
    }
}

/// `1.5` in microseconds.
fn seconds(digits: &str) -> Option<i64> {
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    if fraction.len() > 6 {
        return None;
    }
    let whole: i64 = whole.parse().ok()?;
    let micros: i64 = format!("{fraction:0<6}").parse().ok()?;
    whole.checked_mul(1_000_000)?.checked_add(micros)
}

/// `01:02:03.5` in microseconds.
fn clock(word: &str) -> Option<i64> {
    let (sign, word) = signed(word);
    let mut parts = word.split(':');
    let hours: i64 = parts.next()?.parse().ok()?;
    let minutes: i64 = parts.next()?.parse().ok()?;
    let seconds = seconds(parts.next().unwrap_or("0"))?;
    if parts.next().is_some() {
        return None;
    }
    let minutes = hours.checked_mul(60)?.checked_add(minutes)?;
    minutes
        .checked_mul(60_000_000)?
        .checked_add(seconds)?
        .checked_mul(sign)
}

#[cfg(test)]
mod tests {
    use super::canonical;

    #[test]
    fn intervals_have_one_spelling() {
        for (a, b) in [
            ("1 day", "1 days"),
            ("2 hours", "02:00:00"),
            ("1 year 2 months", "14 mons"),
            ("1h30m", "01:30:00"),
            ("-1 day", "1 day ago"),
            ("2 weeks", "14 days"),
            ("1.5 seconds", "00:00:01.5"),
            ("@ 1 day", "1 day"),
        ] {
            assert!(canonical(a).is_some(), "{a}");
            assert_eq!(canonical(a), canonical(b), "{a} = {b}");
        }
        assert_ne!(canonical("1 day"), canonical("24 hours"));
        assert_ne!(canonical("1 month"), canonical("30 days"));
        for text in [
            "",
            "1",
            "P1D",
            "1.5 days",
            "1 fortnight",
            "9999999999999999999 days",
        ] {
            assert_eq!(canonical(text), None, "{text}");
        }
    }
}
