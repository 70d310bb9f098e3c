//! Bodies that were written under another `sql_mode`: said in the usual one where that can be done word by word.

use super::objects::quote;
use crate::token::{Lexis, comment, is_word, quoted};

/// A text as the usual modes read it.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Usual {
    /// The text, and modes that it would have or miss elsewhere, which change what it does and not how it is read.
    Text { text: String, named: Vec<String> },
    /// Modes without which it means something else, or nothing.
    Other(Vec<String>),
}

/// Modes that change what a statement does in ways that no text says (MySQL manual 7.1.11; MariaDB, `SQL_MODE`). An object
/// keeps those of the session that made it.
const DOING: [&str; 14] = [
    "ALLOW_INVALID_DATES",
    "EMPTY_STRING_IS_NULL",
    "ERROR_FOR_DIVISION_BY_ZERO",
    "NO_AUTO_VALUE_ON_ZERO",
    "NO_UNSIGNED_SUBTRACTION",
    "NO_ZERO_DATE",
    "NO_ZERO_IN_DATE",
    "ONLY_FULL_GROUP_BY",
    "PAD_CHAR_TO_FULL_LENGTH",
    "SIMULTANEOUS_ASSIGNMENT",
    "STRICT_ALL_TABLES",
    "STRICT_TRANS_TABLES",
    "TIME_ROUND_FRACTIONAL",
    "TIME_TRUNCATE_FRACTIONAL",
];

/// Functions that are called only where no blank stands before the parenthesis, but for `IGNORE_SPACE` (MySQL manual 11.2.5).
const SPACED: [&str; 32] = [
    "adddate",
    "bit_and",
    "bit_or",
    "bit_xor",
    "cast",
    "count",
    "curdate",
    "curtime",
    "date_add",
    "date_sub",
    "extract",
    "group_concat",
    "max",
    "mid",
    "min",
    "now",
    "position",
    "session_user",
    "std",
    "stddev",
    "stddev_pop",
    "stddev_samp",
    "subdate",
    "substr",
    "substring",
    "sum",
    "sysdate",
    "system_user",
    "trim",
    "variance",
    "var_pop",
    "var_samp",
];

/// Says a text of those modes in the usual ones. `session` are the modes under which it would be made anew.
pub(super) fn usual(text: &str, mode: &str, session: &str) -> Usual {
    let is_in = |modes: &str, name: &str| modes.split(',').any(|mode| mode == name);
    let has = |name: &str| is_in(mode, name);
    let mut scan = Scan {
        ansi: has("ANSI_QUOTES"),
        plain: has("NO_BACKSLASH_ESCAPES"),
        spaced: has("IGNORE_SPACE"),
        out: String::with_capacity(text.len()),
        pipes: false,
        not: false,
        real: false,
    };
    scan.run(text);
    let lost: Vec<String> = [
        ("ORACLE", true),
        ("PIPES_AS_CONCAT", scan.pipes),
        ("HIGH_NOT_PRECEDENCE", scan.not),
        ("REAL_AS_FLOAT", scan.real),
    ]
    .into_iter()
    .filter(|(name, used)| *used && has(name))
    .map(|(name, _)| name.to_owned())
    .collect();
    if !lost.is_empty() {
        return Usual::Other(lost);
    }
    let named = DOING
        .into_iter()
        .filter_map(|name| match (has(name), is_in(session, name)) {
            (true, false) => Some(name.to_owned()),
            (false, true) => Some(format!("without {name}")),
            _ => None,
        });
    Usual::Text {
        named: named.collect(),
        text: scan.out,
    }
}

/// A pass over a text.
#[allow(
    clippy::struct_excessive_bools,
    reason = "each is a mode, or what one would change"
)]
struct Scan {
    /// `"a"` is a name.
    ansi: bool,
    /// A backslash is a backslash.
    plain: bool,
    /// A blank may stand before the parenthesis of a function.
    spaced: bool,
    out: String,
    /// Whether `||`, NOT and REAL are in the text.
    pipes: bool,
    not: bool,
    real: bool,
}

impl Scan {
    fn run(&mut self, text: &str) {
        let mut at = 0;
        while let Some(c) = text[at..].chars().next() {
            let start = at;
            if let Some(end) = comment(text, at, Lexis::Backslashes) {
                at = end;
                self.out.push_str(&text[start..at]);
                continue;
            }
            at += c.len_utf8();
            if matches!(c, '\'' | '"' | '`') {
                at = self.quotes(text, at, c);
            } else if is_word(c) {
                at = text[at..]
                    .find(|c: char| !is_word(c))
                    .map_or(text.len(), |n| at + n);
                at = self.word(text, start, at);
            } else {
                self.pipes |= c == '|' && text[at..].starts_with('|');
                self.out.push(c);
            }
        }
    }

    /// Writes what the quote before `from` begins; the position behind it.
    fn quotes(&mut self, text: &str, from: usize, mark: char) -> usize {
        let name = mark == '`' || (self.ansi && mark == '"');
        let (inner, end) = quoted(text, from, mark, !name && !self.plain);
        let whole = &text[from - 1..end];
        if name {
            self.out.push_str(&quote(&inner));
        } else if self.plain {
            self.out.push_str(&whole.replace('\\', "\\\\"));
        } else {
            self.out.push_str(whole);
        }
        end
    }

    fn word(&mut self, text: &str, start: usize, end: usize) -> usize {
        let word = &text[start..end];
        self.not |= word.eq_ignore_ascii_case("not");
        self.real |= word.eq_ignore_ascii_case("real");
        self.out.push_str(word);
        let rest = text[end..].trim_start();
        let call = self.spaced && rest.starts_with('(');
        if call && SPACED.iter().any(|name| word.eq_ignore_ascii_case(name)) {
            return text.len() - rest.len();
        }
        end
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(sql: &str, mode: &str) -> String {
        match usual(sql, mode, "") {
            Usual::Text { text, .. } => text,
            Usual::Other(modes) => panic!("{modes:?}"),
        }
    }

    #[test]
    fn quotes_and_backslashes_are_said_in_the_usual_way() {
        let modes = "ANSI_QUOTES,NO_BACKSLASH_ESCAPES,PIPES_AS_CONCAT";
        assert_eq!(
            text(r#"SET NEW."a""b`" = 'x\' -- it's "not" || '"#, modes),
            r#"SET NEW.`a"b``` = 'x\\' -- it's "not" || '"#
        );
        assert_eq!(
            text(r"SELECT 'a\\b', `x\`", "STRICT_TRANS_TABLES"),
            r"SELECT 'a\\b', `x\`"
        );
        assert_eq!(
            text("SELECT count (*), f (1)", "IGNORE_SPACE"),
            "SELECT count(*), f (1)"
        );
    }

    #[test]
    fn what_cannot_be_said_is_named() {
        assert_eq!(
            usual("SELECT a || 'b'", "PIPES_AS_CONCAT,ANSI_QUOTES", ""),
            Usual::Other(vec!["PIPES_AS_CONCAT".to_owned()])
        );
        assert_eq!(text("SELECT '||'", "PIPES_AS_CONCAT"), "SELECT '||'");
        let session = "STRICT_TRANS_TABLES,NO_ZERO_DATE";
        let named = usual("SELECT ''", "EMPTY_STRING_IS_NULL,NO_ZERO_DATE", session);
        let differ = ["EMPTY_STRING_IS_NULL", "without STRICT_TRANS_TABLES"];
        assert!(matches!(named, Usual::Text { named, .. } if named == differ));
    }
}
