//! diesel's `schema.rs`, without a server and without diesel.
//!
//! [`print()`] makes of a schema what `diesel print-schema` 2.3 prints on the database that the schema creates, byte for
//! byte, [`adopt`] takes the types of an existing one, and [`DieselToml`] is what the project's `diesel.toml` says about both.
//!
//! ```
//! use erd_core::schema::{Column, ColumnId, PrimaryKey, Schema, Table, Type};
//! use erd_core::{Dialect, Scalar};
//! use erd_schema_rs::{PrintSchema, print};
//!
//! let mut table = Table::new("tags");
//! table.columns.push(Column::new("id", Type::Scalar(Scalar::I64)));
//! table.primary_key = Some(PrimaryKey::new("tags_pkey", vec![ColumnId(0)]));
//! let schema = Schema { tables: vec![table], ..Schema::default() };
//!
//! let printed = print(&schema, Dialect::Postgres.into(), &PrintSchema::default())?;
//! assert_eq!(
//!     printed.text,
//!     "// @generated automatically by Diesel CLI.\n\ndiesel::table! {\n    tags (id) {\n        id -> Int8,\n    }\n}\n"
//! );
//! # Ok::<(), erd_schema_rs::PrintError>(())
//! ```

mod catalog;
mod config;
mod existing;
mod format;
mod names;
mod print;
mod warning;

pub use config::{
    Comments, DieselToml, Filter, PrintSchema, ReadError, SameQuery, Section, Sorting,
};
pub use existing::{Mismatch, MismatchKind, SchemaRs, SyntaxError, adopt};
pub use format::{FormatError, PatchError, patched, rustfmt};
pub use print::{PrintError, Printed, print};
pub use warning::{Code, Warning};
