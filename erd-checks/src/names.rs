//! The names that must differ, and where.
//!
//! PostgreSQL and SQLite keep tables and indexes of a namespace together; in PostgreSQL the index of a primary key is one
//! of them. MySQL and MariaDB keep indexes per table, but the foreign keys of a database together.

use crate::graph::project::{is_among, names};
use erd_core::naming::MAX_IDENTIFIER_BYTES;
use erd_core::{Dialect, Level};

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

/// Which names share a place on the databases of a project. Tables do everywhere.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Spaces {
    /// Indexes are among the tables (PostgreSQL, SQLite).
    indexes: bool,
    /// So are the indexes of primary keys and of unique constraints (SQLite names these itself), and names are cut.
    postgres: bool,
    /// Foreign keys are in one place (MySQL, MariaDB).
    foreign_keys: bool,
    /// Checks are in one place (MySQL), and how bad it is when two have one name there.
    pub(crate) checks: Option<Level>,
}

impl Spaces {
    /// Of the databases that a project names; without any, of all.
    pub(crate) const fn of(targets: &[Dialect]) -> Self {
        let postgres = is_among(targets, Dialect::Postgres);
        Self {
            indexes: postgres || is_among(targets, Dialect::Sqlite),
            postgres,
            foreign_keys: is_among(targets, Dialect::MySql) || is_among(targets, Dialect::MariaDb),
            checks: if names(targets, Dialect::MySql) {
                Some(Level::Deny)
            } else if targets.is_empty() {
                Some(Level::Warn)
            } else {
                None
            },
        }
    }

    /// Where names share a place in whatever case they are written: foreign keys on MySQL and MariaDB, checks on MySQL,
    /// indexes and tables on SQLite.
    pub(crate) const fn folded(targets: &[Dialect]) -> Self {
        Self {
            indexes: is_among(targets, Dialect::Sqlite),
            postgres: false,
            ..Self::of(targets)
        }
    }

    /// Whether an object shares a place with those of other tables.
    pub(crate) const fn shares(self, kind: Kind, is_constraint: bool) -> bool {
        match kind {
            Kind::Table => true,
            Kind::PrimaryKey => self.postgres,
            Kind::Index if is_constraint => self.postgres,
            Kind::Index => self.indexes,
            Kind::ForeignKey => self.foreign_keys,
            Kind::Check => self.checks.is_some(),
        }
    }

    /// The bytes of a name that decide. Constraints of different tables have nothing in common on PostgreSQL, and MySQL
    /// and MariaDB cut nothing.
    pub(crate) const fn kept(self, kind: Kind, name: &str) -> &[u8] {
        if self.cuts(kind) {
            kept(name)
        } else {
            name.as_bytes()
        }
    }

    /// Whether a name of that kind is cut.
    pub(crate) const fn cuts(self, kind: Kind) -> bool {
        self.postgres && matches!(kind.space(), Space::Relation)
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
    fn each_engine_has_its_places() {
        let shared = |targets: &[Dialect]| {
            let spaces = Spaces::of(targets);
            [
                (Kind::Table, false),
                (Kind::PrimaryKey, false),
                (Kind::Index, true),
                (Kind::Index, false),
                (Kind::ForeignKey, false),
                (Kind::Check, false),
            ]
            .map(|(kind, constraint)| spaces.shares(kind, constraint))
        };
        assert_eq!(shared(&[]), [true; 6]);
        let postgres = [true, true, true, true, false, false];
        assert_eq!(shared(&[Dialect::Postgres]), postgres);
        let sqlite = [true, false, false, true, false, false];
        assert_eq!(shared(&[Dialect::Sqlite]), sqlite);
        let mysql = [true, false, false, false, true, true];
        assert_eq!(shared(&[Dialect::MySql]), mysql);
        let mariadb = [true, false, false, false, true, false];
        assert_eq!(shared(&[Dialect::MariaDb]), mariadb);
        assert_eq!(Spaces::of(&[]).checks, Some(Level::Warn));
        assert_eq!(Spaces::of(&[Dialect::MySql]).checks, Some(Level::Deny));
        let long = "x".repeat(70);
        let bytes = |targets: &[Dialect], kind| Spaces::of(targets).kept(kind, &long).len();
        assert_eq!(bytes(&[Dialect::Postgres], Kind::Index), 63);
        assert_eq!(bytes(&[Dialect::Sqlite], Kind::Index), 70);
        assert_eq!(bytes(&[], Kind::ForeignKey), 70);
    }

    #[test]
    fn a_name_is_cut_between_characters() {
        assert_eq!(kept("short"), b"short");
        assert_eq!(kept(&"x".repeat(70)).len(), MAX_IDENTIFIER_BYTES);
        assert_eq!(kept(&"é".repeat(40)).len(), 62);
    }
}
