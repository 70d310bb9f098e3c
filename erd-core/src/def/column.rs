//! Declared columns and their types.

use super::{CopiedFromDef, Name};
use crate::schema::{EnumStorage, Identity, Mark, Role};
use crate::{Dialect, Scalar};

/// A declared column type.
#[derive(Clone, Copy, Debug)]
pub enum TypeDef {
    /// A scalar.
    Scalar(Scalar),
    /// An array of one type (PostgreSQL).
    Array(&'static TypeDef),
    /// An enum.
    Enum(&'static EnumDef),
    /// A type erd has no logical form for, as the database spells it.
    Named(&'static str),
}

/// A declared enum.
#[derive(Clone, Copy, Debug)]
pub struct EnumDef {
    /// Namespace, where the database has a type for it.
    pub schema: Option<&'static str>,
    /// Name of the type where the database has one.
    pub name: Name,
    /// Values, in order.
    pub values: &'static [&'static str],
    /// How they are stored.
    pub storage: EnumStorage,
    /// Renamed values: the new one, and the one it was before.
    pub renamed_values: &'static [(&'static str, &'static str)],
    /// Comment.
    pub comment: Option<&'static str>,
}

/// SQL text as declared: for every dialect, or for some.
#[derive(Clone, Copy, Debug)]
pub struct SqlDef {
    /// The text where no dialect has its own.
    pub any: Option<&'static str>,
    /// Texts of single dialects.
    pub by_dialect: &'static [(Dialect, &'static str)],
}

impl SqlDef {
    /// No text.
    pub const NONE: Self = Self {
        any: None,
        by_dialect: &[],
    };

    /// No text at all.
    pub const fn is_empty(&self) -> bool {
        self.any.is_none() && self.by_dialect.is_empty()
    }
}

/// A declared generated column.
#[derive(Clone, Copy, Debug)]
pub struct GeneratedDef {
    /// The expression.
    pub sql: SqlDef,
    /// Stored, not computed on reading.
    pub stored: bool,
}

/// The sequence behind a declared identity; the fields are those of [`schema::Sequence`](crate::schema::Sequence).
#[derive(Clone, Copy, Debug)]
#[allow(
    missing_docs,
    reason = "each field is documented on `schema::Sequence`, which it becomes"
)]
pub struct SequenceDef {
    pub name: Option<&'static str>,
    pub start: Option<i64>,
    pub increment: Option<i64>,
    pub min: Option<i64>,
    pub max: Option<i64>,
    pub cache: Option<i64>,
    pub cycle: bool,
}

impl SequenceDef {
    /// The engine's own sequence.
    pub const BLANK: Self = Self {
        name: None,
        start: None,
        increment: None,
        min: None,
        max: None,
        cache: None,
        cycle: false,
    };
}

/// What few columns say; the fields are those of [`schema::Column`](crate::schema::Column). It is apart because const
/// evaluation copies a column field by field.
#[derive(Clone, Copy, Debug)]
#[allow(
    missing_docs,
    reason = "each field is documented on `schema::Column`, which it becomes"
)]
pub struct ColumnExtraDef {
    pub sequence: Option<SequenceDef>,
    pub on_update: SqlDef,
    pub invisible: bool,
    pub storage: Option<&'static str>,
}

impl ColumnExtraDef {
    /// What a column is where its declaration says nothing.
    pub const BLANK: Self = Self {
        sequence: None,
        on_update: SqlDef::NONE,
        invisible: false,
        storage: None,
    };
}

/// A declared column; the fields are those of [`schema::Column`](crate::schema::Column).
#[derive(Clone, Copy, Debug)]
#[allow(
    missing_docs,
    reason = "each field is documented on `schema::Column`, which it becomes"
)]
pub struct ColumnDef {
    pub field: Name,
    pub name: Name,
    pub renamed_from: Option<&'static str>,
    pub ty: TypeDef,
    pub nullable: bool,
    pub sql_type: SqlDef,
    pub max_len: Option<u32>,
    pub precision: Option<(u8, u8)>,
    pub collation: SqlDef,
    pub default: SqlDef,
    pub generated: Option<GeneratedDef>,
    pub identity: Option<Identity>,
    pub comment: Option<&'static str>,
    pub role: Option<Role>,
    pub marks: &'static [Mark],
    pub copied_from: Option<CopiedFromDef>,
    pub extra: Option<&'static ColumnExtraDef>,
}

impl ColumnDef {
    /// What a column is where its declaration says nothing.
    pub const BLANK: Self = Self {
        field: Name::EMPTY,
        name: Name::EMPTY,
        renamed_from: None,
        ty: TypeDef::Scalar(Scalar::Text),
        nullable: false,
        sql_type: SqlDef::NONE,
        max_len: None,
        precision: None,
        collation: SqlDef::NONE,
        default: SqlDef::NONE,
        generated: None,
        identity: None,
        comment: None,
        role: None,
        marks: &[],
        copied_from: None,
        extra: None,
    };
}

/// The blank column of a Rust type, for the derive: one mention of the type gives one error where it has none.
pub const fn column<T: crate::ColumnType + ?Sized>() -> ColumnDef {
    ColumnDef {
        ty: T::TYPE,
        nullable: T::NULLABLE,
        sql_type: T::SQL_TYPE,
        ..ColumnDef::BLANK
    }
}
