//! SQL objects beside the entities of a schema.
#![allow(missing_docs, reason = "what is declared here is only compared")]

use erd::Dialect;
use erd::core::schema::{ObjectKind, ObjectName, Sql, SqlObject};

#[derive(erd::DbEnum)]
#[erd(storage = native, schema = "shop")]
pub enum Mood {
    Fine,
}

#[derive(erd::Entity)]
#[erd(
    schema = "shop",
    depends_on(
        "function shop.next(integer, text)",
        "type shop.mood",
        "table events_old"
    )
)]
pub struct Order {
    #[erd(primary_key)]
    pub id: i64,
    pub mood: Mood,
}

#[derive(erd::Entity)]
#[erd(
    primary_key(day),
    partition_by(
        range(day),
        partition("events_old", "FOR VALUES FROM (1) TO (2)"),
        partition("events_rest", "DEFAULT"),
        default
    )
)]
pub struct Event {
    pub day: i64,
}

const REFRESH: &str = "REFRESH MATERIALIZED VIEW shop.totals ; \n";

erd::schema! {
    pub Shop {
        Order,
        Event,

        objects {
            /// Case does not matter.
            extension "citext" = "CREATE EXTENSION citext";
            function "next" ("integer, text") in "shop" = include_str!("objects/next.sql"), after("type shop.mood");
            function "next" () in "shop" = r"CREATE FUNCTION shop.next() RETURNS integer AS $$SELECT 1; $$ LANGUAGE sql";
            materialized view "totals" in "shop" =
                concat!("CREATE MATERIALIZED VIEW shop.totals AS ", "SELECT 1"),
                REFRESH,
                after("table shop.orders", "function shop.next(integer, text)"),
                comment = "kept";
            trigger "touch" on "shop.orders" =
                postgres = "CREATE TRIGGER touch ..",
                sqlite = "CREATE TRIGGER \"touch\" .. END;",
                sqlite = "SELECT 1",
                "ANALYZE",
                after("function shop.next()", "table events_rest");
        }
    }
}

fn sql(dialects: &[(Dialect, &str)]) -> Sql {
    Sql {
        any: None,
        by_dialect: dialects
            .iter()
            .map(|(d, t)| (*d, (*t).to_owned()))
            .collect(),
    }
}

#[test]
fn objects_are_in_the_schema() {
    let shop = Some("shop".to_owned());
    let text =
        "CREATE FUNCTION shop.next(integer, text) RETURNS integer\nAS $$ SELECT 1; $$ LANGUAGE sql";
    let none = "CREATE FUNCTION shop.next() RETURNS integer AS $$SELECT 1; $$ LANGUAGE sql";
    let keys = |keys: &[&str]| keys.iter().map(|key| (*key).to_owned()).collect::<Vec<_>>();
    let expected = [
        SqlObject {
            comment: Some("Case does not matter.".to_owned()),
            ..SqlObject::new(ObjectKind::Extension, "citext", "CREATE EXTENSION citext")
        },
        SqlObject {
            schema: shop.clone(),
            arguments: Some("integer, text".to_owned()),
            depends_on: keys(&["type shop.mood"]),
            ..SqlObject::new(ObjectKind::Function, "next", text)
        },
        SqlObject {
            schema: shop.clone(),
            arguments: Some(String::new()),
            ..SqlObject::new(ObjectKind::Function, "next", none)
        },
        SqlObject {
            schema: shop.clone(),
            create: vec![
                Sql::new("CREATE MATERIALIZED VIEW shop.totals AS SELECT 1"),
                Sql::new("REFRESH MATERIALIZED VIEW shop.totals"),
            ],
            depends_on: keys(&["table shop.orders", "function shop.next(integer, text)"]),
            comment: Some("kept".to_owned()),
            ..SqlObject::new(ObjectKind::MaterializedView, "totals", "")
        },
        SqlObject {
            table: Some(ObjectName {
                schema: shop,
                name: "orders".to_owned(),
            }),
            create: vec![
                sql(&[
                    (Dialect::Postgres, "CREATE TRIGGER touch .."),
                    (Dialect::Sqlite, "CREATE TRIGGER \"touch\" .. END"),
                ]),
                sql(&[(Dialect::Sqlite, "SELECT 1")]),
                Sql::new("ANALYZE"),
            ],
            depends_on: keys(&["function shop.next()", "table events_rest"]),
            ..SqlObject::new(ObjectKind::Trigger, "touch", "")
        },
    ];
    let schema = Shop::schema();
    for (object, expected) in schema.objects.iter().zip(&expected) {
        assert_eq!(object, expected);
    }
    assert_eq!(schema.objects.len(), expected.len());
    let found = schema.find_object("trigger touch on shop.orders");
    assert!(found.is_some_and(|trigger| !trigger.exists_on(Dialect::MySql)));
}
