//! What a catalog holds, as comparable rows.

use std::collections::BTreeMap;

/// A kind of schema object.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    Table,
    Column,
    PrimaryKey,
    Unique,
    ForeignKey,
    Check,
    Index,
    EnumType,
    Comment,
}

impl Kind {
    /// Every kind, in the order of the report.
    pub(crate) const ALL: [Self; 9] = [
        Self::Table,
        Self::Column,
        Self::PrimaryKey,
        Self::Unique,
        Self::ForeignKey,
        Self::Check,
        Self::Index,
        Self::EnumType,
        Self::Comment,
    ];

    /// The name in headings and in explanation files.
    pub(crate) const fn plural(self) -> &'static str {
        match self {
            Self::Table => "tables",
            Self::Column => "columns",
            Self::PrimaryKey => "primary keys",
            Self::Unique => "unique constraints",
            Self::ForeignKey => "foreign keys",
            Self::Check => "checks",
            Self::Index => "indexes",
            Self::EnumType => "enum types",
            Self::Comment => "comments",
        }
    }

    /// The name of one.
    pub(crate) const fn singular(self) -> &'static str {
        match self {
            Self::Table => "table",
            Self::Column => "column",
            Self::PrimaryKey => "primary key",
            Self::Unique => "unique constraint",
            Self::ForeignKey => "foreign key",
            Self::Check => "check",
            Self::Index => "index",
            Self::EnumType => "enum type",
            Self::Comment => "comment",
        }
    }
}

/// One object of a catalog. Two objects are the same when all facts and the name are.
#[derive(Clone, Debug)]
pub(crate) struct Item {
    pub(crate) kind: Kind,
    /// The table it belongs to; empty for an enum type.
    pub(crate) table: String,
    /// The name of the object; empty for a table itself, and where the engine gives none or a fixed one.
    pub(crate) name: String,
    /// What finds the counterpart of an object that has another name there: the columns of a key, the text of a check.
    pub(crate) shape: String,
    /// Everything else, as (what, value).
    pub(crate) facts: Vec<(&'static str, String)>,
}

/// What one database holds.
#[derive(Debug, Default)]
pub(crate) struct Catalog {
    /// Engine and version.
    pub(crate) server: String,
    /// Every object that the table model covers, in the engine's order.
    pub(crate) items: Vec<Item>,
    /// How many objects of other kinds there are.
    pub(crate) outside: BTreeMap<&'static str, usize>,
}

impl Catalog {
    pub(crate) fn push(
        &mut self,
        kind: Kind,
        table: &str,
        name: &str,
        shape: &str,
        facts: Vec<(&'static str, String)>,
    ) {
        self.items.push(Item {
            kind,
            table: table.to_owned(),
            name: name.to_owned(),
            shape: shape.to_owned(),
            facts,
        });
    }
}
