//! How a table is stored.

use super::ObjectName;
use crate::codec::{record, variants};

/// Row security of a table (PostgreSQL); its policies are [objects](super::SqlObject).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum RowSecurity {
    /// ENABLE ROW LEVEL SECURITY: the owner is exempt.
    Enabled,
    /// FORCE ROW LEVEL SECURITY as well: the owner is not.
    Forced,
}

variants! { RowSecurity { Enabled, Forced } }

/// How a table is stored; each engine heeds its own part.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(default))]
pub struct TableOptions {
    /// UNLOGGED: fast, and empty after a crash (PostgreSQL).
    pub unlogged: bool,
    /// Storage parameters as written (`fillfactor = 70`; PostgreSQL).
    pub with: Option<String>,
    /// Tables it inherits from (PostgreSQL). Their columns are its own columns too.
    pub inherits: Vec<ObjectName>,
    /// Row security (PostgreSQL).
    pub row_security: Option<RowSecurity>,
    /// Storage engine where it is not InnoDB (MySQL, MariaDB).
    pub engine: Option<String>,
    /// Character set where it is not utf8mb4 (MySQL, MariaDB).
    pub charset: Option<String>,
    /// Collation where it is not the one that erd writes (MySQL, MariaDB).
    pub collation: Option<String>,
    /// `ROW_FORMAT` where it is not the engine's default (MySQL, MariaDB).
    pub row_format: Option<String>,
    /// WITHOUT ROWID (SQLite).
    pub without_rowid: bool,
    /// AUTOINCREMENT, which never uses a number twice (SQLite).
    pub autoincrement: bool,
}

record! { TableOptions { unlogged, with, inherits, row_security, engine, charset, collation, row_format, without_rowid, autoincrement } }

/// Who changes a table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum Managed {
    /// erd: it is created, compared and migrated.
    #[default]
    Erd,
    /// Somebody else: it can be referenced, and no statement touches it.
    External,
}

variants! { Managed { Erd, External } }
