//! What is sold, and the shelves it stands on.

use diesel::deserialize::FromSqlRow;
use diesel::expression::AsExpression;
use diesel::prelude::*;
use diesel::sql_types::Text;

/// Whether a product can be bought.
#[derive(Clone, Copy, Debug, PartialEq, Eq, erd::DbEnum, AsExpression, FromSqlRow)]
#[erd(diesel)]
#[diesel(sql_type = Text)]
pub enum Availability {
    /// On the shelf.
    InStock,
    /// Will come.
    BackOrder,
    /// Gone for good.
    Discontinued,
}

/// A shelf; shelves stand in shelves.
#[derive(Clone, Debug, erd::Entity, Queryable, Selectable, Identifiable, Insertable)]
#[erd(table = "categories", diesel(sqlite))]
#[diesel(table_name = categories)]
pub struct Category {
    /// Surrogate key.
    #[erd(primary_key, identity)]
    pub id: i64,
    /// The shelf this one stands in; NULL at the top.
    #[erd(references(Category, on_delete = restrict), index)]
    pub parent_id: Option<i64>,
    /// Shown to customers.
    #[erd(max_len = 80, unique)]
    pub name: String,
}

/// Something the shop sells.
#[derive(
    Clone, Debug, erd::Entity, Queryable, Selectable, Identifiable, Insertable, AsChangeset,
)]
#[erd(diesel(sqlite), check(price_is_positive = "price_cents > 0"))]
#[diesel(table_name = products)]
pub struct Product {
    /// Surrogate key.
    #[erd(primary_key, identity)]
    pub id: i64,
    /// The number on the box.
    #[erd(max_len = 13, unique)]
    pub ean: String,
    /// Shown to customers.
    #[erd(max_len = 120, index)]
    pub title: String,
    /// In cents, so that sums are exact.
    pub price_cents: i64,
    /// Whether it can be bought.
    #[erd(diesel_type = Text, default = "'in_stock'")]
    pub availability: Availability,
    /// Grows with each change: the second of two editors finds his copy stale.
    #[erd(version)]
    pub version: i32,
}

/// Which product stands on which shelf.
#[derive(Clone, Debug, erd::Entity, Queryable, Selectable, Identifiable, Insertable)]
#[erd(
    table = "product_categories",
    diesel(sqlite),
    junction(Product, Category),
    primary_key(product_id, category_id)
)]
#[diesel(table_name = product_categories, primary_key(product_id, category_id))]
pub struct ProductCategory {
    /// The product; covered by the primary key, so it needs no index of its own.
    #[erd(references(Product, on_delete = cascade))]
    pub product_id: i64,
    /// The shelf.
    #[erd(references(Category, on_delete = cascade), index)]
    pub category_id: i64,
}
