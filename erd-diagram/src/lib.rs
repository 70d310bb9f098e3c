//! Entity relationship diagrams of a schema.
//!
//! [`mermaid`] draws the tables as they are; [`mermaid_logical`] draws what they mean: junction tables become
//! many-to-many relations, foreign key columns and audit columns are left out. A [`Selection`] draws some
//! tables in the same way: by name, or what is around them.
//!
//! ```
//! use erd_core::schema::{Column, ColumnId, PrimaryKey, Schema, Table, Type};
//! use erd_core::Scalar;
//!
//! let mut table = Table::new("tags");
//! table.columns.push(Column::new("id", Type::Scalar(Scalar::I64)));
//! table.primary_key = Some(PrimaryKey::new("tags_pkey", vec![ColumnId(0)]));
//! let schema = Schema { tables: vec![table], ..Schema::default() };
//!
//! assert_eq!(
//!     erd_diagram::mermaid(&schema),
//!     "erDiagram\n    tags {\n        bigint id PK\n    }\n"
//! );
//! ```

mod mermaid;
mod selection;

pub use mermaid::{MOST_CHARACTERS, mermaid, mermaid_logical};
pub use selection::{Selection, UnknownTable};

/// The guide: its code is compiled and run.
#[cfg(doctest)]
#[doc = include_str!("../../docs/guide/diagram.md")]
pub struct Guide;
