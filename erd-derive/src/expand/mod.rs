//! From the model to generated code. No decision is made here; what to say was settled by lowering.

mod column_type;
mod columns;
mod db_enum;
mod def;
#[cfg(feature = "diesel")]
mod diesel;
mod entity;
mod intent;
mod schema;

pub(crate) use column_type::column_type;
pub(crate) use columns::{columns, embed, with_columns};
pub(crate) use db_enum::db_enum;
#[cfg(feature = "diesel")]
pub(crate) use diesel::joins;
pub(crate) use entity::entity;
pub(crate) use schema::schema;
