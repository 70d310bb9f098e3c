//! erd for diesel applications: create and drop a schema through a diesel connection, run a folder of migrations, and soft-delete
//! rows as the schema declares it.

mod create;
mod dialect;
#[cfg(feature = "migrations")]
mod migrations;
mod session;
mod soft_delete;

pub use create::{CreateError, create, drop_all};
pub use dialect::DialectConnection;
#[cfg(feature = "migrations")]
pub use migrations::FolderMigrations;
pub use session::Session;
pub use soft_delete::{Counts, Key, KeyPart, Scopes, SoftDeleteError, SoftDeleted, SoftDeletes};
