//! Tables.

use super::object::dotted;
use super::{
    Check, Column, ColumnId, Exclusion, ForeignKey, Index, Intent, Managed, ObjectName, PrimaryKey,
    Role, TableOptions,
};
use crate::codec::{Codec, Reader, record};
use crate::{Scalar, Site};

/// The type of a column.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum Type {
    /// A scalar.
    Scalar(Scalar),
    /// An array of one type (PostgreSQL).
    Array(Box<Type>),
    /// An enum, by its [key](super::EnumType::key) in [`Schema::enums`](super::Schema::enums).
    Enum(String),
    /// A type erd has no logical form for, as the database spells it.
    Named(String),
    /// Not known. Only while a derive expands, which sees tokens and not types.
    Unknown,
}

/// Nothing is written: the compiler knows the type, and the derive does not.
impl Codec for Type {
    fn encode(&self, _: &mut String) {}

    fn decode(_: &mut Reader<'_>) -> Option<Self> {
        Some(Self::Unknown)
    }
}

/// How rows are soft-deleted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum SoftDelete {
    /// By a nullable timestamp; NULL while the row lives.
    Timestamp(ColumnId),
    /// By a boolean; false while the row lives.
    Flag(ColumnId),
}

impl SoftDelete {
    /// The column that says whether a row lives.
    pub const fn column(self) -> ColumnId {
        match self {
            Self::Timestamp(column) | Self::Flag(column) => column,
        }
    }
}

/// A rule that a declaration allows itself to break, with the reason.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Allow {
    /// Slug of the rule.
    pub rule: String,
    /// Why breaking it is right here.
    pub reason: String,
    /// Where it was written: the whole entity or one column.
    pub site: Site,
}

record! { Allow { rule, reason, site } }

/// Where a table is declared.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Source {
    /// Path of the file as the compiler was given it.
    pub file: String,
    /// Line of the struct, from 1.
    pub line: u32,
}

record! { Source { file, line } }

/// A table.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Table {
    /// Name of the Rust struct; empty for a schema read from a database.
    pub entity: String,
    /// Namespace (PostgreSQL schema, MySQL database); `None` for the default one.
    pub schema: Option<String>,
    /// Name in the database.
    pub name: String,
    /// Name that it had in the database before it was renamed to `name`; with a namespace and a dot where it moves.
    #[cfg_attr(
        feature = "serde",
        serde(default, skip_serializing_if = "Option::is_none")
    )]
    pub renamed_from: Option<String>,
    /// Comment, from the struct's doc comment.
    pub comment: Option<String>,
    /// Columns, in order.
    #[cfg_attr(feature = "serde", serde(deserialize_with = "super::exact"))]
    pub columns: Vec<Column>,
    /// Primary key.
    pub primary_key: Option<PrimaryKey>,
    /// Foreign keys.
    #[cfg_attr(feature = "serde", serde(deserialize_with = "super::exact"))]
    pub foreign_keys: Vec<ForeignKey>,
    /// Indexes and unique constraints.
    #[cfg_attr(feature = "serde", serde(deserialize_with = "super::exact"))]
    pub indexes: Vec<Index>,
    /// Check constraints.
    #[cfg_attr(feature = "serde", serde(deserialize_with = "super::exact"))]
    pub checks: Vec<Check>,
    /// Exclusion constraints.
    pub exclusions: Vec<Exclusion>,
    /// How it is stored.
    pub options: TableOptions,
    /// Who changes it.
    pub managed: Managed,
    /// [Keys](super::SqlObject::key) of objects that must exist before it, beyond the types, sequences and functions
    /// that come before all tables anyway.
    pub depends_on: Vec<String>,
    /// Whether it only links two or more other tables (many-to-many).
    pub junction: bool,
    /// Whether SQLite creates it STRICT.
    pub strict: bool,
    /// What it is meant for.
    pub intent: Intent,
    /// Rules it may break.
    pub allows: Vec<Allow>,
    /// Where it is declared.
    pub source: Option<Source>,
}

