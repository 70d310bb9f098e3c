//! MySQL 8 and MariaDB 10.6 and later.

mod checks;
mod columns;
mod defaults;
mod indexes;
mod objects;
mod partitions;
mod privileges;
mod read;
mod routines;
mod sql;
mod tables;
mod types;
mod unsaid;

pub(crate) use self::read::describe;
