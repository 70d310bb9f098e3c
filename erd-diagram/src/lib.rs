//! Entity relationship diagrams of a schema.
//!
//! A [`Selection`] says which tables are drawn, a [`View`] how much of them, and the [`Diagram`] that comes of both is
//! written in one of the languages. [`mermaid`] is the short way for a whole schema.
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

mod d2;
mod dbml;
mod dot;
mod drawio;
pub mod layout;
mod mermaid;
mod model;
mod plantuml;
mod selection;
mod svg;
mod text;

pub use mermaid::{MOST_CHARACTERS, mermaid};
pub use model::{
    Arc, Bookkeeping, Diagram, End, Entity, Group, Grouping, Kind, Level, Relation, Row, Trait,
    View,
};
pub use selection::{Selection, Unknown};
pub use svg::{HUB, Svg};
pub use text::escaped;

/// The guide: its code is compiled and run.
#[cfg(doctest)]
#[doc = include_str!("../../docs/guide/diagram.md")]
pub struct Guide;
