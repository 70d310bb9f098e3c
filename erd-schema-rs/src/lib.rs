//! diesel's `schema.rs`, without a server and without diesel.
//!
//! [`DieselToml`] is what a project's `diesel.toml` says, read as `diesel` 2.3 reads it.

mod config;

pub use config::{
    Comments, DieselToml, Filter, PrintSchema, ReadError, SameQuery, Section, Sorting,
};
