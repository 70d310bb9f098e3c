//! What few declared entities say: exclusion constraints, storage, who manages the table.

use super::Name;
use crate::schema::{Deferrable, Managed, RowSecurity};

/// A declared name with its namespace; the fields are those of [`schema::ObjectName`](crate::schema::ObjectName).
#[derive(Clone, Copy, Debug)]
#[allow(
    missing_docs,
    reason = "each field is documented on `schema::ObjectName`, which it becomes"
)]
pub struct ObjectNameDef {
    pub schema: Option<&'static str>,
    pub name: &'static str,
}

/// A declared exclusion constraint; the fields are those of [`schema::Exclusion`](crate::schema::Exclusion).
#[derive(Clone, Copy, Debug)]
#[allow(
    missing_docs,
    reason = "each field is documented on `schema::Exclusion`, which it becomes"
)]
pub struct ExclusionDef {
    pub name: Name,
    pub definition: &'static str,
    pub deferrable: Deferrable,
}

/// Declared storage; the fields are those of [`schema::TableOptions`](crate::schema::TableOptions).
#[derive(Clone, Copy, Debug)]
#[allow(
    missing_docs,
    reason = "each field is documented on `schema::TableOptions`, which it becomes"
)]
pub struct TableOptionsDef {
    pub unlogged: bool,
    pub with: Option<&'static str>,
    pub inherits: &'static [ObjectNameDef],
    pub row_security: Option<RowSecurity>,
    pub engine: Option<&'static str>,
    pub charset: Option<&'static str>,
    pub collation: Option<&'static str>,
    pub row_format: Option<&'static str>,
    pub without_rowid: bool,
    pub autoincrement: bool,
}

impl TableOptionsDef {
    /// What every engine does by itself.
    pub const BLANK: Self = Self {
        unlogged: false,
        with: None,
        inherits: &[],
        row_security: None,
        engine: None,
        charset: None,
        collation: None,
        row_format: None,
        without_rowid: false,
        autoincrement: false,
    };
}

/// What few entities say; the fields are those of [`schema::Table`](crate::schema::Table). It is apart because const
/// evaluation copies an entity field by field.
#[derive(Clone, Copy, Debug)]
#[allow(
    missing_docs,
    reason = "each field is documented on `schema::Table`, which it becomes"
)]
pub struct EntityExtraDef {
    pub exclusions: &'static [ExclusionDef],
    pub options: TableOptionsDef,
    pub managed: Managed,
    pub depends_on: &'static [&'static str],
}

impl EntityExtraDef {
    /// What an entity is where its declaration says nothing.
    pub const BLANK: Self = Self {
        exclusions: &[],
        options: TableOptionsDef::BLANK,
        managed: Managed::Erd,
        depends_on: &[],
    };
}
