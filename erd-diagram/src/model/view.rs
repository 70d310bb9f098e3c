//! How a schema is looked at.

use erd_core::Dialect;
use erd_core::schema::Role;

/// How much of the selected tables is drawn.
#[derive(Clone, Debug, Default)]
pub struct View {
    /// From what they mean to how they are stored.
    pub level: Level,
    /// Columns that are left out, with the references that they make.
    pub hidden: Vec<Bookkeeping>,
    /// Only the columns of primary, foreign and unique keys.
    pub keys_only: bool,
    /// What entities are grouped by.
    pub grouping: Grouping,
}

/// The three levels of a data model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// Entities and their relations, without rows. A junction with nothing to say but its keys is a many-to-many relation.
    Conceptual,
    /// All attributes save those that keep books; what they keep is a trait of the entity.
    Logical,
    /// Tables and columns as they are, with the type names of an engine, or of the SQL standard.
    Physical(Option<Dialect>),
}

impl Default for Level {
    fn default() -> Self {
        Self::Physical(None)
    }
}

/// Columns that every table may have, and that say nothing about what a row means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Bookkeeping {
    /// When and by whom a row was made and changed.
    Audit,
    /// Whether, when and by whom it was deleted.
    SoftDelete,
    /// Its version, for optimistic locking.
    Lock,
}

impl Bookkeeping {
    /// What a role keeps books about.
    pub const fn of(role: Role) -> Self {
        match role {
            Role::CreatedAt(_) | Role::UpdatedAt(_) | Role::CreatedBy(_) | Role::UpdatedBy(_) => {
                Self::Audit
            }
            Role::DeletedAt | Role::DeletedFlag | Role::DeletedBy => Self::SoftDelete,
            Role::Version(_) => Self::Lock,
        }
    }

    /// In words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Audit => "audit",
            Self::SoftDelete => "soft delete",
            Self::Lock => "optimistic lock",
        }
    }
}

/// What entities are grouped by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Grouping {
    /// Namespaces, where the selected tables are in more than one.
    #[default]
    Namespace,
    /// The files in which the structs are declared.
    Module,
    /// Nothing.
    Nothing,
}
