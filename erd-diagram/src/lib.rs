//! Entity relationship diagrams of a schema.
//!
//! [`mermaid`] draws the tables as they are; [`mermaid_logical`] draws what they mean: junction tables become
//! many-to-many relations, foreign key columns and audit columns are left out.
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

pub use mermaid::{mermaid, mermaid_logical};
