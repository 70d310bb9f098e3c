//! Declared indexes.

use super::{Name, SqlDef};
use crate::schema::{IndexKind, NullsOrder, Order, UniqueScope};

/// What a declared index key sorts by.
#[derive(Clone, Copy, Debug)]
pub enum KeyPartDef {
    /// A column, by position.
    Column(usize),
    /// An expression.
    Expression(SqlDef),
}

/// A declared index key; the fields are those of [`schema::IndexKey`](crate::schema::IndexKey).
#[derive(Clone, Copy, Debug)]
#[allow(
    missing_docs,
    reason = "each field is documented on `schema::IndexKey`, which it becomes"
)]
pub struct KeyDef {
    pub part: KeyPartDef,
    pub order: Order,
    pub nulls: Option<NullsOrder>,
    pub opclass: Option<&'static str>,
    pub collation: Option<&'static str>,
    pub prefix_len: Option<u32>,
}

impl KeyDef {
    /// An ascending key on a column.
    pub const fn column(column: usize) -> Self {
        Self {
            part: KeyPartDef::Column(column),
            order: Order::Asc,
            nulls: None,
            opclass: None,
            collation: None,
            prefix_len: None,
        }
    }
}

/// What few indexes say; the fields are those of [`schema::Index`](crate::schema::Index).
#[derive(Clone, Copy, Debug)]
#[allow(
    missing_docs,
    reason = "each field is documented on `schema::Index`, which it becomes"
)]
pub struct IndexExtraDef {
    pub invisible: bool,
    pub comment: Option<&'static str>,
}

/// A declared index; the fields are those of [`schema::Index`](crate::schema::Index).
#[derive(Clone, Copy, Debug)]
#[allow(
    missing_docs,
    reason = "each field is documented on `schema::Index`, which it becomes"
)]
pub struct IndexDef {
    pub name: Name,
    pub kind: IndexKind,
    pub keys: &'static [KeyDef],
    pub include: &'static [usize],
    pub predicate: SqlDef,
    pub scope: UniqueScope,
    pub method: Option<&'static str>,
    pub nulls_not_distinct: bool,
    pub with: Option<&'static str>,
    pub extra: Option<&'static IndexExtraDef>,
}

impl IndexDef {
    /// What an index is where its declaration says nothing.
    pub const BLANK: Self = Self {
        name: Name::EMPTY,
        kind: IndexKind::Plain,
        keys: &[],
        include: &[],
        predicate: SqlDef::NONE,
        scope: UniqueScope::Unstated,
        method: None,
        nulls_not_distinct: false,
        with: None,
        extra: None,
    };
}
