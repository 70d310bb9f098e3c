//! What happens: copies in stock, rentals and payments.

use crate::{Customer, Film, LastUpdate, Staff, Store};
use chrono::NaiveDateTime;
use rust_decimal::Decimal;

#[derive(erd::Entity)]
#[erd(table = "inventory", strict = false, index(store_id, film_id; name = "idx_store_id_film_id"))]
pub struct Inventory {
    #[erd(
        primary_key,
        identity,
        allow(narrow_pk, reason = "true to the original"),
        sql_type(mysql = "int unsigned", mariadb = "int unsigned")
    )]
    pub inventory_id: i32,
    #[erd(
        references(Film, on_delete = restrict, on_update = cascade, name = "fk_inventory_film"),
        index(name = "idx_fk_film_id"),
        sql_type(mysql = "int unsigned", mariadb = "int unsigned", sqlite = "INT")
    )]
    pub film_id: i32,
    #[erd(
        references(Store, on_delete = restrict, on_update = cascade, name = "fk_inventory_store"),
        sql_type(mysql = "int unsigned", mariadb = "int unsigned", sqlite = "INT")
    )]
    pub store_id: i32,
    #[erd(embed)]
    pub changed: LastUpdate,
}

#[derive(erd::Entity)]
#[erd(
    table = "rental",
    strict = false,
    index(rental_date, inventory_id, customer_id; unique, name = "idx_unq_rental_rental_date_inventory_id_customer_id")
)]
pub struct Rental {
    // Signed in the original, unlike every other key there.
    #[erd(
        primary_key,
        identity,
        allow(narrow_pk, reason = "true to the original")
    )]
    pub rental_id: i32,
    #[erd(
        sql_type(mysql = "datetime", mariadb = "datetime", sqlite = "TIMESTAMP"),
        allow(timestamp_without_zone, reason = "true to the original")
    )]
    pub rental_date: NaiveDateTime,
    #[erd(
        references(Inventory, on_delete = restrict, on_update = cascade, name = "fk_rental_inventory"),
        index(name = "idx_fk_inventory_id"),
        sql_type(mysql = "int unsigned", mariadb = "int unsigned", sqlite = "INT")
    )]
    pub inventory_id: i32,
    #[erd(
        references(Customer, on_delete = restrict, on_update = cascade, name = "fk_rental_customer"),
        index(name = "idx_rental_fk_customer_id"),
        sql_type(mysql = "int unsigned", mariadb = "int unsigned", sqlite = "INT")
    )]
    pub customer_id: i32,
    #[erd(
        sql_type(mysql = "datetime", mariadb = "datetime", sqlite = "TIMESTAMP"),
        allow(timestamp_without_zone, reason = "true to the original")
    )]
    pub return_date: Option<NaiveDateTime>,
    #[erd(
        references(Staff, on_delete = restrict, on_update = cascade, name = "fk_rental_staff"),
        index(name = "idx_rental_fk_staff_id"),
        sql_type(mysql = "int unsigned", mariadb = "int unsigned", sqlite = "INT")
    )]
    pub staff_id: i32,
    #[erd(embed)]
    pub changed: LastUpdate,
}

#[derive(erd::Entity)]
#[erd(table = "payment", strict = false)]
pub struct Payment {
    #[erd(
        primary_key,
        identity,
        allow(narrow_pk, reason = "true to the original"),
        sql_type(mysql = "int unsigned", mariadb = "int unsigned")
    )]
    pub payment_id: i32,
    #[erd(
        references(Customer, on_delete = restrict, on_update = cascade, name = "fk_payment_customer"),
        index(name = "idx_fk_customer_id"),
        sql_type(mysql = "int unsigned", mariadb = "int unsigned", sqlite = "INT")
    )]
    pub customer_id: i32,
    #[erd(
        references(Staff, on_delete = restrict, on_update = cascade, name = "fk_payment_staff"),
        index(name = "idx_fk_staff_id"),
        sql_type(mysql = "int unsigned", mariadb = "int unsigned", sqlite = "INT")
    )]
    pub staff_id: i32,
    // NOT NULL in the original for PostgreSQL, so that its ON DELETE SET NULL could only fail.
    #[erd(
        references(Rental, on_delete = set_null, on_update = cascade, name = "fk_payment_rental"),
        index(name = "idx_fk_rental_id"),
        sql_type(sqlite = "INT")
    )]
    pub rental_id: Option<i32>,
    #[erd(precision(5, 2), sql_type(sqlite = "DECIMAL(5,2)"))]
    pub amount: Decimal,
    #[erd(
        sql_type(mysql = "datetime", mariadb = "datetime", sqlite = "TIMESTAMP"),
        allow(timestamp_without_zone, reason = "true to the original")
    )]
    pub payment_date: NaiveDateTime,
    #[erd(embed)]
    pub changed: LastUpdate,
}
