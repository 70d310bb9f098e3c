//! `#[erd(diesel)]`: diesel's `table!` of an entity, and the joins between entities.

mod joins;
mod table;
mod types;

pub(crate) use joins::joins;
pub(super) use table::table;
