//! The model of `erd`.
//!
//! A declaration takes two forms here. [`def`] is what the derive writes: `Copy`, const-constructible statics that the
//! compiler itself can walk. [`schema`] is what every tool reads: owned, resolved, serialisable. [`resolve`] is the only
//! way from the first to the second, and nothing leads back.

mod codec;
pub mod def;
mod edit;
pub mod effect;
pub mod engine;
mod finding;
mod hash;
pub mod naming;
pub mod property;
mod resolve;
pub mod schema;
mod suggest;
pub mod text;
pub mod types;

pub use edit::Edit;
pub use engine::{
    Capability, DdlOnly, Dialect, Engine, Family, ParseDialectError, ParseProductError, Product,
    Since, Version, since,
};
pub use finding::{Finding, Level, Site};
pub use hash::{entity_id, fnv};
pub use resolve::{resolve, resolve_with};
pub use schema::Schema;
pub use suggest::nearest;
pub use types::{ArrayElement, ColumnType, DbEnum, Scalar};

/// An entity: a struct that `#[derive(erd::Entity)]` has turned into a table.
///
/// Only the derive implements this trait. The declaration hangs on an associated *type* with an inherent `const fn`
/// and not on an associated const, because two entities that refer to each other through consts are a cycle to the
/// compiler, while two statics behind `const fn`s are not.
#[diagnostic::on_unimplemented(
    message = "erd[F06] fk_target_missing: `{Self}` is not an entity, so nothing can reference it",
    label = "this type has no table",
    note = "why:  a foreign key needs a table and a key to point at; the database refuses the DDL, SQLite every write",
    note = "help: add `#[derive(erd::Entity)]` to `{Self}`, or name the entity that was meant",
    note = "more: cargo erd explain F06"
)]
pub trait Entity {
    /// Holder of the `const fn get` that returns the declaration.
    #[doc(hidden)]
    type Def;
}
