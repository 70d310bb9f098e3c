//! From the model to generated code. No decision is made here; what to say was settled by lowering.

mod column_type;
mod columns;
mod db_enum;
mod def;
#[cfg(feature = "diesel")]
mod diesel;
mod embed;
mod entity;
mod export;
mod extra;
mod fingerprint;
mod migrated;
mod objects;
mod one_of;
mod parts;
mod project;
mod schema;

pub(crate) use column_type::column_type;
pub(crate) use columns::columns;
pub(crate) use db_enum::db_enum;
#[cfg(feature = "diesel")]
pub(crate) use diesel::joins;
pub(crate) use embed::{embed, with_columns};
pub(crate) use entity::entity;
pub(crate) use one_of::one_of;
pub(crate) use schema::schema;
