//! A column gets another type under its name, which means the new one from the switch on.

use super::{App, Deploy, dialects, postgres};
use erd_core::Scalar;
use erd_core::schema::{Action, Identity, Schema, Sql, Type};
use testkit::schema::{With as _, column, id, schema, table};

const APP: App = App {
    insert: |id, v| format!("INSERT INTO orders (id, quantity) VALUES ({id}, '{v}')"),
    update: |id, v| format!("UPDATE orders SET quantity = '{v}' WHERE id = {id}"),
    delete: |id| format!("DELETE FROM orders WHERE id = {id}"),
    select: "SELECT id, quantity FROM orders ORDER BY id",
};

fn orders(ty: Scalar, len: Option<u32>) -> Schema {
    let mut quantity = column("quantity", ty);
    quantity.max_len = len;
    let mut table = table("orders", [id(), quantity]).unique(&["quantity"], |_| {});
    if ty != Scalar::Text {
        table = table.check("positive", Sql::new("quantity > 0"));
    }
    schema([], [table])
}

#[test]
fn a_number_is_widened() {
    for dialect in dialects() {
        let schemas = (&orders(Scalar::I32, None), &orders(Scalar::I64, None));
        let deploy = Deploy::start(dialect, schemas, (APP, APP), ["5", "6", "7", "8", "9"]);
        deploy.there_and_back(schemas);
    }
}

#[test]
fn a_number_becomes_text_and_text_a_number() {
    let (number, text) = (orders(Scalar::I32, None), orders(Scalar::Text, Some(40)));
    for dialect in dialects() {
        for schemas in [(&number, &text), (&text, &number)] {
            let deploy = Deploy::start(dialect, schemas, (APP, APP), ["5", "6", "7", "8", "9"]);
            deploy.there_and_back(schemas);
        }
    }
}

/// A text that is no number stays as the old version wrote it; the contract phase waits until it is one.
#[test]
fn a_value_without_another_form_holds_the_contract_phase_back() {
    for dialect in dialects() {
        let schemas = (&orders(Scalar::Text, Some(40)), &orders(Scalar::I32, None));
        let mut deploy = Deploy::start(dialect, schemas, (APP, APP), ["5", "6", "7", "8", "9"]);
        deploy.expand();
        deploy.say("INSERT INTO orders (id, quantity) VALUES (10, 'many')");
        deploy.say("INSERT INTO orders (id, quantity) VALUES (11, '012')");
        let rows = deploy
            .db
            .query("SELECT quantity FROM orders WHERE id > 9 ORDER BY id");
        let texts = ["many", "012"].map(|text| vec![Some(text.to_owned())]);
        assert_eq!(rows.as_deref(), Ok(&texts[..]), "{dialect}");
        assert!(deploy.is_held_back(), "{dialect}");
        deploy.say("UPDATE orders SET quantity = '10' WHERE id = 10");
        assert!(!deploy.is_held_back(), "{dialect}");
    }
}

const WITH_LINES: App = App {
    insert: |id, v| format!("INSERT INTO orders (id, quantity, parent_id) VALUES ({id}, {v}, 1)"),
    update: |id, v| {
        format!(
            "WITH a AS (INSERT INTO lines (id, order_id) VALUES ({id} * 100 + {v}, {id})) UPDATE orders SET quantity = {v} WHERE id = {id}"
        )
    },
    delete: |id| format!("DELETE FROM orders WHERE id = {id}"),
    select: "SELECT id, quantity FROM orders ORDER BY id",
};

/// The key of a table, and all that points at it, outgrow 32 bits (rule M29).
#[test]
fn a_key_is_widened_with_what_points_at_it() {
    let shop = |ty: Scalar, identity: Identity| {
        let mut key = id();
        key.identity = Some(identity);
        key.ty = Type::Scalar(ty);
        let parent = column("parent_id", ty).nullable();
        schema(
            [],
            [
                table("orders", [key, column("quantity", Scalar::I64), parent])
                    .references(&["parent_id"], 0, &["id"], None)
                    .index(&["parent_id"], |_| {}),
                table("lines", [id(), column("order_id", ty)])
                    .references(&["order_id"], 0, &["id"], Some(Action::Cascade))
                    .index(&["order_id"], |_| {}),
            ],
        )
    };
    if let Some(dialect) = postgres() {
        for identity in [Identity::ByDefault, Identity::Serial] {
            let schemas = (&shop(Scalar::I32, identity), &shop(Scalar::I64, identity));
            let apps = (WITH_LINES, WITH_LINES);
            let deploy = Deploy::start(dialect, schemas, apps, ["5", "6", "7", "8", "9"]);
            deploy.there_and_back(schemas);
            let mut deploy = Deploy::start(dialect, schemas, apps, ["5", "6", "7", "8", "9"]);
            deploy.say("SELECT setval('orders_id_seq', 2147483646)");
            deploy.expand();
            deploy.say("INSERT INTO orders (quantity) VALUES (1)");
            for migration in deploy.phase(erd_migrate::Phase::Contract) {
                deploy.migrate(&migration);
            }
            deploy.say("INSERT INTO orders (quantity) VALUES (2)");
            let rows = deploy
                .db
                .query("SELECT id FROM orders WHERE quantity < 3 ORDER BY id");
            let numbers = ["2147483647", "2147483648"].map(|n| vec![Some(n.to_owned())]);
            assert_eq!(rows.as_deref(), Ok(&numbers[..]), "{dialect} {identity:?}");
        }
    }
}
