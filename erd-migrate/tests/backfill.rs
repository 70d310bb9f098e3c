//! Batches on real servers.

use erd_core::{Dialect, Family};
use erd_migrate::Backfill;
use testkit::Scratch;

fn backfill(dialect: Dialect, key: &[&str], rows: u32) -> Backfill {
    let quote = |name: &str| {
        if dialect.is(Family::MySql) {
            format!("`{name}`")
        } else {
            format!("\"{name}\"")
        }
    };
    Backfill {
        table: quote("order_lines"),
        key: key.iter().map(|name| quote(name)).collect(),
        set: format!("{} = quantity * 2", quote("total")),
        condition: format!("{} IS NULL", quote("total")),
        rows,
        pause_ms: 0,
    }
}

/// 25 rows with two-column keys and gaps; some are done already.
fn lines(dialect: Dialect) -> Scratch {
    let mut database = Scratch::new(dialect);
    let mut execute = |sql: &str| database.execute(sql).unwrap_or_else(|e| panic!("{e}"));
    execute(
        "CREATE TABLE order_lines (a integer NOT NULL, b integer NOT NULL, quantity integer NOT NULL, total integer, PRIMARY KEY (a, b))",
    );
    for a in 0..5 {
        for b in 0..5 {
            let total = if (a + b) % 4 == 0 { "-1" } else { "NULL" };
            execute(&format!(
                "INSERT INTO order_lines VALUES ({a}, {}, {}, {total})",
                b * 3,
                a + b
            ));
        }
    }
    database
}

#[test]
fn every_row_is_reached_whatever_the_size_of_a_batch() {
    for dialect in testkit::dialects() {
        for rows in [1, 4, 25, 1000] {
            let mut database = lines(dialect);
            for statement in backfill(dialect, &["a", "b"], rows).statements(dialect) {
                database
                    .execute(&statement)
                    .unwrap_or_else(|e| panic!("{dialect}: {e}"));
            }
            let wrong = "SELECT count(*) FROM order_lines WHERE total IS NULL OR (total <> -1 AND total <> quantity * 2)";
            assert_eq!(
                database.query(wrong),
                Ok(vec![vec![Some("0".into())]]),
                "{dialect} {rows}"
            );
            let kept = "SELECT count(*) FROM order_lines WHERE total = -1";
            assert_eq!(
                database.query(kept),
                Ok(vec![vec![Some("7".into())]]),
                "{dialect} {rows}"
            );
        }
    }
}

#[test]
fn batches_are_transactions_of_their_own() {
    // The third batch fails; the rows of the first two must have stayed.
    for dialect in testkit::dialects()
        .into_iter()
        .filter(|d| *d != Dialect::Sqlite)
    {
        let mut database = lines(dialect);
        let mut execute = |sql: &str| database.execute(sql).unwrap_or_else(|e| panic!("{e}"));
        execute("UPDATE order_lines SET total = NULL");
        execute("ALTER TABLE order_lines ADD CONSTRAINT small CHECK (total IS NULL OR a < 2)");
        let failed = backfill(dialect, &["a", "b"], 5)
            .statements(dialect)
            .into_iter()
            .any(|statement| database.execute(&statement).is_err());
        assert!(failed, "{dialect}");
        let done = "SELECT count(*) FROM order_lines WHERE total IS NOT NULL";
        assert_eq!(
            database.query(done),
            Ok(vec![vec![Some("10".into())]]),
            "{dialect}"
        );
    }
}
