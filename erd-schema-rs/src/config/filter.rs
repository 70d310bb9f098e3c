//! Which tables are printed, and the patterns by which things are chosen.

use regex::Regex;
use serde::de::Error;
use serde::{Deserialize, Deserializer};

/// Which tables are printed. A pattern need only match a part of a name.
#[derive(Clone, Debug, Default)]
pub enum Filter {
    /// All of them.
    #[default]
    All,
    /// Those that a pattern matches.
    Only(Vec<Regex>),
    /// Those that no pattern matches.
    Except(Vec<Regex>),
}

impl Filter {
    /// Whether the table of that name, without its namespace, is printed.
    pub fn takes(&self, table: &str) -> bool {
        match self {
            Self::All => true,
            Self::Only(patterns) => matches(patterns, table),
            Self::Except(patterns) => !matches(patterns, table),
        }
    }
}

/// Whether one of the patterns matches a part of the text.
pub(crate) fn matches(patterns: &[Regex], text: &str) -> bool {
    patterns.iter().any(|pattern| pattern.is_match(text))
}

/// Reads patterns.
pub(super) fn patterns<'de, D: Deserializer<'de>>(source: D) -> Result<Vec<Regex>, D::Error> {
    compiled(Vec::deserialize(source)?)
}

fn compiled<E: Error>(texts: Vec<String>) -> Result<Vec<Regex>, E> {
    let compile = |text: String| Regex::new(&text).map_err(E::custom);
    texts.into_iter().map(compile).collect()
}

impl<'de> Deserialize<'de> for Filter {
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Keys {
            only_tables: Option<Vec<String>>,
            except_tables: Option<Vec<String>>,
        }
        let keys = Keys::deserialize(source)?;
        match (keys.only_tables, keys.except_tables) {
            (None, None) => Ok(Self::All),
            (Some(only), None) => compiled(only).map(Self::Only),
            (None, Some(except)) => compiled(except).map(Self::Except),
            (Some(_), Some(_)) => Err(D::Error::custom(
                "`only_tables` and `except_tables` exclude each other",
            )),
        }
    }
}
