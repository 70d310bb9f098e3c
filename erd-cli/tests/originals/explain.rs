//! Why two schemas differ: a file beside each example, so that a difference that nobody has explained is an error.

use std::path::Path;

use erd_core::Dialect;
use erd_migrate::Entry;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    difference: Vec<Explanation>,
}

/// A reason, and which differences it speaks for. A field that is not given speaks for everything; lists are of
/// alternatives, in which `*` at either end stands for anything.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Explanation {
    /// Names of dialects.
    #[serde(default)]
    dialects: Vec<String>,
    /// Differences as `cargo erd diff` prints them.
    differences: Vec<String>,
    /// The reason, as a sentence.
    pub(crate) reason: String,
}

impl Explanation {
    /// Reads the explanations of one example.
    pub(crate) fn read(path: &Path) -> Vec<Self> {
        let text = std::fs::read_to_string(path).expect("the file of explanations");
        let file: File = toml::from_str(&text).expect("explanations");
        file.difference
    }

    /// Whether it speaks for a difference.
    pub(crate) fn covers(&self, dialect: Dialect, difference: &Entry) -> bool {
        let any = |list: &[String], value: &str| list.iter().any(|pattern| matches(pattern, value));
        (self.dialects.is_empty() || any(&self.dialects, dialect.name()))
            && any(&self.differences, &difference.to_string())
    }
}

/// `*` stands for any text.
fn matches(pattern: &str, value: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == value,
        Some((start, rest)) => value.strip_prefix(start).is_some_and(|value| {
            let mut ends = value.char_indices().map(|(at, _)| at).chain([value.len()]);
            ends.any(|at| matches(rest, &value[at..]))
        }),
    }
}

#[test]
fn a_star_stands_for_any_text() {
    assert!(matches("+ index *.name: *", "+ index t.name: (a)"));
    assert!(matches("*", ""));
    assert!(!matches("+ index *.name", "+ index t.name: (a)"));
}
