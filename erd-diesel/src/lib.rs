//! erd for diesel applications: create and drop a schema through a diesel connection.

mod create;
mod dialect;

pub use create::{CreateError, create, drop_all};
pub use dialect::DialectConnection;
