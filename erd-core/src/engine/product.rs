//! What is installed: the products that a target may be, each with the language it speaks and how far erd serves it.

use super::{Capability, Dialect, Since, Version, cockroachdb};
use crate::schema::ObjectKind;
use std::fmt;
use std::str::FromStr;

/// A database product. Those with a [`Dialect`] of their own are served in full; others speak the language of one of
/// these, take its texts (`postgres = ".."`), and differ in what they can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Product {
    /// PostgreSQL.
    Postgres,
    /// MySQL.
    MySql,
    /// MariaDB.
    MariaDb,
    /// SQLite.
    Sqlite,
    /// CockroachDB, which speaks PostgreSQL's language.
    CockroachDb,
}

/// A line of the table: all that is known of a product but what it can do.
pub(super) struct Row {
    pub(super) name: &'static str,
    pub(super) title: &'static str,
    pub(super) dialect: Dialect,
    pub(super) first: First,
    pub(super) oldest: &'static [u32],
    pub(super) releases: &'static [(u32, u32)],
    pub(super) differs: &'static [Difference],
    pub(super) objects: &'static [Objects],
}

/// The first release that erd writes SQL for. What is stated from there up to the [oldest that is
/// assumed](Product::oldest) is taken at its word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct First {
    /// Its first two numbers.
    pub release: (u32, u32),
    /// What stands against those before it.
    pub reason: &'static str,
}

/// Where a product can do something else than the one whose language it speaks: what, since when, and who says so.
pub(super) type Difference = (Capability, Since, &'static str);

/// A kind of object that a product has not, or from a version on, and who says so.
pub(super) type Objects = (ObjectKind, Since, &'static str);

/// A product that is served in full. Releases are from postgresql.org/support/versioning, the release notes of MySQL 8.0 to
/// 9.7 and of MariaDB up to 12.3, and sqlite.org/changes.html; read in November 2026.
const fn full(
    dialect: Dialect,
    releases: &'static [(u32, u32)],
    first: First,
    oldest: &'static [u32],
) -> Row {
    Row {
        name: dialect.name(),
        title: dialect.title(),
        dialect,
        first,
        oldest,
        releases,
        differs: &[],
        objects: &[],
    }
}

/// Any second number.
const ANY: u32 = u32::MAX;

const POSTGRES: Row = full(
    Dialect::Postgres,
    &[
        (9, 6),
        (10, 23),
        (11, 22),
        (12, 22),
        (13, 23),
        (14, ANY),
        (15, ANY),
        (16, ANY),
        (17, ANY),
        (18, ANY),
    ],
    // PostgreSQL 14 release notes, E.23.3.1.3; 13 has had no updates since November 2025.
    First {
        release: (14, 0),
        reason: "what erd reads of a database is there from 14 on, such as the compression of columns",
    },
    &[14],
);
/// The first with `utf8mb4_0900_bin`; 8.0.16 is the first that enforces CHECK.
const MYSQL: Row = full(
    Dialect::MySql,
    &[(5, 7), (8, 4), (9, 7)],
    // MySQL 8.0 manual 15.1.20.6 (8.0.16) and 15.1.9; 5.7 has had no updates since October 2023.
    First {
        release: (8, 0),
        reason: "earlier versions take CHECK and never check it, and have no RENAME COLUMN",
    },
    &[8, 0, 17],
);
/// The first with the type `uuid`.
const MARIADB: Row = full(
    Dialect::MariaDb,
    &[(5, 5), (10, 11), (11, 8), (12, 3)],
    // MariaDB manual, ALTER TABLE (10.5.2); 10.4 has had no updates since June 2024.
    First {
        release: (10, 5),
        reason: "earlier versions have no RENAME COLUMN and no RENAME INDEX",
    },
    &[10, 7],
);
/// The first with STRICT tables.
const SQLITE: Row = full(
    Dialect::Sqlite,
    &[(3, 54)],
    // sqlite.org/changes.html, 3.35.0 of March 2021.
    First {
        release: (3, 35),
        reason: "earlier versions have no DROP COLUMN",
    },
    &[3, 37],
);

impl Product {
    /// Every product, in the order in which documents list them.
    pub const ALL: [Self; 5] = [
        Self::Postgres,
        Self::MySql,
        Self::MariaDb,
        Self::Sqlite,
        Self::CockroachDb,
    ];

    /// The names of all, as a sentence lists them.
    pub fn list() -> String {
        let all = Self::ALL.map(Self::name);
        match all.split_last() {
            Some((last, others)) => format!("{} and {last}", others.join(", ")),
            None => String::new(),
        }
    }

    const fn row(self) -> &'static Row {
        match self {
            Self::Postgres => &POSTGRES,
            Self::MySql => &MYSQL,
            Self::MariaDb => &MARIADB,
            Self::Sqlite => &SQLITE,
            Self::CockroachDb => &cockroachdb::ROW,
        }
    }

    /// The name used on the command line and in `erd.toml`.
    pub const fn name(self) -> &'static str {
        self.row().name
    }

    /// The name its makers use.
    pub const fn title(self) -> &'static str {
        self.row().title
    }

    /// The language that it speaks.
    pub const fn dialect(self) -> Dialect {
        self.row().dialect
    }

    /// The first release that a project may state.
    pub const fn first(self) -> First {
        self.row().first
    }

    /// The oldest version that is assumed where nobody states one.
    pub const fn oldest(self) -> Version {
        Version::new(self.row().oldest)
    }

    /// Each first number of its versions, with the highest second number that erd knows.
    pub const fn releases(self) -> &'static [(u32, u32)] {
        self.row().releases
    }

    /// Its language, where erd describes, compares and migrates its databases; of others it writes the DDL, and no more.
    pub fn served(self) -> Result<Dialect, DdlOnly> {
        let dialect = self.dialect();
        if self == Self::from(dialect) {
            Ok(dialect)
        } else {
            Err(DdlOnly(self))
        }
    }

    /// The product that speaks a language and begins what `version()` prints with its name; the one that the language is
    /// named after where there is no other.
    pub fn that_says(dialect: Dialect, version: &str) -> Self {
        let mut others = Self::ALL.into_iter().filter(|p| p.dialect() == dialect);
        let named = others.find(|p| version.starts_with(p.title()));
        named.unwrap_or_else(|| dialect.into())
    }

    /// Since when it has objects of a kind; its language has all kinds.
    pub fn objects(self, kind: ObjectKind) -> Since {
        let mut all = self.row().objects.iter();
        let found = all.find(|(of, ..)| *of == kind);
        found.map_or(Since::Always, |(_, since, _)| *since)
    }

    /// Where it can do something else than the product whose language it speaks.
    pub(super) const fn differs(self) -> &'static [Difference] {
        self.row().differs
    }
}

