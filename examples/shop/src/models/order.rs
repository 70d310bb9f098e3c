//! Orders and their lines.

use super::{Customer, Product};
use chrono::{DateTime, Utc};
use diesel::prelude::*;

/// What a customer ordered, once.
#[derive(Clone, Debug, erd::Entity, Queryable, Selectable, Identifiable)]
#[erd(
    diesel(sqlite),
    // A customer's orders, newest first, page by page; `id` tells two orders of one moment apart. The index serves this
    // query and covers the foreign key. Without it the build fails.
    access(by(customer_id), order(created_at desc, id desc), limit),
    index(customer_id, created_at desc, id desc)
)]
#[diesel(table_name = orders)]
pub struct Order {
    /// Surrogate key.
    #[erd(primary_key, identity)]
    pub id: i64,
    /// Who ordered; an order outlives the customer's account, so the account is only soft-deleted.
    #[erd(references(Customer, on_delete = restrict, on_soft_delete = keep))]
    pub customer_id: i64,
    /// Set by the database at insert.
    #[erd(created_at)]
    pub created_at: DateTime<Utc>,
}

/// A new order.
#[derive(Debug, Insertable)]
#[diesel(table_name = orders)]
pub struct NewOrder {
    /// Who ordered.
    pub customer_id: i64,
}

/// One line of an order.
#[derive(Clone, Debug, erd::Entity, Queryable, Selectable, Identifiable, Insertable)]
#[erd(table = "order_lines", diesel(sqlite), primary_key(order_id, line_no))]
#[diesel(table_name = order_lines, primary_key(order_id, line_no))]
pub struct OrderLine {
    /// The order; covered by the primary key, so it needs no index of its own.
    #[erd(references(Order, on_delete = cascade))]
    pub order_id: i64,
    /// Counted from 1 within the order.
    pub line_no: i32,
    /// What was bought.
    #[erd(references(Product, on_delete = restrict), index)]
    pub product_id: i64,
    /// How many.
    #[erd(default = "1", check(quantity_is_positive = "quantity > 0"))]
    pub quantity: i32,
    /// Price of one at the time, in cents.
    pub unit_price_cents: i64,
}
