//! Entries of rows, and what is not in them.

use super::{is_described, logged, orders, people, with_history};
use crate::connections::{all, each, those};
use erd_core::schema::AuditBy;
use erd_core::{Dialect, Scalar};
use erd_diesel::{Entry, History, HistoryError, Operation, Session};
use std::time::SystemTime;
use testkit::schema::{With as _, column, table};

fn runs<C: Session>(connection: &mut C, sql: &[&str]) {
    for sql in sql {
        connection
            .run(sql)
            .unwrap_or_else(|error| panic!("{error}: {sql}"));
    }
}

fn operations(entries: &[Entry]) -> Vec<Operation> {
    entries.iter().map(|entry| entry.operation).collect()
}

#[test]
fn mariadb_keeps_the_versions_of_rows_by_itself() {
    let versioned = people().with(|table| {
        if let Some(audit) = &mut table.intent.audit {
            audit.by = AuditBy::SystemVersioning;
        }
    });
    let schema = with_history([versioned]);
    assert_eq!(schema.tables.len(), 1, "it needs no table of its own");
    for (scratch, mut connection) in those(&schema, |e| e.dialect() == Dialect::MariaDb) {
        each!(&mut connection, c => {
            runs(c, &[
                "INSERT INTO people (id, name, number) VALUES (1, 'ada', '4711')",
                "UPDATE people SET name = 'bea' WHERE id = 1",
                "DELETE FROM people WHERE id = 1",
            ]);
            let were = "SELECT name AS text FROM people FOR SYSTEM_TIME ALL ORDER BY row_start";
            let names = c.texts(were).expect("a query");
            assert_eq!(names, [Some("ada".to_owned()), Some("bea".to_owned())]);
        });
        is_described(&schema, &scratch);
    }
}

#[test]
fn an_entry_has_the_columns_that_changed_and_no_others() {
    let schema = with_history([orders()]);
    for (scratch, mut connection) in all(&schema) {
        let dialect = scratch.dialect();
        each!(&mut connection, c => {
            runs(c, &[
                "INSERT INTO orders (id, name, total, paid) VALUES (1, 'tea', 12.5000, FALSE)",
                "UPDATE orders SET paid = TRUE, name = 'Tea' WHERE id = 1",
                "UPDATE orders SET paid = TRUE WHERE id = 1",
                "DELETE FROM orders WHERE id = 1",
            ]);
            let history = History::<()>::of_table(schema.clone(), "orders");
            let entries = history.entries(c, 1).expect("there is a log");
            assert_eq!(
                operations(&entries),
                [Operation::Insert, Operation::Update, Operation::Delete],
                "{dialect}: nothing changed in the third statement"
            );
            let [inserted, updated, deleted] = entries.as_slice() else { unreachable!() };
            assert!(inserted.old.is_empty());
            assert_eq!(inserted.new.columns().count(), 9, "{dialect}");
            assert_eq!(inserted.new.json("note"), Some("null"));
            assert_eq!(updated.new.columns().collect::<Vec<_>>(), ["name", "paid"], "{dialect}");
            // A change of case is one, whatever the collation says.
            assert_eq!(updated.old.json("name"), Some("\"tea\""));
            assert_eq!(updated.new.json("name"), Some("\"Tea\""));
            assert!(deleted.new.is_empty());
            assert_eq!(deleted.old.json("name"), Some("\"Tea\""));
            assert!(inserted.at <= updated.at && updated.at <= deleted.at);
            let passed = SystemTime::now().duration_since(deleted.at);
            assert!(passed.is_ok_and(|span| span.as_secs() < 600), "{dialect}: {:?}", deleted.at);
            let is_postgres = dialect == erd_core::Dialect::Postgres;
            assert_eq!(inserted.transaction.is_some(), is_postgres);
            assert!(history.entries(c, 2).expect("there is a log").is_empty());
        });
    }
}

