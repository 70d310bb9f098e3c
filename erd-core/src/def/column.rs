//! Declared columns and their types.

use crate::schema::EnumStorage;
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
    pub name: &'static str,
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

/// What the compiler knows of a column: its type.
#[derive(Clone, Copy, Debug)]
pub struct ColumnDef {
    /// The logical type.
    pub ty: TypeDef,
    /// Whether NULL is a value of it.
    pub nullable: bool,
    /// The SQL type that the type states.
    pub sql_type: SqlDef,
}
