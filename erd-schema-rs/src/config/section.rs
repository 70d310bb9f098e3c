//! One section of `[print_schema]`.

use super::Filter;
use super::filter::patterns;
use regex::Regex;
use serde::de::{Error, Unexpected, Visitor};
use serde::{Deserialize, Deserializer};
use std::fmt;
use std::path::PathBuf;

/// The derive that an SQL type cannot be without.
const SQL_TYPE: &str = "diesel::sql_types::SqlType";

/// How a schema file is printed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PrintSchema {
    /// The file that `diesel migration run` writes.
    pub file: Option<PathBuf>,
    /// Which doc comments tables and columns get.
    pub with_docs: Comments,
    /// Which tables may stand in one query.
    pub allow_tables_to_appear_in_same_query_config: SameQuery,
    /// Which tables are printed.
    pub filter: Filter,
    /// In which order columns stand.
    pub column_sorting: Sorting,
    /// The namespace that is printed, in a module of its own; without one it is the default namespace, in none.
    pub schema: Option<String>,
    /// A unified diff that is applied to what was printed.
    pub patch_file: Option<PathBuf>,
    /// Paths that every table imports, instead of `diesel::sql_types::*`.
    pub import_types: Option<Vec<String>>,
    /// Whether types that diesel has not get a definition; they do where this is `None`.
    pub generate_missing_sql_type_definitions: Option<bool>,
    /// Types, by their Rust names, that get none.
    #[serde(deserialize_with = "patterns")]
    pub except_custom_type_definitions: Vec<Regex>,
    /// What these definitions derive.
    pub custom_type_derives: Option<Vec<String>>,
    /// Whether a rowid of SQLite, and what references it, is a `BigInt`.
    pub sqlite_integer_primary_key_is_bigint: Option<bool>,
    /// Domains of PostgreSQL that are types of their own, instead of the types beneath them.
    #[serde(deserialize_with = "patterns")]
    pub pg_domains_as_custom_types: Vec<Regex>,
}

impl PrintSchema {
    /// Whether a name is that of a key, and so not of a section.
    pub(super) fn is_key(name: &str) -> bool {
        const KEYS: &[&str] = &[
            "file",
            "with_docs",
            "allow_tables_to_appear_in_same_query_config",
            "filter",
            "column_sorting",
            "schema",
            "patch_file",
            "import_types",
            "generate_missing_sql_type_definitions",
            "except_custom_type_definitions",
            "custom_type_derives",
            "sqlite_integer_primary_key_is_bigint",
            "pg_domains_as_custom_types",
        ];
        KEYS.contains(&name)
    }

    /// What the definitions of types derive, `SqlType` among it.
    pub fn derives(&self) -> Vec<String> {
        let mut derives = self.custom_type_derives.clone().unwrap_or_default();
        if !derives.iter().any(|derive| derive == SQL_TYPE) {
            derives.push(SQL_TYPE.to_owned());
        }
        derives
    }
}

/// Which doc comments tables and columns get.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Comments {
    /// None.
    #[default]
    None,
    /// The database's comments.
    Database,
    /// The database's comments, and where there is none a sentence of diesel's.
    Always,
}

impl Comments {
    const WORDS: [(&str, Self); 3] = [
        (
            "database-comments-fallback-to-auto-generated-doc-comment",
            Self::Always,
        ),
        ("only-database-comments", Self::Database),
        ("no-doc-comments", Self::None),
    ];
}

impl<'de> Deserialize<'de> for Comments {
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        struct BoolOrWord;

        impl Visitor<'_> for BoolOrWord {
            type Value = Comments;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("`true`, `false`")?;
                let mut words = Comments::WORDS.iter();
                words.try_for_each(|(word, _)| write!(f, " or `\"{word}\"`"))
            }

            fn visit_bool<E>(self, always: bool) -> Result<Comments, E> {
                Ok(if always {
                    Comments::Always
                } else {
                    Comments::None
                })
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Comments, E> {
                let found = Comments::WORDS.iter().find(|(word, _)| *word == text);
                found
                    .map(|(_, comments)| *comments)
                    .ok_or_else(|| E::invalid_value(Unexpected::Str(text), &self))
            }
        }

        source.deserialize_any(BoolOrWord)
    }
}

/// Which tables may stand in one query.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
pub enum SameQuery {
    /// All with each other.
    #[default]
    #[serde(rename = "all_tables")]
    All,
    /// Those that foreign keys lead to from each other, over others too.
    #[serde(rename = "fk_related_tables")]
    Related,
    /// Nothing is printed about it.
    #[serde(rename = "none")]
    None,
}

/// In which order columns stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
pub enum Sorting {
    /// As in the table.
    #[default]
    #[serde(rename = "ordinal_position")]
    Position,
    /// By name.
    #[serde(rename = "name")]
    Name,
}
