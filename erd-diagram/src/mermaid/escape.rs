//! Names and texts in Mermaid's syntax.

use crate::text::{folded, is_word, mapped};
use std::borrow::Cow;

/// Words that Mermaid reads as syntax where an entity's name is due, in any case.
const RESERVED: &[&str] = &[
    "accdescr",
    "acctitle",
    "class",
    "classdef",
    "direction",
    "end",
    "erdiagram",
    "many",
    "o",
    "one",
    "only",
    "optionally",
    "style",
    "subgraph",
    "title",
    "to",
    "u",
    "zero",
];

/// Words that Mermaid reads as marks where a column's name is due, in any case.
const MARKS: &[&str] = &["fk", "pk", "uk"];

/// The name of an entity: as it is where that is a plain word, quoted otherwise.
pub(super) fn entity(name: &str) -> Cow<'_, str> {
    let plain = is_word(name) && !RESERVED.contains(&name.to_ascii_lowercase().as_str());
    if plain {
        Cow::Borrowed(name)
    } else {
        Cow::Owned(quoted(name))
    }
}

/// The name of a column, or its type: a word. What a word cannot hold becomes `_`; there is no way to quote it.
pub(super) fn word(name: &str) -> Cow<'_, str> {
    let is_mark = MARKS.contains(&name.to_ascii_lowercase().as_str());
    if is_word(name) && !is_mark {
        return Cow::Borrowed(name);
    }
    let starts_well = |c: char| c.is_ascii_alphabetic() || is_letter_beyond_ascii(c);
    let mut out = String::with_capacity(name.len() + 1);
    if is_mark || !name.starts_with(starts_well) {
        out.push('_');
    }
    out.extend(name.chars().map(|c| {
        let fits = c.is_ascii_alphanumeric() || "_-()[]".contains(c) || is_letter_beyond_ascii(c);
        if fits { c } else { '_' }
    }));
    Cow::Owned(out)
}

/// Letters that version 11 takes in a word; version 10 takes none beyond ASCII.
fn is_letter_beyond_ascii(c: char) -> bool {
    ('\u{c0}'..='\u{ffff}').contains(&c) && c.is_alphanumeric()
}

/// A text in double quotes.
pub(super) fn quoted(text: &str) -> String {
    format!("\"{}\"", line(text))
}

/// A text on one line, with Mermaid's entity codes for the characters that end a string, start a directive, a generic
/// type, a code or a tag.
pub(super) fn line(text: &str) -> String {
    mapped(&folded(text), |c| {
        let code = match c {
            '"' => "#quot;",
            '<' => "#lt;",
            '>' => "#gt;",
            '#' => "#35;",
            '%' => "#37;",
            '\\' => "#92;",
            '~' => "#126;",
            _ => return None,
        };
        Some(code.to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entities_are_quoted_only_where_they_must_be() {
        assert_eq!(entity("order_lines"), "order_lines");
        assert_eq!(entity("billing.orders"), "\"billing.orders\"");
        assert_eq!(entity("Style"), "\"Style\"");
        assert_eq!(entity("2fa"), "\"2fa\"");
        assert_eq!(entity("kunden über"), "\"kunden über\"");
        assert_eq!(entity("50% \"off\""), "\"50#37; #quot;off#quot;\"");
    }

    #[test]
    fn words_hold_what_a_word_can() {
        assert_eq!(word("created_at"), "created_at");
        assert_eq!(word("PK"), "_PK");
        assert_eq!(word("2fa code"), "_2fa_code");
        assert_eq!(word("größe"), "größe");
        assert_eq!(word("名前"), "名前");
        assert_eq!(word("a b°"), "a_b_");
        assert_eq!(word("varchar(20)[]"), "varchar(20)[]");
        assert_eq!(word(""), "_");
    }

    #[test]
    fn texts_stay_on_one_line_and_end_no_string() {
        assert_eq!(line("a \"b\"\n\n  c\td"), "a #quot;b#quot; c d");
        assert_eq!(
            line("Vec<T> ~x~ #12; 5%\\"),
            "Vec#lt;T#gt; #126;x#126; #35;12; 5#37;#92;"
        );
    }
}
