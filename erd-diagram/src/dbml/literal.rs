//! Defaults.

use super::escape;

/// A default as DBML writes it: a string, a number, a truth value, or an expression; `None` where it cannot be written.
pub(super) fn default(sql: &str) -> Option<String> {
    let sql = sql.trim();
    if let Some(text) = text(sql) {
        return Some(escape::string(&text));
    }
    let word = sql.to_ascii_lowercase();
    if is_number(sql) || ["true", "false", "null"].contains(&word.as_str()) {
        return Some(word);
    }
    escape::expression(sql)
}

/// The text that a literal of SQL stands for. With a backslash the engines differ.
fn text(sql: &str) -> Option<String> {
    let inner = sql.strip_prefix('\'')?.strip_suffix('\'')?;
    let text = inner.replace("''", "\u{0}");
    (!text.contains(['\'', '\\'])).then(|| text.replace('\u{0}', "'"))
}

/// Digits, with a point and a sign.
fn is_number(sql: &str) -> bool {
    let digits = sql.strip_prefix('-').unwrap_or(sql);
    let parts: Vec<_> = digits.split('.').collect();
    let all_digits = |part: &&str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    parts.len() <= 2 && parts.iter().all(all_digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_default_is_what_it_is() {
        let written = |sql| default(sql).unwrap_or_default();
        assert_eq!(written("'it''s'"), "'it\\'s'");
        assert_eq!(written("'a'::text"), "`'a'::text`");
        assert_eq!(written("'a' || 'b'"), "`'a' || 'b'`");
        assert_eq!(written("-1.50"), "-1.50");
        assert_eq!(written("1e3"), "`1e3`");
        assert_eq!(written("TRUE"), "true");
        assert_eq!(written("now()"), "`now()`");
        assert_eq!(default("concat(`a b`)"), None);
    }
}
