//! erd for diesel applications: create and drop a schema through a diesel connection, run a folder of migrations, soft-delete
//! rows as the schema declares it, read what happened to them, and write them only as they were read.

mod actor;
mod create;
mod dialect;
mod history;
#[cfg(feature = "migrations")]
mod migrations;
mod session;
mod soft_delete;
mod version;
mod written;

pub use actor::{current as current_actor, with_actor};
pub use create::{CreateError, create, drop_all};
pub use dialect::DialectConnection;
pub use history::{Audited, Entry, History, HistoryError, Operation, State, Values};
#[cfg(feature = "migrations")]
pub use migrations::FolderMigrations;
pub use session::Session;
pub use soft_delete::{Counts, Key, KeyPart, Scopes, SoftDeleteError, SoftDeleted, SoftDeletes};
pub use version::{SaveError, Versions};
