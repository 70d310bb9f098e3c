//! SQLite 3.37 and later.

mod columns;
mod create;
mod foreign_keys;
mod indexes;
mod keys;
mod objects;
mod read;
mod rowids;
mod types;

pub(crate) use self::read::describe;
pub use self::rowids::show_nullable_rowids;
