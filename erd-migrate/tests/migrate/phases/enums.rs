//! A native enum loses a value, or has its values in another order.

use super::{App, Deploy, dialects};
use erd_core::schema::{EnumStorage, Schema};
use erd_migrate::Phase;
use testkit::schema::{With as _, enum_type, enumerated, id, schema, table};

const APP: App = App {
    insert: |id, v| format!("INSERT INTO orders (id, state) VALUES ({id}, '{v}')"),
    update: |id, v| format!("UPDATE orders SET state = '{v}', was = '{v}' WHERE id = {id}"),
    delete: |id| format!("DELETE FROM orders WHERE id = {id}"),
    select: "SELECT id, state FROM orders ORDER BY id",
};

const STATES: [&str; 5] = ["open", "paid", "open", "sent", "paid"];

/// Two columns of one enum, and a third in another table.
fn orders(values: &[&str]) -> Schema {
    let state = enumerated("state", "state").default("'open'");
    let was = enumerated("was", "state").nullable();
    let columns = [id(), state, was];
    let log = [id(), enumerated("state", "state").nullable()];
    schema(
        [enum_type("state", EnumStorage::Native, values)],
        [
            table("orders", columns).index(&["state"], |_| {}),
            table("log", log),
        ],
    )
}

#[test]
fn a_value_goes() {
    for dialect in dialects() {
        let (old, new) = (
            orders(&["open", "paid", "lost", "sent"]),
            orders(&["open", "paid", "sent"]),
        );
        let schemas = (&old, &new);
        Deploy::start(dialect, schemas, (APP, APP), STATES).there_and_back(schemas);
        // The old version may still write it, and then the contract phase waits.
        let mut deploy = Deploy::start(dialect, schemas, (APP, APP), STATES);
        deploy.expand();
        deploy.say("INSERT INTO orders (id, state) VALUES (10, 'lost')");
        assert!(deploy.is_held_back(), "{dialect}");
        deploy.say("UPDATE orders SET state = 'sent' WHERE id = 10");
        assert!(!deploy.is_held_back(), "{dialect}");
        for migration in deploy.phase(Phase::Contract) {
            deploy.migrate(&migration);
        }
        let again = "INSERT INTO orders (id, state) VALUES (11, 'lost')";
        let refused = deploy.db.execute(again);
        assert!(refused.is_err(), "{dialect}: the value is gone");
        deploy.say("INSERT INTO orders (id) VALUES (12)");
    }
}

#[test]
fn values_change_places() {
    for dialect in dialects() {
        let (old, new) = (
            orders(&["open", "paid", "sent"]),
            orders(&["sent", "paid", "open"]),
        );
        let schemas = (&old, &new);
        Deploy::start(dialect, schemas, (APP, APP), STATES).there_and_back(schemas);
    }
}
