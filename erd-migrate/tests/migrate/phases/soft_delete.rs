//! Rows are soft-deleted from now on (rule M57).

use super::{App, Deploy, dialects};
use erd_core::Scalar;
use erd_core::schema::{IndexKind, Schema, UniqueScope};
use erd_migrate::Phase;
use testkit::schema::{With as _, column, deleted_at, id, schema, table};

const HARD: App = App {
    insert: |id, v| format!("INSERT INTO customers (id, email) VALUES ({id}, '{v}')"),
    update: |id, v| format!("UPDATE customers SET email = '{v}' WHERE id = {id}"),
    delete: |id| format!("DELETE FROM customers WHERE id = {id}"),
    select: "SELECT id, email FROM customers ORDER BY id",
};

/// Reads what lives, and deletes for good only what it must: the old version knows no other rows.
const SOFT: App = App {
    select: "SELECT id, email FROM customers WHERE deleted_at IS NULL ORDER BY id",
    ..HARD
};

const EMAILS: [&str; 5] = ["a@x", "b@x", "c@x", "d@x", "e@x"];

fn customers(soft: bool) -> Schema {
    let columns = [id(), column("email", Scalar::Text).len(50)];
    let mut schema = schema([], [table("customers", columns).unique(&["email"], |_| {})]);
    if soft {
        schema.tables[0].columns.push(deleted_at());
        let index = &mut schema.tables[0].indexes[0];
        index.kind = IndexKind::Unique;
        index.scope = UniqueScope::Live;
    }
    schema
}

#[test]
fn the_key_of_all_rows_stands_until_the_old_version_is_gone() {
    for dialect in dialects() {
        let schemas = (&customers(false), &customers(true));
        Deploy::start(dialect, schemas, (HARD, SOFT), EMAILS).there_and_back(schemas);
        let mut deploy = Deploy::start(dialect, schemas, (HARD, SOFT), EMAILS);
        deploy.expand();
        let again = "INSERT INTO customers (id, email) VALUES (50, 'a@x')";
        deploy.say("UPDATE customers SET deleted_at = CURRENT_TIMESTAMP WHERE id = 1");
        assert!(
            deploy.db.execute(again).is_err(),
            "{dialect}: the old key stands"
        );
        for migration in deploy.phase(Phase::Contract) {
            deploy.migrate(&migration);
        }
        deploy.say(again);
        let twice = "INSERT INTO customers (id, email) VALUES (51, 'a@x')";
        assert!(
            deploy.db.execute(twice).is_err(),
            "{dialect}: the new key stands"
        );
    }
}
