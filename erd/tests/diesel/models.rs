//! A shop, and a table with a column of each type.

use bigdecimal::BigDecimal;
use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use diesel::deserialize::FromSqlRow;
use diesel::expression::AsExpression;
use diesel::prelude::*;
use diesel::sql_types::Text;

/// Where an order stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, erd::DbEnum, AsExpression, FromSqlRow)]
#[erd(diesel)]
#[diesel(sql_type = Text)]
pub(crate) enum State {
    /// Nobody has paid.
    Open,
    /// Somebody has.
    Paid,
}

/// Who buys.
#[derive(Clone, Debug, PartialEq, erd::Entity, Queryable, Selectable, Identifiable, Insertable)]
#[erd(diesel(mysql))]
#[diesel(table_name = customers)]
pub(crate) struct Customer {
    /// Surrogate key.
    #[erd(primary_key, identity)]
    pub(crate) id: i64,
    /// Where letters go.
    #[erd(max_len = 80, unique)]
    pub(crate) email: String,
}

/// What was bought.
#[derive(
    Clone,
    Debug,
    PartialEq,
    erd::Entity,
    Queryable,
    Selectable,
    Identifiable,
    Associations,
    Insertable,
    AsChangeset,
)]
#[erd(diesel(mysql), check(some = "quantity > 0"))]
#[diesel(table_name = orders, belongs_to(Customer))]
pub(crate) struct Order {
    /// Surrogate key.
    #[erd(primary_key, identity)]
    pub(crate) id: i64,
    /// Who bought it.
    #[erd(references(Customer, on_delete = restrict), index)]
    pub(crate) customer_id: i64,
    /// How many.
    pub(crate) quantity: i32,
    /// Whether it is paid.
    #[erd(diesel_type = Text, default = "'open'")]
    pub(crate) state: State,
}

/// A column of each type.
#[derive(Clone, Debug, PartialEq, erd::Entity, Queryable, Selectable, Identifiable, Insertable)]
#[erd(diesel(mysql))]
#[diesel(table_name = samples)]
pub(crate) struct Sample {
    /// Key.
    #[erd(primary_key)]
    pub(crate) id: i32,
    pub(crate) flag: bool,
    pub(crate) tiny: i8,
    pub(crate) small: i16,
    pub(crate) big: i64,
    pub(crate) octet: u8,
    pub(crate) word: u16,
    pub(crate) long: u32,
    pub(crate) longest: u64,
    pub(crate) real: f32,
    pub(crate) double: f64,
    #[erd(max_len = 40)]
    pub(crate) short_text: String,
    pub(crate) text: String,
    #[erd(max_len = 40)]
    pub(crate) short_bytes: Vec<u8>,
    pub(crate) bytes: Vec<u8>,
    #[erd(precision(20, 6))]
    pub(crate) exact: BigDecimal,
    pub(crate) day: NaiveDate,
    pub(crate) hour: NaiveTime,
    #[erd(civil_time)]
    pub(crate) moment: NaiveDateTime,
    pub(crate) document: serde_json::Value,
    #[erd(diesel_type = Text, default = "'open'")]
    pub(crate) state: State,
    #[erd(civil_time)]
    pub(crate) maybe: Option<NaiveDateTime>,
    pub(crate) perhaps: Option<serde_json::Value>,
}

erd::schema! {
    #[erd(diesel)]
    pub(crate) Shop {
        Customer,
        Order,
        Sample,
    }
}
