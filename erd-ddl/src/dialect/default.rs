//! Defaults that are expressions.

/// A default as engines take it that want expressions in parentheses: a literal, NULL, TRUE, FALSE or a CURRENT_ word
/// stays as it is.
pub(super) fn parenthesised(text: &str) -> String {
    if is_literal(text) || is_enclosed(text) {
        text.to_owned()
    } else {
        format!("({text})")
    }
}

fn is_literal(text: &str) -> bool {
    const WORDS: [&str; 6] = [
        "NULL",
        "TRUE",
        "FALSE",
        "CURRENT_TIMESTAMP",
        "CURRENT_DATE",
        "CURRENT_TIME",
    ];
    let number = text.strip_prefix(['-', '+']).unwrap_or(text);
    WORDS.iter().any(|word| text.eq_ignore_ascii_case(word))
        || (number.starts_with(|c: char| c.is_ascii_digit()) && number.parse::<f64>().is_ok())
        || is_string(text)
}

/// One string literal from end to end: every quote inside is doubled.
fn is_string(text: &str) -> bool {
    let inner = text.strip_prefix('\'').and_then(|t| t.strip_suffix('\''));
    inner.is_some_and(|inner| !inner.contains('\\') && !inner.replace("''", "").contains('\''))
}

/// Whether the first parenthesis closes at the end. Quoted parentheses count too, which errs on the safe side.
pub(super) fn is_enclosed(text: &str) -> bool {
    let mut depth = 0_usize;
    if !text.starts_with('(') || text.contains(['\'', '"', '`']) {
        return false;
    }
    for (i, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' if depth <= 1 => return i + 1 == text.len(),
            ')' => depth -= 1,
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literals_stay_and_expressions_get_parentheses() {
        for literal in [
            "0",
            "-1.5",
            "1e3",
            "'it''s'",
            "''",
            "null",
            "CURRENT_TIMESTAMP",
            "(1 + 2)",
        ] {
            assert_eq!(parenthesised(literal), literal);
        }
        for expression in ["now()", "1 + 2", "'a' || 'b'", "(1) + (2)", "a", "('a)')"] {
            assert_eq!(parenthesised(expression), format!("({expression})"));
        }
    }
}
