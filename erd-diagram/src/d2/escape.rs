//! Names and texts in D2.

use crate::text::{folded, is_word, mapped};
use std::borrow::Cow;

/// Words that D2 reads as attributes, boards or values where a name is due.
const RESERVED: &[&str] = &[
    "class",
    "classes",
    "constraint",
    "desc",
    "direction",
    "false",
    "grid-columns",
    "grid-gap",
    "grid-rows",
    "height",
    "horizontal-gap",
    "icon",
    "label",
    "layers",
    "left",
    "link",
    "near",
    "null",
    "scenarios",
    "shape",
    "source-arrowhead",
    "steps",
    "style",
    "suspend",
    "target-arrowhead",
    "tooltip",
    "top",
    "true",
    "unsuspend",
    "vars",
    "vertical-gap",
    "width",
];

/// Whether a name needs no quotes.
pub(super) fn is_plain(name: &str) -> bool {
    let underscores = name.bytes().all(|b| b == b'_');
    let reserved = RESERVED.contains(&name.to_ascii_lowercase().as_str());
    is_word(name) && !underscores && !reserved
}

/// A name: as it is where that is a plain word, in single quotes otherwise. These know no escape but a doubled quote, and no
/// substitution.
pub(super) fn name(name: &str) -> Cow<'_, str> {
    if is_plain(name) {
        return Cow::Borrowed(name);
    }
    Cow::Owned(quoted(name))
}

/// A text in single quotes, on one line.
pub(super) fn quoted(text: &str) -> String {
    format!("'{}'", folded(text).replace('\'', "''"))
}

/// The same for a place where D2 reads Markdown: every sign that may be markup is escaped.
pub(super) fn markdown(text: &str) -> String {
    quoted(&mapped(&folded(text), |c| {
        let markup = c.is_ascii_punctuation() && !",;?'".contains(c);
        markup.then(|| format!("\\{c}"))
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_quoted_only_where_they_must_be() {
        assert_eq!(name("orders"), "orders");
        assert_eq!(name("Label"), "'Label'");
        assert_eq!(name("__"), "'__'");
        assert_eq!(name("it's ${x}\n"), "'it''s ${x}'");
        assert_eq!(markdown("<b> it's"), "'\\<b\\> it''s'");
    }
}
