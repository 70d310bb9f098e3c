//! Rust identifiers from names of a database.

mod reserved;
mod singular;

pub(crate) use reserved::{file_stem, is_keyword, type_name};
pub(crate) use singular::singular;

use std::collections::BTreeSet;

/// The words of a name: cut where case changes, and at everything that no identifier has.
pub(crate) fn words(name: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let chars: Vec<char> = name.chars().collect();
    for (i, c) in chars.iter().copied().enumerate() {
        if !is_identifier(c) {
            flush(&mut word, &mut words);
            continue;
        }
        let before = i.checked_sub(1).map(|i| chars[i]);
        let after = chars.get(i + 1).copied();
        let starts = c.is_uppercase()
            && before.is_some_and(|b| {
                b.is_lowercase()
                    || b.is_ascii_digit()
                    || (b.is_uppercase() && after.is_some_and(char::is_lowercase))
            });
        if starts {
            flush(&mut word, &mut words);
        }
        word.extend(c.to_lowercase());
    }
    flush(&mut word, &mut words);
    words
}

fn flush(word: &mut String, words: &mut Vec<String>) {
    if !word.is_empty() {
        words.push(std::mem::take(word));
    }
}

/// Letters that the compiler takes without a warning: ASCII, the Latin ones of Europe that look like no others, and
/// those of East Asia. A letter of another script may be confused with a Latin one, and the compiler says so.
fn is_identifier(c: char) -> bool {
    c.is_ascii_alphanumeric()
        || (('\u{c0}'..='\u{17e}').contains(&c)
            && c.is_alphabetic()
            && !['ı', 'ĸ', 'ŉ', 'ŀ', 'Ŀ', 'ĳ', 'Ĳ'].contains(&c))
        || (('\u{3041}'..='\u{9fff}').contains(&c) && c.is_alphabetic())
}

/// `["order", "line"]` to `OrderLine`.
pub(crate) fn camel(words: &[String]) -> String {
    words
        .iter()
        .map(|word| {
            let mut chars = word.chars();
            let first = chars.next().map(|c| c.to_uppercase().to_string());
            first.unwrap_or_default() + chars.as_str()
        })
        .collect()
}

/// A field's name without `r#`: the column's own where the compiler takes it, else the same in snake case.
pub(crate) fn field_name(column: &str, position: usize) -> String {
    let own = column.starts_with(|c: char| c == '_' || c.is_lowercase())
        && column
            .chars()
            .all(|c| c == '_' || (is_identifier(c) && !c.is_uppercase()))
        && !column.trim_matches('_').contains("__")
        && column.contains(|c| c != '_');
    let name = if own {
        column.to_owned()
    } else {
        words(column).join("_")
    };
    let name = match name.chars().next() {
        None => format!("column_{}", position + 1),
        Some(first) if first.is_numeric() => format!("_{name}"),
        Some(_) => name,
    };
    if reserved::is_never_raw(&name) {
        format!("{name}_")
    } else {
        name
    }
}

/// How a field's name is written: `r#type` for a keyword.
pub(crate) fn written(field: &str) -> String {
    if reserved::is_keyword(field) {
        format!("r#{field}")
    } else {
        field.to_owned()
    }
}

/// Gives out names, each once.
#[derive(Debug, Default)]
pub(crate) struct Taken(BTreeSet<String>);

impl Taken {
    /// Marks a name as given out.
    pub(crate) fn take(&mut self, name: &str) {
        self.0.insert(name.to_owned());
    }

    /// Whether nobody has it yet.
    pub(crate) fn is_free(&self, name: &str) -> bool {
        !self.0.contains(name)
    }

    /// The first of `candidates` that is free; else the last one with a number behind it.
    pub(crate) fn give(
        &mut self,
        candidates: impl IntoIterator<Item = String>,
        separator: &str,
    ) -> String {
        let mut last = String::new();
        for name in candidates {
            if self.is_free(&name) {
                self.take(&name);
                return name;
            }
            last = name;
        }
        let mut number = 2_usize;
        loop {
            let name = format!("{last}{separator}{number}");
            if self.is_free(&name) {
                self.take(&name);
                return name;
            }
            number += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_cut_at_case_and_at_odd_characters() {
        assert_eq!(words("order_lines"), ["order", "lines"]);
        assert_eq!(words("PlaylistTrack"), ["playlist", "track"]);
        assert_eq!(words("HTTPServer2Log"), ["http", "server2", "log"]);
        assert_eq!(words("Weird Table-name!"), ["weird", "table", "name"]);
        assert_eq!(words("año"), ["año"]);
        assert!(words("?!").is_empty());
    }

    #[test]
    fn a_column_keeps_its_name_where_rust_takes_it() {
        for name in ["id", "_private", "a1", "type", "größe", "名前"] {
            assert_eq!(field_name(name, 0), name);
        }
        assert_eq!(field_name("CustomerId", 0), "customer_id");
        assert_eq!(field_name("a__b", 0), "a_b");
        assert_eq!(field_name("2fa", 0), "_2fa");
        assert_eq!(field_name("self", 0), "self_");
        assert_eq!(field_name("_", 3), "column_4");
        assert_eq!(field_name("№ %", 1), "column_2");
        assert_eq!(written("type"), "r#type");
        assert_eq!(written("kind"), "kind");
    }

    #[test]
    fn a_name_is_given_out_once() {
        let mut taken = Taken::default();
        let names = || ["status".to_owned(), "status_kind".to_owned()];
        assert_eq!(taken.give(names(), "_"), "status");
        assert_eq!(taken.give(names(), "_"), "status_kind");
        assert_eq!(taken.give(names(), "_"), "status_kind_2");
        assert_eq!(taken.give(names(), "_"), "status_kind_3");
    }
}
