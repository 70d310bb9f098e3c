//! People: those who rent and those who work in a store.

use crate::{Address, LastUpdate, Store};
use chrono::NaiveDateTime;

#[derive(erd::Entity)]
#[erd(table = "customer", strict = false)]
pub struct Customer {
    #[erd(
        primary_key,
        identity,
        allow(narrow_pk, reason = "true to the original"),
        sql_type(mysql = "int unsigned", mariadb = "int unsigned")
    )]
    pub customer_id: i32,
    #[erd(
        references(Store, on_delete = restrict, on_update = cascade, name = "fk_customer_store"),
        index(name = "idx_fk_store_id"),
        sql_type(mysql = "int unsigned", mariadb = "int unsigned", sqlite = "INT")
    )]
    pub store_id: i32,
    #[erd(max_len = 45, sql_type(sqlite = "VARCHAR(45)"))]
    pub first_name: String,
    #[erd(
        max_len = 45,
        sql_type(sqlite = "VARCHAR(45)"),
        index(name = "idx_last_name")
    )]
    pub last_name: String,
    #[erd(max_len = 50, sql_type(sqlite = "VARCHAR(50)"))]
    pub email: Option<String>,
    #[erd(
        references(Address, on_delete = restrict, on_update = cascade, name = "fk_customer_address"),
        index(name = "idx_fk_address_id"),
        sql_type(mysql = "int unsigned", mariadb = "int unsigned", sqlite = "INT")
    )]
    pub address_id: i32,
    #[erd(default = "true")]
    pub active: bool,
    #[erd(
        sql_type(mysql = "datetime", mariadb = "datetime", sqlite = "TIMESTAMP"),
        allow(timestamp_without_zone, reason = "true to the original")
    )]
    pub create_date: NaiveDateTime,
    #[erd(embed)]
    pub changed: LastUpdate,
}

#[derive(erd::Entity)]
#[erd(table = "staff", strict = false)]
pub struct Staff {
    #[erd(
        primary_key,
        identity,
        allow(narrow_pk, reason = "true to the original"),
        sql_type(mysql = "int unsigned", mariadb = "int unsigned")
    )]
    pub staff_id: i32,
    #[erd(max_len = 45, sql_type(sqlite = "VARCHAR(45)"))]
    pub first_name: String,
    #[erd(max_len = 45, sql_type(sqlite = "VARCHAR(45)"))]
    pub last_name: String,
    #[erd(
        references(Address, on_delete = restrict, on_update = cascade, name = "fk_staff_address"),
        index(name = "idx_fk_staff_address_id"),
        sql_type(mysql = "int unsigned", mariadb = "int unsigned", sqlite = "INT")
    )]
    pub address_id: i32,
    #[erd(sql_type(mysql = "mediumblob", mariadb = "mediumblob"))]
    pub picture: Option<Vec<u8>>,
    #[erd(max_len = 50, sql_type(sqlite = "VARCHAR(50)"))]
    pub email: Option<String>,
    #[erd(
        references(Store, on_delete = restrict, on_update = cascade, name = "fk_staff_store"),
        index(name = "idx_fk_staff_store_id"),
        sql_type(mysql = "int unsigned", mariadb = "int unsigned", sqlite = "INT")
    )]
    pub store_id: i32,
    #[erd(sql_type(sqlite = "SMALLINT"), default = "true")]
    pub active: bool,
    #[erd(max_len = 16, sql_type(sqlite = "VARCHAR(16)"))]
    pub username: String,
    #[erd(
        max_len = 40,
        sql_type(sqlite = "VARCHAR(40)"),
        collate(mysql = "utf8mb4_bin", mariadb = "utf8mb4_bin")
    )]
    pub password: Option<String>,
    #[erd(embed)]
    pub changed: LastUpdate,
}
