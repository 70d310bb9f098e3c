//! What a schema file does not say of its schema.

use std::fmt;

/// The kinds of warnings. Slugs never change meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Code {
    /// A table without a primary key, which `table!` cannot be without.
    NoPrimaryKey,
    /// A column of a type that diesel does not know on this engine.
    UnsupportedType,
    /// A virtual table of SQLite, whose columns its module decides.
    VirtualTable,
    /// A system-versioned table of MariaDB, which diesel does not find.
    SystemVersioned,
    /// Two names that are the same in Rust.
    SameName,
}

impl Code {
    /// The name that programs match on.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::NoPrimaryKey => "no_primary_key",
            Self::UnsupportedType => "unsupported_type",
            Self::VirtualTable => "virtual_table",
            Self::SystemVersioned => "system_versioned",
            Self::SameName => "same_name",
        }
    }

    /// What is so, as the end of a sentence about a place.
    const fn text(self) -> &'static str {
        match self {
            Self::NoPrimaryKey => {
                "is left out: diesel wants a primary key, and `diesel print-schema` stops at a table without one"
            }
            Self::UnsupportedType => {
                "is left out: `diesel print-schema` stops at the type of one of its columns"
            }
            Self::VirtualTable => {
                "is left out, and what is behind it: the module that it uses decides which columns it has"
            }
            Self::SystemVersioned => {
                "is left out, as `diesel print-schema` leaves it out: MariaDB does not call it a base table"
            }
            Self::SameName => "has the Rust name of another one beside it, which does not compile",
        }
    }
}

/// Something that is in the schema and not in the file, or not as it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// What it is.
    pub code: Code,
    /// The table, behind its namespace, with a column where one is meant.
    pub path: String,
    /// The type that is not known; empty for other codes.
    pub detail: String,
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` {}", self.path, self.code.text())?;
        if !self.detail.is_empty() {
            write!(f, ", {}", self.detail)?;
        }
        write!(f, " [{}]", self.code.slug())
    }
}
