//! Why two schemas differ: a file beside each example, so that a difference nobody has explained is an error.

use std::path::Path;

use erd_core::Dialect;
use serde::Deserialize;

use crate::compare::Difference;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    difference: Vec<Explanation>,
}

/// A reason, and which differences it speaks for. A field that is not given speaks for everything; lists are of
/// alternatives.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Explanation {
    /// Names of dialects.
    #[serde(default)]
    dialects: Vec<String>,
    /// Kinds, in the plural.
    #[serde(default)]
    kinds: Vec<String>,
    /// `table` or `table.name`; `*` at either end stands for anything.
    #[serde(default)]
    at: Vec<String>,
    /// Facts, or `only theirs`, `only ours`, `name`, `column order`.
    #[serde(default)]
    what: Vec<String>,
    /// The values on their side.
    #[serde(default)]
    theirs: Vec<String>,
    /// The values on our side.
    #[serde(default)]
    ours: Vec<String>,
    /// The reason, as a sentence.
    pub(crate) reason: String,
}

impl Explanation {
    /// Reads the explanations of one example.
    pub(crate) fn read(path: &Path) -> Result<Vec<Self>, String> {
        let text = std::fs::read_to_string(path)
            .map_err(|error| format!("{}: {error}", path.display()))?;
        let file: File =
            toml::from_str(&text).map_err(|error| format!("{}: {error}", path.display()))?;
        Ok(file.difference)
    }

    /// Whether it speaks for a difference.
    pub(crate) fn covers(&self, dialect: Dialect, difference: &Difference) -> bool {
        let any = |list: &[String], value: &str| {
            list.is_empty() || list.iter().any(|pattern| matches(pattern, value))
        };
        any(&self.dialects, dialect.name())
            && any(&self.kinds, difference.kind.plural())
            && any(&self.at, &difference.path())
            && any(&self.what, difference.what)
            && any(&self.theirs, &difference.theirs)
            && any(&self.ours, &difference.ours)
    }
}

fn matches(pattern: &str, value: &str) -> bool {
    match (pattern.strip_prefix('*'), pattern.strip_suffix('*')) {
        (Some(_), Some(_)) => value.contains(pattern.trim_matches('*')),
        (Some(end), None) => value.ends_with(end),
        (None, Some(start)) => value.starts_with(start),
        (None, None) => value == pattern,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::item::Kind;

    #[test]
    fn every_given_field_must_agree() {
        let text = "[[difference]]\nkinds = ['columns']\nat = ['crates.*']\ntheirs = ['*sequence*']\nreason = 'x'";
        let file: File = toml::from_str(text).unwrap();
        let mut difference = Difference {
            kind: Kind::Column,
            table: "crates".to_owned(),
            name: "id".to_owned(),
            what: "numbers",
            theirs: "from an owned sequence (serial)".to_owned(),
            ours: String::new(),
        };
        assert!(file.difference[0].covers(Dialect::Postgres, &difference));
        difference.kind = Kind::Check;
        assert!(!file.difference[0].covers(Dialect::Postgres, &difference));
    }
}
