//! A column gets another name.

use super::{App, Deploy, postgres};
use crate::engines::apply;
use erd_core::schema::{ColumnId, Schema, Sql};
use erd_core::{Dialect, Scalar};
use erd_migrate::OpKind;
use testkit::schema::{With as _, column, id, schema, table};

pub(crate) const VALUES: [&str; 5] = ["5", "6", "7", "8", "9"];

pub(crate) const BY_QUANTITY: App = App {
    insert: |id, v| format!("INSERT INTO orders (id, quantity) VALUES ({id}, {v})"),
    update: |id, v| format!("UPDATE orders SET quantity = {v} WHERE id = {id}"),
    delete: |id| format!("DELETE FROM orders WHERE id = {id}"),
    select: "SELECT id, quantity FROM orders ORDER BY id",
};

pub(crate) const BY_AMOUNT: App = App {
    insert: |id, v| format!("INSERT INTO orders (id, amount) VALUES ({id}, {v})"),
    update: |id, v| format!("UPDATE orders SET amount = {v} WHERE id = {id}"),
    delete: |id| format!("DELETE FROM orders WHERE id = {id}"),
    select: "SELECT id, amount FROM orders ORDER BY id",
};

/// A column that is required, checked, unique and indexed.
pub(crate) fn orders(name: &str) -> Schema {
    let columns = [
        id(),
        column(name, Scalar::I64),
        column("note", Scalar::Text).len(20).nullable(),
    ];
    let mut schema = schema(
        [],
        [table("orders", columns)
            .unique(&[name], |_| {})
            .index(&[name, "note"], |_| {})
            .check("positive", Sql::new(format!("{name} > 0")))],
    );
    if name == "amount" {
        schema.tables[0].columns[1].renamed_from = Some("quantity".into());
    }
    schema
}

#[test]
fn both_names_work() {
    for dialect in testkit::dialects() {
        let schemas = (&orders("quantity"), &orders("amount"));
        let deploy = Deploy::start(dialect, schemas, (BY_QUANTITY, BY_AMOUNT), VALUES);
        deploy.there_and_back(schemas);
    }
}

/// On the way back no row has the default for want of its own value.
#[test]
fn both_names_of_a_unique_column_with_a_default_work() {
    let with = |mut schema: Schema| {
        schema.tables[0].columns[1].default = Sql::new("3");
        schema
    };
    for dialect in testkit::dialects() {
        let schemas = (&with(orders("quantity")), &with(orders("amount")));
        let deploy = Deploy::start(dialect, schemas, (BY_QUANTITY, BY_AMOUNT), VALUES);
        deploy.there_and_back(schemas);
    }
}

#[test]
fn what_is_not_said_is_the_default_in_both() {
    for dialect in testkit::dialects() {
        let with = |mut schema: Schema, nullable: bool| {
            let column = &mut schema.tables[0].columns[1];
            column.default = Sql::new("3");
            column.nullable = nullable;
            schema.tables[0].indexes.clear();
            schema
        };
        for nullable in [false, true] {
            let schemas = (
                &with(orders("quantity"), nullable),
                &with(orders("amount"), nullable),
            );
            let mut deploy = Deploy::start(dialect, schemas, (BY_QUANTITY, BY_AMOUNT), VALUES);
            deploy.expand();
            deploy.say("INSERT INTO orders (id) VALUES (10)");
            deploy.say("INSERT INTO orders (id, quantity) VALUES (11, 3)");
            deploy.say("INSERT INTO orders (id, amount) VALUES (12, 3)");
            let mut expected = vec!["3", "3", "3"];
            if nullable {
                deploy.say("INSERT INTO orders (id, quantity) VALUES (13, NULL)");
                deploy.say("INSERT INTO orders (id, amount) VALUES (14, NULL)");
                expected.extend(["NULL", "NULL"]);
            }
            for name in ["quantity", "amount"] {
                let query = format!("SELECT {name} FROM orders WHERE id > 9 ORDER BY id");
                let rows = deploy.db.query(&query).expect("rows");
                let found: Vec<_> = rows
                    .into_iter()
                    .map(|mut row| row.remove(0).unwrap_or_else(|| "NULL".into()))
                    .collect();
                assert_eq!(found, expected, "{dialect} {name}");
            }
        }
    }
}

