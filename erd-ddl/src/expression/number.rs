//! Numbers.

/// A number without an exponent, a plus, or zeros before it; what is behind its point stays, because it is the scale.
pub(super) fn number(text: &str) -> String {
    let text = text.trim().to_lowercase();
    let (sign, digits) = match text.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", text.trim_start_matches('+')),
    };
    let (mantissa, exponent) = digits.split_once('e').unwrap_or((digits, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let all = format!("{whole}{fraction}");
    // What is no decimal number, or would be a very long one, stays as it is.
    let exponent = exponent.parse::<i32>().ok().filter(|e| e.abs() < 400);
    let (Some(exponent), false, true) = (
        exponent,
        all.is_empty(),
        all.bytes().all(|b| b.is_ascii_digit()),
    ) else {
        return text.trim_start_matches('+').to_owned();
    };
    let point = i32::try_from(whole.len())
        .unwrap_or(i32::MAX)
        .saturating_add(exponent);
    let length = i32::try_from(all.len()).unwrap_or(i32::MAX);
    let zeros = |number: i32| "0".repeat(usize::try_from(number).unwrap_or(0));
    let (whole, fraction) = if point <= 0 {
        (String::new(), format!("{}{all}", zeros(-point)))
    } else if point >= length {
        (format!("{all}{}", zeros(point - length)), String::new())
    } else {
        let (whole, fraction) = all.split_at(usize::try_from(point).unwrap_or(0));
        (whole.to_owned(), fraction.to_owned())
    };
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    if fraction.is_empty() {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole}.{fraction}")
    }
}

/// A number by its value: zeros at the end say nothing in a column, which has a scale of its own.
pub(super) fn value(text: &str) -> String {
    let text = number(text);
    if !text.contains('.') {
        return text;
    }
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if matches!(text, "" | "-" | "-0") {
        "0".to_owned()
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_one_spelling_and_keep_their_scale() {
        for (written, kept, by_value) in [
            ("1e3", "1000", "1000"),
            ("1.50", "1.50", "1.5"),
            (".5", "0.5", "0.5"),
            ("5.", "5", "5"),
            ("1.5E-3", "0.0015", "0.0015"),
            ("-007.0", "-7.0", "-7"),
            ("+1.500e1", "15.00", "15"),
            ("0.00", "0.00", "0"),
            ("1e999", "1e999", "1e999"),
            ("nan", "nan", "nan"),
        ] {
            assert_eq!(number(written), kept, "{written}");
            assert_eq!(value(written), by_value, "{written}");
        }
    }
}