#[test]
fn what_is_sensitive_is_known_to_have_changed() {
    let schema = with_history([people()]);
    for (scratch, mut connection) in all(&schema) {
        let dialect = scratch.dialect();
        each!(&mut connection, c => {
            runs(c, &[
                "INSERT INTO people (id, name, number) VALUES (1, 'Ada', 'secret-1')",
                "UPDATE people SET number = 'secret-2' WHERE id = 1",
                "UPDATE people SET name = 'Bea' WHERE id = 1",
                "DELETE FROM people WHERE id = 1",
            ]);
            let history = History::<()>::of_table(schema.clone(), "people");
            let entries = history.entries(c, 1).expect("there is a log");
            let redacted: Vec<_> = entries.iter().map(|e| e.redacted.join(",")).collect();
            assert_eq!(redacted, ["number", "number", "", "number"], "{dialect}");
            assert!(entries[1].new.is_empty() && entries[1].old.is_empty());
            let held = "SELECT 'held' AS text FROM people_history WHERE old_values LIKE '%secret%' OR new_values LIKE '%secret%'";
            let held = held.replace("old_values", "CAST(old_values AS CHAR(999))");
            let held = held.replace("new_values", "CAST(new_values AS CHAR(999))");
            assert!(c.texts(&held).expect("a query").is_empty(), "{dialect}");
            let state = history.state(c, 1, entries[2].at).expect("a log").expect("it lived");
            assert!(state.redacted.contains("number"));
            let refused = Row::history(&schema).at(c, 1, entries[2].at);
            assert!(matches!(refused, Err(HistoryError::Redacted { .. })), "{dialect}");
        });
    }
}

/// A row of people.
#[derive(diesel::QueryableByName)]
struct Row {
    #[diesel(sql_type = diesel::sql_types::Text)]
    #[allow(dead_code, reason = "no row is ever made")]
    name: String,
}

impl Row {
    fn history(schema: &erd_core::Schema) -> History<Self> {
        History::of_table(schema.clone(), "people")
    }
}

#[test]
fn a_new_key_is_the_end_of_one_row_and_the_start_of_another() {
    let pieces = table(
        "pieces",
        [
            column("part", Scalar::Text).len(20),
            column("number", Scalar::I32),
            column("note", Scalar::Text).len(20).nullable(),
        ],
    );
    let schema = with_history([pieces.key(&["part", "number"]).with(logged)]);
    for (scratch, mut connection) in all(&schema) {
        let dialect = scratch.dialect();
        each!(&mut connection, c => {
            runs(c, &[
                "INSERT INTO pieces VALUES ('a', 1, 'x')",
                "UPDATE pieces SET number = 2, note = 'y'",
            ]);
            let history = History::<()>::of_table(schema.clone(), "pieces");
            let was = history.entries(c, ("a", 1)).expect("a log");
            assert_eq!(operations(&was), [Operation::Insert, Operation::Delete], "{dialect}");
            let is = history.entries(c, ("a", 2)).expect("a log");
            assert_eq!(operations(&is), [Operation::Insert], "{dialect}");
            assert_eq!(is[0].new.json("note"), Some("\"y\""));
            assert_eq!(was[1].old.json("note"), Some("\"x\""));
        });
    }
}

#[test]
fn a_table_that_is_emptied_is_logged_row_by_row() {
    let schema = with_history([people()]);
    for (scratch, mut connection) in all(&schema) {
        // The others have no trigger for it, and on SQLite it is a DELETE.
        if scratch.dialect() != erd_core::Dialect::Postgres {
            continue;
        }
        each!(&mut connection, c => {
            runs(c, &[
                "INSERT INTO people (id, name) VALUES (1, 'Ada'), (2, 'Bea')",
                "TRUNCATE people",
            ]);
            let history = History::<()>::of_table(schema.clone(), "people");
            for key in [1, 2] {
                let entries = history.entries(c, key).expect("a log");
                assert_eq!(operations(&entries), [Operation::Insert, Operation::Delete]);
            }
        });
    }
}