/// Nothing is dropped while rows differ: somebody wrote past the triggers.
#[test]
fn the_contract_phase_waits_for_each_row() {
    for dialect in testkit::dialects() {
        let schemas = (&orders("quantity"), &orders("amount"));
        let mut deploy = Deploy::start(dialect, schemas, (BY_QUANTITY, BY_AMOUNT), VALUES);
        deploy.expand();
        assert!(!deploy.is_held_back(), "{dialect}");
        deploy.say(if dialect == Dialect::Postgres {
            "ALTER TABLE orders DISABLE TRIGGER USER"
        } else {
            "DROP TRIGGER zz_orders_erd_sync_update"
        });
        deploy.say("UPDATE orders SET quantity = 18 WHERE id = 2");
        assert!(deploy.is_held_back(), "{dialect}");
        deploy.say("UPDATE orders SET amount = 18 WHERE id = 2");
        assert!(!deploy.is_held_back(), "{dialect}");
    }
}

const BY_ID: App = App {
    insert: |id, v| format!("INSERT INTO orders (id, quantity) VALUES ({id}, {v})"),
    update: |id, v| {
        format!(
            "WITH a AS (INSERT INTO lines (id, order_id) VALUES ({id} * 100 + {v}, {id})) UPDATE orders SET quantity = {v} WHERE id = {id}"
        )
    },
    delete: |id| format!("DELETE FROM orders WHERE id = {id}"),
    select: "SELECT id, quantity FROM orders ORDER BY id",
};
const BY_NUMBER: App = App {
    insert: |id, v| format!("INSERT INTO orders (number, quantity) VALUES ({id}, {v})"),
    update: |id, v| {
        format!(
            "WITH a AS (INSERT INTO lines (id, order_id) VALUES ({id} * 100 + {v}, {id})) UPDATE orders SET quantity = {v} WHERE number = {id}"
        )
    },
    delete: |id| format!("DELETE FROM orders WHERE number = {id}"),
    select: "SELECT number, quantity FROM orders ORDER BY number",
};

/// The key of a table that another one references, by the database's numbers.
#[test]
fn a_key_and_what_points_at_it() {
    let shop = |key: &str, serial: bool| {
        let mut first = id();
        first.name = key.into();
        if serial {
            first.identity = Some(erd_core::schema::Identity::Serial);
        }
        if key != "id" {
            first.renamed_from = Some("id".into());
        }
        schema(
            [],
            [
                table("orders", [first, column("quantity", Scalar::I64)]),
                table("lines", [id(), column("order_id", Scalar::I64)])
                    .references(
                        &["order_id"],
                        0,
                        &[key],
                        Some(erd_core::schema::Action::Cascade),
                    )
                    .index(&["order_id"], |_| {}),
            ],
        )
    };
    if let Some(dialect) = postgres() {
        for serial in [false, true] {
            let schemas = (&shop("id", serial), &shop("number", serial));
            let deploy = Deploy::start(dialect, schemas, (BY_ID, BY_NUMBER), VALUES);
            deploy.there_and_back(schemas);
            // Numbers go on where they were, in either form.
            let mut deploy = Deploy::start(dialect, schemas, (BY_ID, BY_NUMBER), VALUES);
            deploy.say("SELECT nextval('orders_id_seq') FROM generate_series(1, 40)");
            deploy.expand();
            deploy.say("INSERT INTO orders (quantity) VALUES (1)");
            for migration in deploy.phase(erd_migrate::Phase::Contract) {
                deploy.migrate(&migration);
            }
            deploy.say("INSERT INTO orders (quantity) VALUES (2)");
            let rows = deploy
                .db
                .query("SELECT number FROM orders WHERE quantity < 3 ORDER BY number");
            let numbers = ["41", "42"].map(|n| vec![Some(n.to_owned())]);
            assert_eq!(rows.as_deref(), Ok(&numbers[..]), "{dialect} {serial}");
        }
    }
}

/// Two columns that take each other's names cannot stand side by side: it is done in place, and the plan says so.
#[test]
fn names_that_are_swapped_change_in_place() {
    let mut old = orders("quantity");
    old.tables[0].columns.push(column("size", Scalar::I64));
    let mut new = old.clone();
    new.tables[0].columns[1].name = "size".into();
    new.tables[0].columns[1].renamed_from = Some("quantity".into());
    new.tables[0].columns[3].name = "quantity".into();
    new.tables[0].columns[3].renamed_from = Some("size".into());
    new.tables[0].checks[0].sql = Sql::new("size > 0");
    assert_eq!(
        new.tables[0].indexes[0].key_columns(),
        Some(vec![ColumnId(1)])
    );
    let plan = crate::engines::planned(&old, &new, Dialect::Postgres).expect("a plan");
    let rename = plan
        .ops()
        .find(|op| op.name.to_string() == "rename_columns:orders")
        .expect("in place");
    let told: Vec<_> = rename.hazards.iter().map(|h| h.message.as_str()).collect();
    assert!(
        told[0].ends_with("not in phases, because `size` is the name of another column until then: rename that one in a migration before"),
        "{told:?}"
    );
}

