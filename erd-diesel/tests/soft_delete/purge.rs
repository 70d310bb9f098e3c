//! What was deleted long enough ago goes, children first; what something else needs stays.

use crate::connections::{all, each};
use erd_core::schema::{Action, Column, OnSoftDelete, Retention, Schema};
use erd_core::{Family, Scalar};
use erd_diesel::{Session, SoftDeletes};
use testkit::schema::{Builder, With as _, column, deleted_at, id, schema, table};

fn kept_for(days: u32, table: Builder) -> Builder {
    table.with(|t| t.intent.retention = Some(Retention::Days(days)))
}

fn below(parent: usize, on_delete: Action, columns: Vec<Column>, name: &str) -> Builder {
    let parent_id = column("parent_id", Scalar::I64).nullable();
    table(name, columns.into_iter().chain([parent_id]))
        .references(&["parent_id"], parent, &["id"], Some(on_delete))
        .last_foreign_key(|key| key.on_soft_delete = Some(OnSoftDelete::Cascade))
}

/// Customers, their orders, the lines of orders, and letters to customers, which are kept for longer.
fn shop() -> Schema {
    let soft = || vec![id(), deleted_at()];
    let tables = [
        kept_for(30, table("customers", soft())),
        kept_for(30, below(0, Action::Restrict, soft(), "orders")),
        below(1, Action::Cascade, vec![id()], "lines"),
        kept_for(90, below(0, Action::Cascade, soft(), "letters")),
    ];
    schema([], tables)
}

/// `name` as many days ago as that, in the form that the column has on each engine.
fn days_ago(family: Family, days: u32) -> String {
    match family {
        Family::Postgres => format!("CURRENT_TIMESTAMP - interval '{days} days'"),
        Family::MySql => format!("CURRENT_TIMESTAMP - INTERVAL {days} DAY"),
        Family::Sqlite => format!("strftime('%Y-%m-%d %H:%M:%f+00:00', 'now', '-{days} days')"),
    }
}

/// The keys that are left in a table whose name is quoted already.
fn ids<C: Session>(connection: &mut C, family: Family, table: &str) -> Vec<String> {
    let text = match family {
        Family::Postgres => "id::text",
        Family::MySql => "CAST(id AS char)",
        Family::Sqlite => "CAST(id AS text)",
    };
    let sql = format!("SELECT {text} AS text FROM {table} ORDER BY id");
    let found = connection.texts(&sql).expect("the rows");
    found.into_iter().flatten().collect()
}

#[test]
fn what_is_due_goes_and_what_is_needed_stays() {
    for (scratch, mut connection) in all(&shop()) {
        let family = scratch.dialect().family();
        let quote = |name: &str| erd_ddl::quote(scratch.dialect(), name);
        each!(&mut connection, c => {
            let mut insert = |table: &str, id: u32, days: Option<u32>, parent: Option<u32>| {
                let deleted = days.map(|days| format!(", {}", if days == 0 { "NULL".to_owned() } else { days_ago(family, days) }));
                let reference = parent.map(|parent| format!(", {parent}"));
                let sql = format!(
                    "INSERT INTO {} (id{}{}) VALUES ({id}{}{})",
                    quote(table),
                    if days.is_some() { ", deleted_at" } else { "" },
                    if parent.is_some() { ", parent_id" } else { "" },
                    deleted.unwrap_or_default(),
                    reference.unwrap_or_default()
                );
                c.run(&sql).expect("a row");
            };
            // 1 goes with its order and its line; 2 lives; 3 was deleted yesterday; 4 has a living order; 5 has a letter.
            for (id, days) in [(1, 40), (2, 0), (3, 1), (4, 40), (5, 40)] {
                insert("customers", id, Some(days), None);
            }
            insert("orders", 1, Some(40), Some(1));
            insert("orders", 2, Some(0), Some(2));
            insert("orders", 4, Some(0), Some(4));
            insert("lines", 1, None, Some(1));
            insert("lines", 2, None, Some(2));
            insert("letters", 5, Some(40), Some(5));

            let rows = SoftDeletes::new(shop());
            let purged = rows.purge(c, 1).expect("nothing stands against it");
            assert_eq!(purged, [("customers".to_owned(), 1), ("orders".to_owned(), 1)], "{family:?}");
            assert_eq!(ids(c, family, &quote("customers")), ["2", "3", "4", "5"], "{family:?}");
            assert_eq!(ids(c, family, &quote("orders")), ["2", "4"], "{family:?}");
            assert_eq!(ids(c, family, &quote("lines")), ["2"], "{family:?}");
            assert_eq!(ids(c, family, &quote("letters")), ["5"], "{family:?}");
            assert_eq!(rows.purge(c, 100).expect("nothing is due"), []);
        });
    }
}
