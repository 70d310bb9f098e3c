//! Enumerated types.

use super::object::dotted;

/// How the values of an enum are stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum EnumStorage {
    /// As text, with a CHECK that lists the values. Values can be added and removed without a type change.
    Text,
    /// As PostgreSQL `CREATE TYPE .. AS ENUM` or MySQL `ENUM(..)`; as `Text` on SQLite.
    Native,
    /// As a small integer, with a CHECK; the values are the discriminants.
    Integer,
}

/// An enumerated type.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct EnumType {
    /// Namespace, where it is a type of its own; `None` for the default one.
    pub schema: Option<String>,
    /// Name in the database, where it is a type of its own there.
    pub name: String,
    /// Values, in order.
    pub values: Vec<String>,
    /// How they are stored.
    pub storage: EnumStorage,
    /// Comment.
    pub comment: Option<String>,
    /// Values that were renamed: the new one, and the one it was before.
    #[cfg_attr(
        feature = "serde",
        serde(default, skip_serializing_if = "Vec::is_empty")
    )]
    pub renamed_values: Vec<(String, String)>,
}

impl EnumType {
    /// What [`Type::Enum`](super::Type::Enum) calls it: its name, behind its namespace and a dot if it has one.
    pub fn key(&self) -> String {
        dotted(self.schema.as_deref(), &self.name)
    }

    /// Whether that is its key.
    pub fn is(&self, key: &str) -> bool {
        match &self.schema {
            Some(schema) => key
                .strip_prefix(schema.as_str())
                .and_then(|rest| rest.strip_prefix('.'))
                .is_some_and(|name| name == self.name),
            None => self.name == key,
        }
    }
}