impl From<Dialect> for Product {
    fn from(dialect: Dialect) -> Self {
        match dialect {
            Dialect::Postgres => Self::Postgres,
            Dialect::MySql => Self::MySql,
            Dialect::MariaDb => Self::MariaDb,
            Dialect::Sqlite => Self::Sqlite,
        }
    }
}

impl fmt::Display for Product {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A product of which erd writes the DDL, and no more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DdlOnly(Product);

impl fmt::Display for DdlOnly {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let title = self.0.title();
        write!(
            f,
            "ddl_only: erd writes the DDL of {title}, and does not describe, compare or migrate its databases"
        )
    }
}

impl std::error::Error for DdlOnly {}

/// A name that no product has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseProductError(String);

impl fmt::Display for ParseProductError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let all = Product::list();
        write!(f, "unknown dialect `{}`; the dialects are {all}", self.0)
    }
}

impl std::error::Error for ParseProductError {}

impl FromStr for Product {
    type Err = ParseProductError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if let Ok(dialect) = text.parse::<Dialect>() {
            return Ok(dialect.into());
        }
        let mut all = Self::ALL.into_iter();
        let named = all.find(|product| product.name().eq_ignore_ascii_case(text));
        named.ok_or_else(|| ParseProductError(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Engine, Fact};
    use super::*;

    #[test]
    fn every_product_has_a_name_that_is_read_back() {
        for product in Product::ALL {
            assert_eq!(product.name().parse(), Ok(product));
            let (oldest, _) = product.oldest().pair();
            let releases = product.releases();
            assert!(
                releases.iter().any(|(first, _)| *first == oldest),
                "{product}"
            );
        }
        let unknown = "db2".parse::<Product>();
        assert!(unknown.is_err_and(|error| error.to_string().contains("are postgres, mysql")));
    }

    #[test]
    fn who_speaks_the_language_of_another_is_served_with_ddl_alone() {
        for dialect in Dialect::ALL {
            assert_eq!(Product::from(dialect).served(), Ok(dialect));
            assert_eq!(Product::that_says(dialect, "15.14"), dialect.into());
        }
        for product in Product::ALL {
            let version = format!("{} 1.0 on x86_64", product.title());
            assert_eq!(Product::that_says(product.dialect(), &version), product);
            if let Err(error) = product.served() {
                assert!(error.to_string().starts_with("ddl_only: "));
            }
        }
    }

    #[test]
    fn what_differs_is_stated_once_and_differs() {
        for product in Product::ALL {
            for (i, (capability, since, source)) in product.differs().iter().enumerate() {
                let again = product.differs()[i + 1..].iter();
                assert!(again.clone().all(|(other, ..)| other != capability));
                let spoken = Engine::from(product.dialect());
                assert_ne!(Fact::of(*capability).since(spoken.product), *since);
                assert!(!source.is_empty());
            }
        }
    }
}
