//! erd for diesel applications: create and drop a schema through a diesel connection, and run a folder of migrations.

mod create;
mod dialect;
#[cfg(feature = "migrations")]
mod migrations;

pub use create::{CreateError, create, drop_all};
pub use dialect::DialectConnection;
#[cfg(feature = "migrations")]
pub use migrations::FolderMigrations;
