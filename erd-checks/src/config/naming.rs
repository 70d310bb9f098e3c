//! How a project calls things.

use super::glob::matches;
use erd_core::naming::MAX_IDENTIFIER_BYTES;

/// What a pattern speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Named {
    /// Tables.
    Table,
    /// Columns.
    Column,
    /// Primary keys.
    PrimaryKey,
    /// Indexes that are not unique.
    Index,
    /// Unique constraints and indexes.
    Unique,
    /// Foreign keys.
    ForeignKey,
    /// Checks.
    Check,
}

impl Named {
    /// Each of them, as the file orders them.
    pub const ALL: [Self; 7] = [
        Self::Table,
        Self::Column,
        Self::PrimaryKey,
        Self::Index,
        Self::Unique,
        Self::ForeignKey,
        Self::Check,
    ];

    /// The key in the file.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Table => "table",
            Self::Column => "column",
            Self::PrimaryKey => "primary_key",
            Self::Index => "index",
            Self::Unique => "unique",
            Self::ForeignKey => "foreign_key",
            Self::Check => "check",
        }
    }

    /// As messages call it.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Table => "table",
            Self::Column => "column",
            Self::PrimaryKey => "primary key",
            Self::Index => "index",
            Self::Unique => "unique key",
            Self::ForeignKey => "foreign key",
            Self::Check => "check",
        }
    }
}

/// A pattern of names: `*` stands for any text, `{table}`, `{columns}` and `{target}` for the names that a thing is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamePattern {
    /// What it speaks of.
    pub of: Named,
    /// The pattern as written.
    pub pattern: String,
    /// Line in the file, from 1.
    pub line: u32,
}

const PARTS: [&str; 3] = ["{table}", "{columns}", "{target}"];

/// The first part in braces that a pattern may not have.
pub(super) fn unknown_part(pattern: &str) -> Option<&str> {
    let mut rest = pattern;
    while let Some(start) = rest.find(['{', '}']) {
        let part = &rest[start..];
        let end = part.find('}').map_or(part.len(), |end| end + 1);
        if !PARTS.contains(&&part[..end]) {
            return Some(&part[..end]);
        }
        rest = &part[end..];
    }
    None
}

impl NamePattern {
    /// The pattern with the names of a thing filled in: its table, its columns, the table that it references.
    pub(crate) fn filled(&self, table: &str, columns: &[&str], target: &str) -> String {
        let [table_part, columns_part, target_part] = PARTS;
        self.pattern
            .replace(table_part, table)
            .replace(columns_part, &columns.join("_"))
            .replace(target_part, target)
    }
}

/// Whether a name is one of a filled pattern. One that no database would keep whole asks for nothing.
pub(crate) fn is_called(filled: &str, name: &str) -> bool {
    filled.len() > MAX_IDENTIFIER_BYTES || matches(filled.as_bytes(), name.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pattern(text: &str) -> NamePattern {
        NamePattern {
            of: Named::Index,
            pattern: text.to_owned(),
            line: 1,
        }
    }

    #[test]
    fn parts_are_filled_in() {
        let filled = pattern("ix_{table}_{columns}").filled("orders", &["a", "b"], "");
        assert_eq!(filled, "ix_orders_a_b");
        assert!(is_called(&filled, "ix_orders_a_b"));
        assert!(!is_called(&filled, "orders_a_b_idx"));
        let any = pattern("fk_{table}_{target}*").filled("orders", &[], "customers");
        assert!(is_called(&any, "fk_orders_customers_2"));
        let long = "x".repeat(70);
        assert!(is_called(&long, "cut"));
    }

    #[test]
    fn parts_are_known() {
        assert_eq!(unknown_part("{table}_{columns}_*_{target}"), None);
        assert_eq!(unknown_part("{table}_{column}"), Some("{column}"));
        assert_eq!(unknown_part("a}b"), Some("}"));
        assert_eq!(unknown_part("{é"), Some("{é"));
    }
}
