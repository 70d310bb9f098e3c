//! Reads the schema of a live database into the model of `erd`.
//!
//! [`describe`] asks the catalog of PostgreSQL 14 to 18, MariaDB 10.6 and later, MySQL 8 or SQLite 3.37 and later, in one
//! read-only transaction, with a fixed number of queries however many tables there are; MySQL and MariaDB take one SHOW
//! CREATE for each table and object, because their catalog does not have the texts as they are. What the model cannot hold is not dropped, and neither is what the account may
//! not see: it is named in [`Described::unsupported`].
//!
//! ```
//! # #[cfg(feature = "sqlite")]
//! # fn main() -> Result<(), erd_live::Error> {
//! let described = erd_live::describe_url("sqlite::memory:")?;
//! assert!(described.schema.tables.is_empty());
//! # Ok(())
//! # }
//! # #[cfg(not(feature = "sqlite"))]
//! # fn main() {}
//! ```

mod bookkeeping;
mod connect;
mod error;
mod mysql;
pub mod oracle;
mod postgres;
mod printed;
mod query;
mod row;
mod runner;
mod sqlite;
mod token;
mod types;
mod unsupported;
mod version;

pub use bookkeeping::LeftOut;
#[cfg(feature = "sqlite")]
pub use connect::sqlite_file;
pub use connect::{connect, connect_existing, describe_url, dialect_of};
pub use error::Error;
pub use printed::printed;
pub use query::{Connection, Query, Rows};
pub use runner::{LockError, RunnerLock, Work};
pub use sqlite::show_nullable_rowids;
pub use unsupported::{Kind, Unsupported};

use erd_core::{Dialect, Family, Schema};

/// What a database holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Described {
    /// The tables and what belongs to them, sorted by namespace and name.
    pub schema: Schema,
    /// What the model has no place for, sorted; empty when the schema is the whole truth.
    pub unsupported: Vec<Unsupported>,
    /// Tables of migration tools that nothing else needs: they are no part of the schema.
    pub left_out: Vec<LeftOut>,
    /// The engine: a server that speaks MySQL's protocol may turn out to be MariaDB.
    pub dialect: Dialect,
    /// The engine's version, as its numbers: `[15, 14]`, `[10, 11, 19]`.
    pub version: Vec<u32>,
}

/// Describes the database behind `connection`, which speaks `dialect`.
///
/// PostgreSQL: all namespaces but the system's, with `public` as the default one. MySQL and MariaDB: the connection's
/// current database. SQLite: the main database of the file.
///
/// Fails when a catalog query fails (missing privilege, timeout, lost connection) or answers what no catalog of a
/// supported version does.
pub fn describe(connection: &mut dyn Query, dialect: Dialect) -> Result<Described, Error> {
    let mut described = match dialect.family() {
        Family::Postgres => postgres::describe(connection)?,
        Family::MySql => mysql::describe(connection)?,
        Family::Sqlite => sqlite::describe(connection)?,
    };
    bookkeeping::leave_out(&mut described);
    described.version = version::version(connection, dialect)?;
    Ok(described)
}
