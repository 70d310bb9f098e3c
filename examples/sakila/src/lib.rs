//! The Sakila sample database (a film rental business), declared once for PostgreSQL, MySQL, MariaDB and SQLite.
//!
//! The original exists as one SQL file per engine; they were kept in step by hand and drifted apart. `README.md`
//! compares what these structs make with each of them on real servers, and explains every difference.
//!
//! # The cycle
//!
//! In the original a member of staff needs a store and a store needs a manager, both NOT NULL and neither deferrable, so
//! no order of inserts creates the first of either. The compiler refuses that:
//!
//! ```compile_fail,E0080
//! #[derive(erd::Entity)]
//! struct Staff {
//!     #[erd(primary_key, identity)]
//!     staff_id: i32,
//!     #[erd(references(Store, on_delete = restrict), index)]
//!     store_id: i32,
//! }
//!
//! #[derive(erd::Entity)]
//! struct Store {
//!     #[erd(primary_key, identity)]
//!     store_id: i32,
//!     #[erd(references(Staff, on_delete = restrict), unique)]
//!     manager_staff_id: i32,
//! }
//! ```
//!
//! Here it is mended: a [`Store`] may be without a manager, so that a store is opened, its staff hired, and one of them
//! made its manager.
#![allow(
    missing_docs,
    reason = "a doc comment would become a comment in the database, and the original has none"
)]

mod catalogue;
mod people;
mod places;
mod trade;

pub use catalogue::{Actor, Category, Film, FilmActor, FilmCategory, Language, Rating};
pub use people::{Customer, Staff};
pub use places::{Address, City, Country, Store};
pub use trade::{Inventory, Payment, Rental};

use chrono::NaiveDateTime;

// When a row was last changed; the last column of every table.
#[derive(erd::Columns)]
pub struct LastUpdate {
    #[erd(
        updated_at,
        allow(timestamp_without_zone, reason = "true to the original"),
        sql_type(mysql = "timestamp", mariadb = "timestamp", sqlite = "TIMESTAMP")
    )]
    pub last_update: NaiveDateTime,
}

erd::schema! {
    pub Sakila {
        Actor, Address, Category, City, Country, Customer, Film, FilmActor, FilmCategory, Inventory, Language, Payment,
        Rental, Staff, Store,
    }
}
