//! SQL text that a user wrote, possibly one text per dialect.

use crate::Dialect;
use crate::codec::record;

/// A piece of SQL as written: one text for every dialect, or other texts for some of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Sql {
    /// The text where no dialect has its own.
    #[cfg_attr(
        feature = "serde",
        serde(default, skip_serializing_if = "Option::is_none")
    )]
    pub any: Option<String>,
    /// Texts of single dialects.
    #[cfg_attr(
        feature = "serde",
        serde(default, skip_serializing_if = "Vec::is_empty")
    )]
    pub by_dialect: Vec<(Dialect, String)>,
}

record! { Sql { any, by_dialect } }

impl Sql {
    /// The same text everywhere.
    pub fn new(text: impl Into<String>) -> Self {
        Self {
            any: Some(text.into()),
            by_dialect: Vec::new(),
        }
    }

    /// The text for `dialect`, if there is one.
    pub fn get(&self, dialect: Dialect) -> Option<&str> {
        self.by_dialect
            .iter()
            .find(|(d, _)| *d == dialect)
            .map(|(_, text)| text.as_str())
            .or(self.any.as_deref())
    }

    /// Every text, the common one first.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.any
            .as_deref()
            .into_iter()
            .chain(self.by_dialect.iter().map(|(_, text)| text.as_str()))
    }

    /// No text at all.
    pub fn is_empty(&self) -> bool {
        self.any.is_none() && self.by_dialect.is_empty()
    }
}
