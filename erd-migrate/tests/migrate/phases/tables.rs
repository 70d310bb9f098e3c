//! A table gets another name.

use super::{App, Deploy, dialects};
use erd_core::schema::{Action, Schema};
use erd_core::{Dialect, Scalar, naming};
use testkit::schema::{With as _, column, id, schema, table, updated_at};

const ORDERS: App = App {
    insert: |id, v| format!("INSERT INTO orders (id, quantity) VALUES ({id}, {v})"),
    update: |id, v| format!("UPDATE orders SET quantity = {v} WHERE id = {id}"),
    delete: |id| format!("DELETE FROM orders WHERE id = {id}"),
    select: "SELECT id, quantity FROM orders ORDER BY id",
};

const PURCHASES: App = App {
    insert: |id, v| format!("INSERT INTO purchases (id, quantity) VALUES ({id}, {v})"),
    update: |id, v| format!("UPDATE purchases SET quantity = {v} WHERE id = {id}"),
    delete: |id| format!("DELETE FROM purchases WHERE id = {id}"),
    select: "SELECT id, quantity FROM purchases ORDER BY id",
};

const AMOUNTS: App = App {
    insert: |id, v| format!("INSERT INTO purchases (id, amount) VALUES ({id}, {v})"),
    update: |id, v| format!("UPDATE purchases SET amount = {v} WHERE id = {id}"),
    delete: |id| format!("DELETE FROM purchases WHERE id = {id}"),
    select: "SELECT id, amount FROM purchases ORDER BY id",
};

const VALUES: [&str; 5] = ["5", "6", "7", "8", "9"];

/// With a default, an index, a trigger, and a table that references it.
fn shop(name: &str, quantity: &str) -> Schema {
    let columns = [
        id(),
        column(quantity, Scalar::I64),
        column("note", Scalar::Text).len(20).default("'none'"),
        updated_at(),
    ];
    let mut schema = schema(
        [],
        [
            table(name, columns).index(&["note"], |_| {}),
            table("lines", [id(), column("order_id", Scalar::I64)])
                .references(&["order_id"], 0, &["id"], Some(Action::Cascade))
                .index(&["order_id"], |_| {}),
        ],
    );
    if name != "orders" {
        schema.tables[0].renamed_from = Some("orders".into());
    }
    if quantity != "quantity" {
        schema.tables[0].columns[1].renamed_from = Some("quantity".into());
    }
    schema
}

#[test]
fn both_names_work() {
    for dialect in dialects() {
        let schemas = (&shop("orders", "quantity"), &shop("purchases", "quantity"));
        Deploy::start(dialect, schemas, (ORDERS, PURCHASES), VALUES).there_and_back(schemas);
        let mut deploy = Deploy::start(dialect, schemas, (ORDERS, PURCHASES), VALUES);
        deploy.expand();
        deploy.say("INSERT INTO orders (id, quantity) VALUES (10, 1)");
        let rows = deploy.db.query("SELECT note FROM purchases WHERE id = 10");
        assert_eq!(rows, Ok(vec![vec![Some("none".into())]]), "{dialect}");
    }
}

#[test]
fn a_table_and_a_column_of_it_at_once() {
    for dialect in dialects() {
        let schemas = (&shop("orders", "quantity"), &shop("purchases", "amount"));
        Deploy::start(dialect, schemas, (ORDERS, AMOUNTS), VALUES).there_and_back(schemas);
    }
}

/// Who could use the table can use it under either name.
#[test]
fn rights_hold_for_both_names() {
    if !dialects().contains(&Dialect::Postgres) {
        return;
    }
    let schemas = (&shop("orders", "quantity"), &shop("purchases", "quantity"));
    let mut deploy = Deploy::start(Dialect::Postgres, schemas, (ORDERS, PURCHASES), VALUES);
    let role = naming::fit(&format!("stages_app_{}", std::process::id()));
    deploy.say(&format!("CREATE ROLE {role}"));
    deploy.say(&format!("GRANT SELECT, INSERT ON orders TO {role}"));
    deploy.expand();
    deploy.say(&format!("SET ROLE {role}"));
    deploy.say("INSERT INTO orders (id, quantity) VALUES (20, 1)");
    let refused = deploy.db.execute("DELETE FROM orders WHERE id = 20");
    let rows = deploy
        .db
        .query("SELECT quantity FROM purchases WHERE id = 20");
    deploy.say("RESET ROLE");
    deploy.say(&format!("DROP OWNED BY {role}"));
    deploy.say(&format!("DROP ROLE {role}"));
    assert!(refused.is_err_and(|e| e.contains("permission denied")));
    assert_eq!(rows, Ok(vec![vec![Some("1".into())]]));
}

/// What is lost is asked about under the name that the table has.
#[test]
fn a_loss_beside_a_rename_has_the_old_name() {
    for dialect in dialects() {
        let (old, mut new) = (shop("orders", "quantity"), shop("purchases", "quantity"));
        new.tables[0].columns.remove(2);
        new.tables[0].indexes.clear();
        let difference = erd_migrate::diff(&old, &new, dialect, &erd_migrate::Options::default())
            .expect("a difference");
        let refused = erd_migrate::plan(&difference, &erd_migrate::PlanOptions::default());
        let refusals = refused.expect_err("a loss").0;
        let helps: Vec<_> = refusals.iter().map(|r| r.help.as_str()).collect();
        assert_eq!(
            helps,
            ["say `--allow drop_column:orders.note` if that is wanted"]
        );
    }
}
