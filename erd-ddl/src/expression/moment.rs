//! Dates and times of day in one spelling.

/// `2024-01-31`, from any of the ways to write it.
pub(super) fn day(text: &str) -> Option<String> {
    if text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit()) {
        return Some(format!("{}-{}-{}", &text[..4], &text[4..6], &text[6..]));
    }
    let parts: Vec<&str> = text.split(['-', '/', '.']).collect();
    let [year, month, day] = parts.as_slice() else {
        return None;
    };
    let number = |part: &str| part.parse::<u32>().ok();
    (year.len() == 4).then_some(())?;
    Some(format!(
        "{:04}-{:02}-{:02}",
        number(year)?,
        number(month)?,
        number(day)?
    ))
}

/// `10:00:00`, with what there is of a second behind a point.
pub(super) fn clock(text: &str) -> Option<String> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let parts: Vec<&str> = whole.split(':').collect();
    let number = |part: Option<&&str>| part.map_or(Some(0), |part| part.parse::<u32>().ok());
    if parts.len() < 2 || parts.len() > 3 || !fraction.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let mut text = format!(
        "{:02}:{:02}:{:02}",
        number(parts.first())?,
        number(parts.get(1))?,
        number(parts.get(2))?
    );
    let fraction = fraction.trim_end_matches('0');
    if !fraction.is_empty() {
        text = format!("{text}.{fraction}");
    }
    Some(text)
}
