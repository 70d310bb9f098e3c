//! Declare the database schema once, as Rust structs. `cargo build` fails on a bad one.
//!
//! ```
//! # mod shop {
//! /// Someone who buys.
//! #[derive(erd::Entity)]
//! pub struct Customer {
//!     #[erd(primary_key, identity)]
//!     pub id: i64,
//!     #[erd(unique, max_len = 254)]
//!     pub email: String,
//! }
//!
//! /// What was bought, and by whom.
//! #[derive(erd::Entity)]
//! pub struct Order {
//!     #[erd(primary_key, identity)]
//!     pub id: i64,
//!     #[erd(references(Customer, on_delete = restrict), index)]
//!     pub customer_id: i64,
//! }
//!
//! erd::schema! { pub Shop { Customer, Order } }
//! # }
//! # use shop::Shop;
//! let schema = Shop::schema();
//! assert_eq!(schema.tables[1].foreign_keys[0].name, "orders_customer_id_fkey");
//! ```
//!
//! Leave out the `index` on `customer_id` and the build stops there, with the reason and the fix:
//!
//! ```compile_fail
//! # #[derive(erd::Entity)]
//! # pub struct Customer { #[erd(primary_key)] pub id: i64 }
//! #[derive(erd::Entity)]
//! pub struct Order {
//!     #[erd(primary_key, identity)]
//!     pub id: i64,
//!     #[erd(references(Customer, on_delete = restrict))]
//!     pub customer_id: i64,
//! }
//! ```

// A page whose example raises one of erd's warnings does not compile.
#![doc(test(attr(deny(deprecated))))]

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;

pub use erd_checks as checks;
pub use erd_core as core;
pub use erd_core::{ArrayElement, ColumnType, DbEnum, Dialect, Entity, Schema};
#[cfg(feature = "ddl")]
pub use erd_ddl as ddl;
pub use erd_derive::{ColumnType, Columns, DbEnum, Entity, OneOf};
#[cfg(feature = "diagram")]
pub use erd_diagram as diagram;
#[cfg(feature = "diesel")]
pub use erd_diesel as diesel;

/// Lists the entities of a schema: `schema! { pub Shop { Customer, Order } }`.
///
/// The list is closed: an entity that a listed one references must be listed too, and two listed entities may not use
/// one name where the database has room for one. The name becomes a type with `schema()`, which every tool reads.
#[macro_export]
macro_rules! schema {
    ($($schema:tt)*) => {
        $crate::__private::schema! { ($crate) $($schema)* }
    };
}

/// The pages of the guide and the README, so that their code compiles.
#[cfg(all(doctest, feature = "chrono", feature = "ddl"))]
mod guide {
    #[doc = include_str!("../../README.md")]
    struct Readme;
    #[doc = include_str!("../../docs/guide/declare.md")]
    struct Declare;
    #[doc = include_str!("../../docs/guide/physical.md")]
    struct Physical;
    #[doc = include_str!("../../docs/guide/partitions.md")]
    struct Partitions;
    #[cfg(feature = "sqlite")]
    #[doc = include_str!("../../docs/guide/soft_delete.md")]
    struct SoftDelete;
    #[cfg(feature = "sqlite")]
    #[doc = include_str!("../../docs/guide/audit.md")]
    struct Audit;
    #[cfg(feature = "diesel")]
    #[doc = include_str!("../../docs/guide/diesel.md")]
    struct Diesel;
}
