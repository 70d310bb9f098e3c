//! MySQL 8 and MariaDB 10.6 and later.

mod defaults;
mod read;
mod sql;
mod types;

pub(crate) use self::read::describe;
