//! Indexes and unique constraints.

use super::{ColumnId, Deferrable, Sql};
use crate::codec::{record, variants};

/// Sort direction of an index key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum Order {
    /// Ascending.
    Asc,
    /// Descending.
    Desc,
}

variants! { Order { Asc, Desc } }

/// Where NULLs sort; `None` in [`IndexKey::nulls`] is the engine's default.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum NullsOrder {
    /// Before all values.
    First,
    /// After all values.
    Last,
}

variants! { NullsOrder { First, Last } }

/// What an index key sorts by.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum KeyPart {
    /// A column.
    Column(ColumnId),
    /// An expression over columns of the table.
    Expression(Sql),
}

variants! { KeyPart { Column(value), Expression(value) } }

/// One key of an index.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct IndexKey {
    /// Column or expression.
    pub part: KeyPart,
    /// Direction.
    pub order: Order,
    /// Where NULLs go.
    pub nulls: Option<NullsOrder>,
    /// Operator class, with its parameters (PostgreSQL).
    pub opclass: Option<String>,
    /// Collation where it is not the column's.
    pub collation: Option<String>,
    /// Length of the indexed prefix, in characters (MySQL, MariaDB).
    pub prefix_len: Option<u32>,
}

record! { IndexKey { part, order, nulls, opclass, collation, prefix_len } }

impl IndexKey {
    /// An ascending key on a column.
    pub const fn column(column: ColumnId) -> Self {
        Self {
            part: KeyPart::Column(column),
            order: Order::Asc,
            nulls: None,
            opclass: None,
            collation: None,
            prefix_len: None,
        }
    }

    /// The column, where the key is all of one.
    pub const fn whole_column(&self) -> Option<ColumnId> {
        match self.part {
            KeyPart::Column(column) if self.prefix_len.is_none() => Some(column),
            _ => None,
        }
    }
}

/// Which rows of a soft-deletable table a unique key speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum UniqueScope {
    /// Nobody said; right only where rows are not soft-deleted.
    Unstated,
    /// Live rows only: a deleted value may be used again.
    Live,
    /// All rows that ever were: a value is never used twice.
    Ever,
}

variants! { UniqueScope { Unstated, Live, Ever } }

/// What an index is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum IndexKind {
    /// Speed only.
    Plain,
    /// CREATE UNIQUE INDEX.
    Unique,
    /// A UNIQUE constraint, with the index that backs it.
    UniqueConstraint(Deferrable),
}

variants! { IndexKind { Plain, Unique, UniqueConstraint(value) } }

/// An index, or a unique constraint with the index behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Index {
    /// Name.
    pub name: String,
    /// Plain, unique, or backing a constraint.
    pub kind: IndexKind,
    /// Keys, in order.
    #[cfg_attr(feature = "serde", serde(deserialize_with = "super::exact"))]
    pub keys: Vec<IndexKey>,
    /// Payload columns that are not part of the key (INCLUDE).
    pub include: Vec<ColumnId>,
    /// Predicate of a partial index, as written. The live scope is not written here.
    pub predicate: Sql,
    /// Which rows a unique key speaks of.
    pub scope: UniqueScope,
    /// Access method where it is not btree, in lower case: `hash`, `gin`, `gist`, `brin`, `fulltext`, `spatial` ...
    pub method: Option<String>,
    /// NULLs count as equal (SQL:2023 F292; PostgreSQL 15).
    pub nulls_not_distinct: bool,
    /// Storage parameters as written (`fillfactor = 70`; PostgreSQL).
    pub with: Option<String>,
    /// The plugin that cuts the text of a FULLTEXT index into words, such as `ngram`; the server's own where nothing is stated
    /// (MySQL 9.7 manual 14.9.8).
    #[cfg_attr(
        feature = "serde",
        serde(default, skip_serializing_if = "Option::is_none")
    )]
    pub parser: Option<String>,
    /// The optimiser does not use it (INVISIBLE on MySQL, IGNORED on MariaDB).
    pub invisible: bool,
    /// Its build failed or goes on, so that it serves no query and keeps no key unique (PostgreSQL).
    #[cfg_attr(
        feature = "serde",
        serde(default, skip_serializing_if = "std::ops::Not::not")
    )]
    pub invalid: bool,
    /// Comment.
    pub comment: Option<String>,
}

record! { Index { name, kind, keys, include, predicate, scope, method, nulls_not_distinct, with, parser, invisible, invalid, comment } }

impl Index {
    /// A btree of that kind over columns.
    pub fn new(
        name: impl Into<String>,
        kind: IndexKind,
        columns: impl IntoIterator<Item = ColumnId>,
    ) -> Self {
        Self {
            name: name.into(),
            kind,
            keys: columns.into_iter().map(IndexKey::column).collect(),
            include: Vec::new(),
            predicate: Sql::default(),
            scope: UniqueScope::Unstated,
            method: None,
            nulls_not_distinct: false,
            with: None,
            parser: None,
            invisible: false,
            invalid: false,
            comment: None,
        }
    }

    /// Whether it rejects duplicates.
    pub const fn is_unique(&self) -> bool {
        !matches!(self.kind, IndexKind::Plain)
    }

    /// Whether it holds only some of the rows.
    pub fn is_partial(&self) -> bool {
        !self.predicate.is_empty() || matches!(self.scope, UniqueScope::Live)
    }

    /// Whether it is a btree.
    pub fn is_btree(&self) -> bool {
        self.method.as_deref().is_none_or(|m| m == "btree")
    }

    /// The key columns in order, when every key is a whole column.
    pub fn key_columns(&self) -> Option<Vec<ColumnId>> {
        self.keys.iter().map(IndexKey::whole_column).collect()
    }

    /// The key columns in order, up to the first key that is an expression or the start of a column.
    pub fn leading_columns(&self) -> Vec<ColumnId> {
        self.keys.iter().map_while(IndexKey::whole_column).collect()
    }
}
