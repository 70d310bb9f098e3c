//! What the engine itself says of a database, and where two databases differ in it.
//!
//! A round trip that is judged by [`describe`](crate::describe) does not see what `describe` loses. So the oracle asks
//! the engine for its own words (`pg_dump --schema-only`, `SHOW CREATE` of every object, `sqlite_schema`) and compares
//! texts. The texts are brought into a normal form first; each step of it, with its reason, is in `docs/guide/oracle.md`.
//! What the normal form does not know stays as it is, and is compared.

mod cover;
#[cfg_attr(
    not(all(feature = "mysql", feature = "postgres", feature = "sqlite")),
    allow(dead_code, reason = "each engine uses what it needs")
)]
mod dump;
#[cfg_attr(
    not(all(feature = "mysql", feature = "postgres", feature = "sqlite")),
    allow(dead_code, reason = "each engine uses what it needs")
)]
mod items;
#[cfg(feature = "mysql")]
mod mysql;
#[cfg(feature = "postgres")]
mod postgres;
#[cfg(feature = "sqlite")]
mod sqlite;

use std::fmt;

#[allow(unused_imports, reason = "a build without engines has no use for it")]
use erd_core::Dialect;

use crate::{Described, Error, dialect_of};

pub use dump::{COLUMNS as ORDER, Dump};

/// One thing that the engine says otherwise of two databases.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The object as the engine calls it: `table orders`, `view paid`.
    pub object: String,
    /// The part of it, such as `column id`; nothing where it is the object as a whole.
    pub part: Option<String>,
    /// What the engine says of it in the first database; nothing where it is not there.
    pub left: Option<String>,
    /// What the engine says of it in the second one.
    pub right: Option<String>,
    /// The names by which an object that no model holds may speak of it.
    place: dump::Place,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = match (&self.left, &self.right) {
            (Some(_), None) => '-',
            (None, Some(_)) => '+',
            _ => '~',
        };
        write!(f, "{sign} {}", self.object)?;
        if let Some(part) = &self.part {
            write!(f, ", {part}")?;
        }
        for (side, text) in [("A", &self.left), ("B", &self.right)] {
            for line in text.iter().flat_map(|text| text.lines()) {
                write!(f, "\n    {side}: {line}")?;
            }
        }
        Ok(())
    }
}

/// Asks the engine behind an address for its own words; see [`describe_url`](crate::describe_url) for addresses.
///
/// PostgreSQL is asked through `pg_dump`, which has to be at least as new as the server: the one in `PG_DUMP`, in `PATH`
/// or where Debian puts it.
pub fn dump(url: &str) -> Result<Dump, Error> {
    match dialect_of(url)? {
        #[cfg(feature = "postgres")]
        Dialect::Postgres => postgres::dump(url),
        #[cfg(feature = "mysql")]
        Dialect::MySql | Dialect::MariaDb => mysql::dump(url),
        #[cfg(feature = "sqlite")]
        Dialect::Sqlite => sqlite::dump(url),
        #[allow(unreachable_patterns)]
        dialect => Err(crate::connect::missing(dialect)),
    }
}

/// Where two databases of one engine differ in the engine's own words, sorted by object.
///
/// The first is the original: what has no name in it may have one in the second, where the engine gives it none itself.
pub fn compare(left: &str, right: &str) -> Result<Vec<Difference>, Error> {
    let (left, right) = (dump(left)?, dump(right)?);
    if left.dialect() != right.dialect() {
        return Err(Error::Oracle(format!(
            "{} and {} say everything in other words; compare two databases of one engine",
            left.dialect().title(),
            right.dialect().title()
        )));
    }
    Ok(left.differences(&right))
}

/// As [`lost`], with all that is lost as one text; for tests.
pub fn judge(left: &str, right: &str, described: Option<&Described>) -> Result<(), String> {
    let lost = lost(left, right, described).map_err(|error| error.to_string())?;
    if lost.is_empty() {
        return Ok(());
    }
    let lost: Vec<String> = lost.iter().map(ToString::to_string).collect();
    Err(format!("lost in silence:\n{}", lost.join("\n")))
}

/// As [`compare`], without what the description of the first database names as unsupported or left out: what stays is lost
/// in silence.
pub fn lost(
    left: &str,
    right: &str,
    described: Option<&Described>,
) -> Result<Vec<Difference>, Error> {
    let mut differences = compare(left, right)?;
    if let Some(described) = described {
        differences.retain(|difference| !cover::is_named(described, difference));
    }
    Ok(differences)
}