/// SQLite makes all changes at once, so one of them that would not wait keeps the others from waiting.
#[test]
fn a_rename_beside_another_change_is_in_place_on_sqlite() {
    let mut new = orders("amount");
    new.tables[0]
        .columns
        .push(column("size", Scalar::I64).nullable());
    let plan = crate::engines::planned(&orders("quantity"), &new, Dialect::Sqlite).expect("a plan");
    assert_eq!(plan.migrations.len(), 1);
    let told = plan.ops().flat_map(|op| &op.hazards);
    let told: Vec<_> = told
        .filter(|h| h.rule == "M14")
        .map(|h| h.message.as_str())
        .collect();
    assert_eq!(
        told,
        [
            "a version of the application that runs and knows the old name fails at once; not in phases, because other changes come with it: rename it in a migration of its own"
        ]
    );
}

/// The key that a column in two forms points at has its name only at the end.
#[test]
fn a_column_in_phases_points_at_one_that_is_not() {
    let shop = |new: bool| {
        let named = |name: &str, was: &str| {
            let mut column = column(name, Scalar::I64);
            column.renamed_from = new.then(|| was.to_owned());
            column
        };
        let (code, of, a, b) = if new {
            ("number", "order_number", "wide", "high")
        } else {
            ("code", "order_code", "high", "wide")
        };
        let columns = [
            id(),
            named(code, "code"),
            named(a, "high"),
            named(b, "wide"),
        ];
        schema(
            [],
            [
                table("orders", columns).unique(&[code], |_| {}),
                table("lines", [id(), named(of, "order_code")])
                    .references(&[of], 0, &[code], None)
                    .index(&[of], |_| {}),
            ],
        )
    };
    for dialect in testkit::dialects() {
        let migrated = crate::engines::migrate(&shop(false), &shop(true), dialect);
        let plan = migrated.unwrap_or_else(|e| panic!("{e}"));
        if dialect != Dialect::Sqlite {
            let names: Vec<_> = plan.ops().map(|op| op.name.to_string()).collect();
            let contains = |wanted: &str| names.iter().any(|name| name == wanted);
            assert!(contains("rename_columns:orders"), "{dialect}: {names:?}");
            assert!(
                contains("add_column:lines.order_number"),
                "{dialect}: {names:?}"
            );
        }
    }
}

/// Statements that take one table's lock and end at once are one migration.
#[test]
fn a_rename_is_a_few_migrations() {
    let shape = |dialect| {
        let plan = crate::engines::planned(&orders("quantity"), &orders("amount"), dialect);
        let plan = plan.expect("a plan");
        let names = |ops: &[erd_migrate::Op]| -> Vec<String> {
            ops.iter().map(|op| op.name.kind.to_string()).collect()
        };
        plan.migrations
            .iter()
            .map(|m| names(&m.ops))
            .collect::<Vec<_>>()
    };
    for (dialect, expected) in [(Dialect::Postgres, 7), (Dialect::MySql, 4)] {
        let found = shape(dialect);
        assert_eq!(found.len(), expected, "{dialect}: {found:#?}");
    }
}

/// Whoever changes another column of a row that is not filled yet is not refused for that.
#[test]
fn a_row_that_waits_for_the_fill_can_be_changed() {
    let Some(dialect) = postgres() else {
        return;
    };
    let schemas = (&orders("quantity"), &orders("amount"));
    let mut deploy = Deploy::start(dialect, schemas, (BY_QUANTITY, BY_AMOUNT), VALUES);
    let first = &deploy.plan.migrations[0];
    assert!(
        first
            .ops
            .iter()
            .any(|op| op.name.kind == OpKind::RequireValue),
        "{first:?}"
    );
    apply(&mut deploy.db, &first.clone()).expect("the second form and its triggers");
    deploy.say("UPDATE orders SET note = 'changed' WHERE id = 1");
    let rows = deploy.db.query("SELECT id, amount FROM orders ORDER BY id");
    let rows = rows.expect("both rows");
    assert_eq!(rows[0][1].as_deref(), Some("5"));
    assert_eq!(rows[1][1], None, "the other row is not filled yet");
}
