//! Columns.

use super::{CopiedFrom, Mark, Role, Sequence, Sql, Type};
use crate::codec::{Codec, Reader, record, variants};

/// Identity (SQL:2003 6.28): who may supply a generated number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum Identity {
    /// The application may supply a value of its own.
    ByDefault,
    /// Only the database supplies values (PostgreSQL; elsewhere as `ByDefault`).
    Always,
    /// PostgreSQL's `serial`: a default from a sequence that the column owns; elsewhere as `ByDefault`.
    Serial,
}

variants! { Identity { ByDefault, Always, Serial } }

/// A generated column (SQL:2003 4.14.8).
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Generated {
    /// The expression.
    pub sql: Sql,
    /// Computed when written and stored, not when read.
    pub stored: bool,
}

record! { Generated { sql, stored } }

/// The next number of `AUTO_INCREMENT`, as a live server shows it. It belongs to the rows: no snapshot has it, and schemas are
/// equal wherever it stands. It is compared with a declared start alone.
#[derive(Clone, Copy, Debug, Default)]
pub struct Next(pub Option<u64>);

impl PartialEq for Next {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Next {}

/// Nothing is written: no declaration has it.
impl Codec for Next {
    fn encode(&self, _: &mut String) {}

    fn decode(_: &mut Reader<'_>) -> Option<Self> {
        Some(Self::default())
    }
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Column {
    /// Name of the struct's field; equals `name` for a schema read from a database.
    pub field: String,
    /// Name in the database.
    pub name: String,
    /// Name that it had in the database before it was renamed to `name`.
    #[cfg_attr(
        feature = "serde",
        serde(default, skip_serializing_if = "Option::is_none")
    )]
    pub renamed_from: Option<String>,
    /// Logical type.
    pub ty: Type,
    /// Whether NULL is allowed.
    pub nullable: bool,
    /// The SQL type as the user spelled it, for every or for single dialects; empty where `ty` decides.
    pub sql_type: Sql,
    /// Longest value: characters of text, octets of bytes.
    pub max_len: Option<u32>,
    /// Total digits and digits after the point, of a decimal.
    pub precision: Option<(u8, u8)>,
    /// Collation, for every or for single dialects.
    pub collation: Sql,
    /// DEFAULT expression.
    pub default: Sql,
    /// GENERATED ALWAYS AS.
    pub generated: Option<Generated>,
    /// Identity / `AUTO_INCREMENT`.
    pub identity: Option<Identity>,
    /// The sequence behind `identity`, where it is not the engine's default.
    pub sequence: Option<Box<Sequence>>,
    /// Where a live MySQL or MariaDB counts on.
    #[cfg_attr(feature = "serde", serde(skip))]
    pub next: Next,
    /// ON UPDATE expression, beyond what the role makes (MySQL, MariaDB).
    pub on_update: Sql,
    /// Left out of `SELECT *` (MySQL, MariaDB).
    pub invisible: bool,
    /// SET STORAGE and SET COMPRESSION where they are not the type's default, as `EXTERNAL` or `MAIN COMPRESSION lz4`
    /// (PostgreSQL).
    pub storage: Option<String>,
    /// How many of its most frequent values and ranges ANALYZE collects, from 0 to 10,000 (SET STATISTICS; PostgreSQL).
    #[cfg_attr(
        feature = "serde",
        serde(default, skip_serializing_if = "Option::is_none")
    )]
    pub statistics: Option<u16>,
    /// How many distinct values it has, or below zero which share of the rows, where ANALYZE guesses wrong (PostgreSQL).
    #[cfg_attr(
        feature = "serde",
        serde(default, skip_serializing_if = "Option::is_none")
    )]
    pub n_distinct: Option<String>,
    /// Comment, from the field's doc comment.
    pub comment: Option<String>,
    /// What the column is for.
    pub role: Option<Role>,
    /// What it is meant for.
    pub marks: Vec<Mark>,
    /// The column of another table that it copies.
    pub copied_from: Option<CopiedFrom>,
}

record! { Column { field, name, renamed_from, ty, nullable, sql_type, max_len, precision, collation, default, generated, identity, sequence, next, on_update, invisible, storage, statistics, n_distinct, comment, role, marks, copied_from } }

impl Column {
    /// A NOT NULL column without anything special.
    pub fn new(name: impl Into<String>, ty: Type) -> Self {
        let name = name.into();
        Self {
            field: name.clone(),
            name,
            renamed_from: None,
            ty,
            nullable: false,
            sql_type: Sql::default(),
            max_len: None,
            precision: None,
            collation: Sql::default(),
            default: Sql::default(),
            generated: None,
            identity: None,
            sequence: None,
            next: Next::default(),
            on_update: Sql::default(),
            invisible: false,
            storage: None,
            statistics: None,
            n_distinct: None,
            comment: None,
            role: None,
            marks: Vec::new(),
            copied_from: None,
        }
    }

    /// Whether it carries `mark`.
    pub fn is(&self, mark: Mark) -> bool {
        self.marks.contains(&mark)
    }

    /// The greatest number of rows that the key is declared for.
    pub fn bound(&self) -> Option<u64> {
        self.marks.iter().find_map(|mark| {
            if let Mark::Bounded(rows) = mark {
                Some(*rows)
            } else {
                None
            }
        })
    }
}
