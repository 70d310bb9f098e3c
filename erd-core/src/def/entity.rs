//! Declared entities.

use super::{ColumnDef, EntityExtraDef, ForeignKeyDef, IndexDef, IntentDef, Name, SqlDef};
use crate::Site;
use crate::schema::Deferrable;

/// A declared primary key.
#[derive(Clone, Copy, Debug)]
pub struct PrimaryKeyDef {
    /// Constraint name.
    pub name: Name,
    /// Positions of its columns, in key order.
    pub columns: &'static [usize],
    /// Positions of payload columns.
    pub include: &'static [usize],
    /// When it is checked.
    pub deferrable: Deferrable,
}

impl PrimaryKeyDef {
    /// What a primary key is where its declaration says nothing.
    pub const BLANK: Self = Self {
        name: Name::EMPTY,
        columns: &[],
        include: &[],
        deferrable: Deferrable::No,
    };
}

/// A declared check constraint.
#[derive(Clone, Copy, Debug)]
pub struct CheckDef {
    /// Constraint name.
    pub name: Name,
    /// The condition.
    pub sql: SqlDef,
    /// The column whose attribute declared it.
    pub column: Option<usize>,
    /// False for NOT VALID.
    pub validated: bool,
    /// NO INHERIT.
    pub no_inherit: bool,
    /// False for NOT ENFORCED.
    pub enforced: bool,
}

impl CheckDef {
    /// What a check is where its declaration says nothing.
    pub const BLANK: Self = Self {
        name: Name::EMPTY,
        sql: SqlDef::NONE,
        column: None,
        validated: true,
        no_inherit: false,
        enforced: true,
    };
}

/// A declared allow.
#[derive(Clone, Copy, Debug)]
pub struct AllowDef {
    /// Slug of the rule.
    pub rule: &'static str,
    /// The reason given.
    pub reason: &'static str,
    /// Where it was written.
    pub site: Site,
}

/// A declared entity; the fields are those of [`schema::Table`](crate::schema::Table).
#[derive(Clone, Copy, Debug)]
#[allow(
    missing_docs,
    reason = "each field is documented on `schema::Table`, which it becomes"
)]
pub struct EntityDef {
    /// Made of the struct's name and the place of its declaration: one per entity in a program.
    pub id: u64,
    /// What the derive knew of all that DDL is made of; see [`fingerprint`](super::fingerprint).
    pub fingerprint: u64,
    pub entity: &'static str,
    pub schema: Option<Name>,
    pub table: Name,
    pub renamed_from: Option<&'static str>,
    pub comment: Option<&'static str>,
    pub columns: &'static [ColumnDef],
    pub primary_key: Option<PrimaryKeyDef>,
    pub foreign_keys: &'static [ForeignKeyDef],
    pub indexes: &'static [IndexDef],
    pub checks: &'static [CheckDef],
    pub junction: bool,
    pub strict: bool,
    pub intent: IntentDef,
    pub allows: &'static [AllowDef],
    pub extra: Option<&'static EntityExtraDef>,
    pub file: &'static str,
    pub line: u32,
}

impl EntityDef {
    /// What an entity is where its declaration says nothing.
    pub const BLANK: Self = Self {
        id: 0,
        fingerprint: 0,
        entity: "",
        schema: None,
        table: Name::EMPTY,
        renamed_from: None,
        comment: None,
        columns: &[],
        primary_key: None,
        foreign_keys: &[],
        indexes: &[],
        checks: &[],
        junction: false,
        strict: true,
        intent: IntentDef::BLANK,
        allows: &[],
        extra: None,
        file: "",
        line: 0,
    };

    /// Position of the column that the struct's field `field` became.
    pub const fn find_field(&self, field: Name) -> Option<usize> {
        let mut i = 0;
        while i < self.columns.len() {
            if self.columns[i].field.same(field) {
                return Some(i);
            }
            i += 1;
        }
        None
    }
}
