//! A small shop. Its tables are the structs in [`models`]; nothing else says what the database looks like.

pub mod models;

use models::{Category, Customer, Order, OrderLine, Product, ProductCategory};

erd::schema! {
    /// The shop's schema.
    #[erd(diesel)]
    pub Shop { Customer, Category, Product, ProductCategory, Order, OrderLine }
}
