//! Names in quotes.

/// A name between marks, with the marks inside it doubled.
pub(super) fn quoted(name: &str, mark: char) -> String {
    let mut text = String::with_capacity(name.len() + 2);
    push_quoted(name, mark, &mut text);
    text
}

/// Adds such a name to a text.
pub(super) fn push_quoted(name: &str, mark: char, text: &mut String) {
    text.push(mark);
    if name.contains(mark) {
        for c in name.chars() {
            if c == mark {
                text.push(mark);
            }
            text.push(c);
        }
    } else {
        text.push_str(name);
    }
    text.push(mark);
}
