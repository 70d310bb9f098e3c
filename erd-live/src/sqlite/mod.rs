//! SQLite 3.37 and later.

mod create;
mod indexes;
mod read;

pub(crate) use self::read::describe;