record! { Table { entity, schema, name, renamed_from, comment, columns, primary_key, foreign_keys, indexes, checks, exclusions, options, managed, depends_on, junction, strict, intent, allows, source } }

impl Table {
    /// A table without anything.
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            entity: String::new(),
            schema: None,
            name: name.into(),
            renamed_from: None,
            comment: None,
            columns: Vec::new(),
            primary_key: None,
            foreign_keys: Vec::new(),
            indexes: Vec::new(),
            checks: Vec::new(),
            exclusions: Vec::new(),
            options: TableOptions::default(),
            managed: Managed::Erd,
            depends_on: Vec::new(),
            junction: false,
            strict: true,
            intent: Intent::default(),
            allows: Vec::new(),
            source: None,
        }
    }

    /// Its name, with its namespace.
    pub fn object_name(&self) -> ObjectName {
        ObjectName {
            schema: self.schema.clone(),
            name: self.name.clone(),
        }
    }

    /// Its name for people: `orders`, or `billing.orders` in a namespace.
    pub fn path(&self) -> String {
        dotted(self.schema.as_deref(), &self.name)
    }

    /// The column of that name in the database.
    pub fn find_column(&self, name: &str) -> Option<ColumnId> {
        self.columns
            .iter()
            .position(|c| c.name == name)
            .map(ColumnId)
    }

    /// The column of that field of the struct.
    pub fn find_field(&self, field: &str) -> Option<ColumnId> {
        self.columns
            .iter()
            .position(|c| c.field == field)
            .map(ColumnId)
    }

    /// The column with that role.
    pub fn find_role(&self, role: impl Fn(Role) -> bool) -> Option<ColumnId> {
        self.columns
            .iter()
            .position(|c| c.role.is_some_and(&role))
            .map(ColumnId)
    }

    /// How its rows are soft-deleted, if they are.
    pub fn soft_delete(&self) -> Option<SoftDelete> {
        self.find_role(|r| r == Role::DeletedAt)
            .map(SoftDelete::Timestamp)
            .or_else(|| {
                self.find_role(|r| r == Role::DeletedFlag)
                    .map(SoftDelete::Flag)
            })
    }

    /// Whether an allow of `rule` with a reason speaks for `site`: one on the entity speaks for all of it.
    pub fn allows(&self, rule: &str, site: Site) -> bool {
        self.allows
            .iter()
            .any(|a| a.rule == rule && !a.reason.trim().is_empty() && self.covers(a.site, site))
    }

    /// Whether an allow written at `outer` speaks for a finding at `inner`: the whole entity, the same place, or a
    /// foreign key, index, check or access path that uses the column.
    pub fn covers(&self, outer: Site, inner: Site) -> bool {
        let Site::Column(column) = outer else {
            return outer == Site::Entity || outer == inner;
        };
        match inner {
            Site::Column(other) => other == column,
            Site::PrimaryKey => self
                .primary_key
                .as_ref()
                .is_some_and(|k| k.columns.contains(&column)),
            Site::ForeignKey(i) => self.foreign_keys[i].columns.contains(&column),
            Site::Index(i) => self.indexes[i]
                .key_columns()
                .is_some_and(|keys| keys.contains(&column)),
            Site::Check(i) => self.checks[i].column == Some(column),
            Site::Access(i) => {
                let path = &self.intent.access[i];
                let sort = path.order.iter().map(|(column, _)| column);
                let mut columns = path.by.iter().chain(&path.range).chain(sort);
                columns.any(|c| *c == column)
            }
            Site::Entity => false,
        }
    }

    /// Comma-separated names of columns.
    pub fn column_list(&self, columns: &[ColumnId]) -> String {
        columns
            .iter()
            .map(|c| self[*c].name.as_str())
            .collect::<Vec<_>>()
            .join(", ")
    }
}

impl std::ops::Index<ColumnId> for Table {
    type Output = Column;

    fn index(&self, id: ColumnId) -> &Column {
        &self.columns[id.0]
    }
}
