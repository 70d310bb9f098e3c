//! Customers, who can be deleted and come back.

use chrono::{DateTime, Utc};
use diesel::prelude::*;

/// Someone who buys.
#[derive(Clone, Debug, erd::Entity, Queryable, Selectable, Identifiable)]
#[erd(diesel(sqlite), retain(forever, reason = "orders name their customer"))]
#[diesel(table_name = customers)]
pub struct Customer {
    /// Surrogate key.
    #[erd(primary_key, identity)]
    pub id: i64,
    /// Where the invoice goes. Two living customers never share one; a deleted customer's may be used again.
    #[erd(max_len = 254, unique(scope = live))]
    pub email: String,
    /// As the customer writes it.
    #[erd(max_len = 100)]
    pub name: String,
    /// Set by the database at insert.
    #[erd(created_at)]
    pub created_at: DateTime<Utc>,
    /// Set by a trigger at each update.
    #[erd(updated_at)]
    pub updated_at: DateTime<Utc>,
    /// NULL while the customer is with us.
    #[erd(deleted_at)]
    pub deleted_at: Option<DateTime<Utc>>,
}

/// What a new customer tells us; the database adds the rest.
#[derive(Debug, Insertable)]
#[diesel(table_name = customers)]
pub struct NewCustomer<'a> {
    /// Where the invoice goes.
    pub email: &'a str,
    /// As the customer writes it.
    pub name: &'a str,
}
