//! The names that must differ, and where.
//!
//! PostgreSQL and SQLite keep tables and indexes of a namespace together; in PostgreSQL the index of a primary key is one
//! of them. MySQL and MariaDB keep indexes per table, but the foreign keys of a database together.

use erd_core::naming::MAX_IDENTIFIER_BYTES;

/// What has a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// A table.
    Table,
    /// The index of a primary key.
    PrimaryKey,
    /// An index, also that of a unique constraint.
    Index,
    /// A foreign key.
    ForeignKey,
    /// A check constraint.
    Check,
}

/// Where names must differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Space {
    /// Tables and indexes of a namespace (PostgreSQL, SQLite).
    Relation,
    /// Foreign keys of a database (MySQL, MariaDB).
    ForeignKey,
    /// Checks of a database (MySQL).
    Check,
}

impl Kind {
    pub(crate) const fn space(self) -> Space {
        match self {
            Self::Table | Self::PrimaryKey | Self::Index => Space::Relation,
            Self::ForeignKey => Space::ForeignKey,
            Self::Check => Space::Check,
        }
    }

    /// Words before the table's name.
    pub(crate) const fn of(self) -> &'static str {
        match self {
            Self::Table => "the table `",
            Self::PrimaryKey => "the primary key of `",
            Self::Index => "an index of `",
            Self::ForeignKey => "a foreign key of `",
            Self::Check => "a check of `",
        }
    }
}

/// The bytes of a name that PostgreSQL keeps, cut at a character boundary as it does.
pub(crate) const fn kept(name: &str) -> &[u8] {
    let bytes = name.as_bytes();
    if bytes.len() <= MAX_IDENTIFIER_BYTES {
        return bytes;
    }
    let mut end = MAX_IDENTIFIER_BYTES;
    // A byte of the form 10xxxxxx continues a character.
    while end > 0 && bytes[end] & 0xc0 == 0x80 {
        end -= 1;
    }
    bytes.split_at(end).0
}

/// Hash of MySQL's only name for a primary key, which is no name at all.
pub(crate) const NAMELESS: u64 = erd_core::fnv("PRIMARY");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_cut_between_characters() {
        assert_eq!(kept("short"), b"short");
        assert_eq!(kept(&"x".repeat(70)).len(), MAX_IDENTIFIER_BYTES);
        assert_eq!(kept(&"é".repeat(40)).len(), 62);
    }
}
