//! The products, and the families that they form.

use crate::codec::variants;
use std::fmt;
use std::str::FromStr;

/// A database engine as a target of DDL. MySQL and MariaDB are two dialects: they differ in functional key parts,
/// partial workarounds, JSON, UUID and CHECK syntax.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "lowercase"))]
pub enum Dialect {
    /// PostgreSQL 14 and later.
    Postgres,
    /// MySQL 8.0.17 and later (the first with `utf8mb4_0900_bin`; 8.0.16 is the first that enforces CHECK).
    MySql,
    /// MariaDB 10.7 and later (the first with the type `uuid`).
    MariaDb,
    /// SQLite 3.37 and later (the first with STRICT tables).
    Sqlite,
}

variants! { Dialect { Postgres, MySql, MariaDb, Sqlite } }

impl Dialect {
    /// Every dialect, in the order in which documents list them.
    pub const ALL: [Self; 4] = [Self::Postgres, Self::MySql, Self::MariaDb, Self::Sqlite];

    /// The name used on the command line and in `erd.toml`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Postgres => "postgres",
            Self::MySql => "mysql",
            Self::MariaDb => "mariadb",
            Self::Sqlite => "sqlite",
        }
    }

    /// The name its makers use.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Postgres => "PostgreSQL",
            Self::MySql => "MySQL",
            Self::MariaDb => "MariaDB",
            Self::Sqlite => "SQLite",
        }
    }

    /// The family whose grammar and catalog it has.
    pub const fn family(self) -> Family {
        match self {
            Self::Postgres => Family::Postgres,
            Self::MySql | Self::MariaDb => Family::MySql,
            Self::Sqlite => Family::Sqlite,
        }
    }

    /// Whether it is of a family.
    pub const fn is(self, family: Family) -> bool {
        self.family() as u8 == family as u8
    }
}

/// Products that share a grammar, a catalog and a way of planning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Family {
    /// PostgreSQL, and what speaks its language.
    Postgres,
    /// MySQL and MariaDB: InnoDB, backquotes, ALTER TABLE with ALGORITHM and LOCK.
    MySql,
    /// SQLite.
    Sqlite,
}

impl fmt::Display for Dialect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A dialect name that is not one of [`Dialect::ALL`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseDialectError(String);

impl fmt::Display for ParseDialectError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "unknown dialect `{}`; the dialects are postgres, mysql, mariadb and sqlite",
            self.0
        )
    }
}

impl std::error::Error for ParseDialectError {}

impl FromStr for Dialect {
    type Err = ParseDialectError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.to_ascii_lowercase().as_str() {
            "postgres" | "postgresql" | "pg" => Ok(Self::Postgres),
            "mysql" => Ok(Self::MySql),
            "mariadb" => Ok(Self::MariaDb),
            "sqlite" | "sqlite3" => Ok(Self::Sqlite),
            _ => Err(ParseDialectError(text.to_owned())),
        }
    }
}
