//! MySQL 8 and MariaDB 10.6 and later.

mod body;
mod checks;
mod columns;
mod defaults;
mod events;
mod indexes;
mod objects;
mod partitions;
mod privileges;
mod read;
mod routines;
mod sequences;
mod show;
mod sql;
mod tables;
mod triggers;
mod types;
mod views;

pub(crate) use self::read::describe;
