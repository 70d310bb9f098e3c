//! Where things are: countries, cities, addresses, and the stores at them.

use crate::{LastUpdate, Staff};

#[derive(erd::Entity)]
#[erd(table = "country", strict = false)]
pub struct Country {
    #[erd(
        primary_key,
        identity,
        allow(narrow_pk, reason = "true to the original"),
        sql_type(mysql = "int unsigned", mariadb = "int unsigned")
    )]
    pub country_id: i32,
    #[erd(max_len = 50, sql_type(sqlite = "VARCHAR(50)"))]
    pub country: String,
    #[erd(embed)]
    pub changed: LastUpdate,
}

#[derive(erd::Entity)]
#[erd(table = "city", strict = false)]
pub struct City {
    #[erd(
        primary_key,
        identity,
        allow(narrow_pk, reason = "true to the original"),
        sql_type(mysql = "int unsigned", mariadb = "int unsigned")
    )]
    pub city_id: i32,
    #[erd(max_len = 50, sql_type(sqlite = "VARCHAR(50)"))]
    pub city: String,
    #[erd(
        references(Country, on_delete = restrict, on_update = cascade, name = "fk_city_country"),
        index(name = "idx_fk_country_id"),
        sql_type(mysql = "int unsigned", mariadb = "int unsigned", sqlite = "INT")
    )]
    pub country_id: i32,
    #[erd(embed)]
    pub changed: LastUpdate,
}

#[derive(erd::Entity)]
#[erd(table = "address", strict = false)]
pub struct Address {
    #[erd(
        primary_key,
        identity,
        allow(narrow_pk, reason = "true to the original"),
        sql_type(mysql = "int unsigned", mariadb = "int unsigned")
    )]
    pub address_id: i32,
    #[erd(max_len = 50, sql_type(sqlite = "VARCHAR(50)"))]
    pub address: String,
    #[erd(max_len = 50, sql_type(sqlite = "VARCHAR(50)"))]
    pub address2: Option<String>,
    #[erd(max_len = 20, sql_type(sqlite = "VARCHAR(20)"))]
    pub district: String,
    #[erd(
        references(City, on_delete = restrict, on_update = cascade, name = "fk_address_city"),
        index(name = "idx_fk_city_id"),
        sql_type(mysql = "int unsigned", mariadb = "int unsigned", sqlite = "INT")
    )]
    pub city_id: i32,
    #[erd(max_len = 10, sql_type(sqlite = "VARCHAR(10)"))]
    pub postal_code: Option<String>,
    #[erd(max_len = 20, sql_type(sqlite = "VARCHAR(20)"))]
    pub phone: String,
    #[erd(embed)]
    pub changed: LastUpdate,
}

#[derive(erd::Entity)]
#[erd(table = "store", strict = false)]
pub struct Store {
    #[erd(
        primary_key,
        identity,
        allow(narrow_pk, reason = "true to the original"),
        sql_type(mysql = "int unsigned", mariadb = "int unsigned")
    )]
    pub store_id: i32,
    // NOT NULL in the original, which makes a cycle with `Staff::store_id` that no insert can enter.
    #[erd(
        references(Staff, on_delete = restrict, on_update = cascade, name = "fk_store_staff"),
        index(unique, name = "idx_unq_manager_staff_id"),
        sql_type(mysql = "int unsigned", mariadb = "int unsigned", sqlite = "INT")
    )]
    pub manager_staff_id: Option<i32>,
    #[erd(
        references(Address, on_delete = restrict, on_update = cascade, name = "fk_store_address"),
        index(name = "idx_fk_store_address"),
        sql_type(mysql = "int unsigned", mariadb = "int unsigned", sqlite = "INT")
    )]
    pub address_id: i32,
    #[erd(embed)]
    pub changed: LastUpdate,
}
