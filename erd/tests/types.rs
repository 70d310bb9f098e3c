//! Rust types whose SQL type is stated at the type, and types of the network.
#![allow(missing_docs, reason = "what is declared here is only compared")]

use erd::Dialect;
use erd::core::Scalar;
use erd::core::schema::{Sql, Type};
use std::net::IpAddr;
use std::ops::Bound;

/// A range, which no logical type stands for.
#[derive(erd::ColumnType)]
#[erd(sql_type = "int4range", opaque)]
pub struct Span(pub Bound<i32>, pub Bound<i32>);

/// A composite type of one database, and text in another.
#[derive(erd::ColumnType)]
#[erd(sql_type(postgres = "shop.money_of", sqlite = "TEXT"), opaque)]
pub struct MoneyOf {
    pub cents: i64,
    pub currency: String,
}

#[derive(erd::ColumnType)]
#[erd(sql_type(postgres = "citext"))]
pub struct Tag(pub String);

#[derive(erd::ColumnType)]
pub struct Blob(pub Vec<u8>);

#[derive(erd::Entity)]
pub struct Row {
    #[erd(primary_key)]
    pub id: i64,
    pub span: Option<Span>,
    pub spans: Vec<Span>,
    pub price: MoneyOf,
    pub prices: Vec<Option<MoneyOf>>,
    pub tag: Tag,
    pub tags: Option<Vec<Tag>>,
    pub address: IpAddr,
    pub addresses: Vec<IpAddr>,
    pub blob: Blob,
    pub blobs: Vec<Blob>,
    #[erd(sql_type = "text")]
    pub renamed: Tag,
}

erd::schema! { pub Rows { Row } }

#[test]
fn a_type_brings_its_sql_type() {
    let schema = Rows::schema();
    let on_postgres = |text: &str| Sql {
        any: None,
        by_dialect: vec![(Dialect::Postgres, text.to_owned())],
    };
    let scalar = Type::Scalar;
    let named = |text: &str| Type::Named(text.to_owned());
    let array = |element| Type::Array(Box::new(element));
    let none = Sql::default;
    let mut price = on_postgres("shop.money_of");
    price.by_dialect.push((Dialect::Sqlite, "TEXT".to_owned()));
    let mut address = on_postgres("inet");
    for dialect in [Dialect::MySql, Dialect::MariaDb] {
        address.by_dialect.push((dialect, "varchar(45)".to_owned()));
    }
    let expected = [
        ("id", scalar(Scalar::I64), none()),
        ("span", named("int4range"), none()),
        ("spans", array(named("int4range")), none()),
        ("price", named("shop.money_of"), price),
        (
            "prices",
            array(named("shop.money_of")),
            on_postgres("shop.money_of[]"),
        ),
        ("tag", scalar(Scalar::Text), on_postgres("citext")),
        ("tags", array(scalar(Scalar::Text)), on_postgres("citext[]")),
        ("address", scalar(Scalar::Text), address),
        (
            "addresses",
            array(scalar(Scalar::Text)),
            on_postgres("inet[]"),
        ),
        ("blob", scalar(Scalar::Bytes), none()),
        ("blobs", array(scalar(Scalar::Bytes)), none()),
        ("renamed", scalar(Scalar::Text), Sql::new("text")),
    ];
    let columns = &schema.tables[0].columns;
    assert_eq!(columns.len(), expected.len());
    for (column, (name, ty, sql_type)) in columns.iter().zip(expected) {
        assert_eq!(column.name, name);
        assert_eq!((&column.ty, &column.sql_type), (&ty, &sql_type), "{name}");
        assert_eq!(column.nullable, ["span", "tags"].contains(&name), "{name}");
    }
}

pub mod orders {
    #[derive(erd::DbEnum)]
    pub enum Status {
        Open,
        Paid,
    }

    #[derive(erd::Entity)]
    pub struct Order {
        #[erd(primary_key)]
        pub id: i64,
        pub status: Status,
    }
}

pub mod users {
    #[derive(erd::DbEnum)]
    pub enum Status {
        Active,
        Banned,
    }

    #[derive(erd::Entity)]
    pub struct User {
        #[erd(primary_key)]
        pub id: i64,
        pub status: Status,
        pub before: Option<Status>,
        pub first: super::orders::Status,
    }
}

erd::schema! { pub Shop { orders::Order, users::User } }

#[test]
fn enums_of_one_name_keep_their_values() {
    let schema = Shop::schema();
    let values = |table: usize, column: &str| {
        let table = &schema.tables[table];
        let Some(Type::Enum(key)) = table.find_column(column).map(|id| &table[id].ty) else {
            return Vec::new();
        };
        schema
            .find_enum(key)
            .map_or(Vec::new(), |ty| ty.values.clone())
    };
    assert_eq!(values(0, "status"), ["open", "paid"]);
    assert_eq!(values(1, "status"), ["active", "banned"]);
    assert_eq!(values(1, "before"), ["active", "banned"]);
    assert_eq!(values(1, "first"), ["open", "paid"]);
    assert_eq!(schema.enums.len(), 2);
}
