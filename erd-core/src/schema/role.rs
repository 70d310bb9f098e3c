//! What a column is for, beyond its type: audit, soft delete, optimistic locking.

use crate::codec::variants;

/// What keeps an audit column up to date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum Maintenance {
    /// The database, by a DEFAULT at insert only.
    Default,
    /// The database, by a trigger (PostgreSQL, SQLite) or ON UPDATE (MySQL, MariaDB).
    Trigger,
    /// The application; the database has neither default nor trigger for it.
    Application,
}

variants! { Maintenance { Default, Trigger, Application } }

/// The role of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum Role {
    /// When the row was inserted.
    CreatedAt(Maintenance),
    /// When the row was last changed.
    UpdatedAt(Maintenance),
    /// Who inserted the row. What the database writes is who acts in the session, where it says so: with
    /// [`Maintenance::Default`] where the statement names nobody, with [`Maintenance::Trigger`] before what it says.
    CreatedBy(Maintenance),
    /// Who last changed the row. A change by a session that does not say who acts leaves it as it is.
    UpdatedBy(Maintenance),
    /// When the row was soft-deleted; NULL while it lives.
    DeletedAt,
    /// Whether the row is soft-deleted.
    DeletedFlag,
    /// Who soft-deleted the row.
    DeletedBy,
    /// Optimistic lock: grows by one with every update.
    Version(Maintenance),
}

variants! { Role { CreatedAt(value), UpdatedAt(value), CreatedBy(value), UpdatedBy(value), DeletedAt, DeletedFlag, DeletedBy, Version(value) } }

impl Role {
    /// Whether it says who: made, changed or deleted the row.
    pub const fn is_actor(self) -> bool {
        matches!(
            self,
            Self::CreatedBy(_) | Self::UpdatedBy(_) | Self::DeletedBy
        )
    }
}
