//! Queries of living and of deleted rows, said in the query.

use diesel::Table;
use diesel::dsl::Filter;
use diesel::query_dsl::methods::FilterDsl;

/// A diesel table whose rows are soft-deleted. `#[derive(erd::Entity)]` with `#[erd(diesel)]` makes it of an entity that has
/// `deleted_at` or `soft_delete`.
pub trait SoftDeleted: Table {
    /// The condition for living rows.
    type IsLive;
    /// The condition for deleted rows.
    type IsDeleted;

    /// The table's name; with its namespace and a dot before it where it has one.
    fn path() -> String;

    /// The condition for living rows, for a query that joins.
    fn is_live() -> Self::IsLive;

    /// The condition for deleted rows, for a query that joins.
    fn is_deleted() -> Self::IsDeleted;
}

/// Which rows a query of a soft-deleted table reads. Nothing is hidden: a table without a scope is all of its rows.
pub trait Scopes: SoftDeleted + Sized {
    /// The living rows.
    fn live(self) -> Filter<Self, Self::IsLive>
    where
        Self: FilterDsl<Self::IsLive>,
    {
        FilterDsl::filter(self, Self::is_live())
    }

    /// The deleted rows.
    fn deleted(self) -> Filter<Self, Self::IsDeleted>
    where
        Self: FilterDsl<Self::IsDeleted>,
    {
        FilterDsl::filter(self, Self::is_deleted())
    }

    /// Living and deleted rows, for who wants to say so.
    #[must_use]
    fn with_deleted(self) -> Self {
        self
    }
}

impl<T: SoftDeleted> Scopes for T {}
