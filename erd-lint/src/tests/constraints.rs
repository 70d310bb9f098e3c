//! What the readers of each engine lacked, and constraints that check rows or do not.

use super::{found, ids, linted};
use erd_core::{Dialect, Level};

#[test]
fn what_the_parser_lacks_of_mysql_is_read_all_the_same() {
    let read = [
        "ALTER TABLE orders DROP CHECK k, ALGORITHM=INPLACE, LOCK=NONE;",
        "ALTER TABLE orders RENAME INDEX orders_customer_id_idx TO b, ALGORITHM=INPLACE, LOCK=NONE;",
        "ALTER TABLE orders ALTER INDEX orders_customer_id_idx INVISIBLE, ALGORITHM=INPLACE, LOCK=NONE;",
        "ALTER TABLE orders COMMENT = 'a, b; (c', ALGORITHM=INSTANT;",
        "ALTER TABLE orders COMMENT 'x', AUTO_INCREMENT = 5, ALGORITHM=INPLACE, LOCK=NONE;",
        "ALTER TABLE orders ALTER CHECK k NOT ENFORCED, ALGORITHM=INPLACE, LOCK=NONE;",
        "ALTER TABLE orders ALTER COLUMN total SET INVISIBLE, ALGORITHM=INSTANT;",
        "ALTER TABLE orders ADD INDEX i (total) COMMENT 'x' INVISIBLE, ALGORITHM=INPLACE, LOCK=NONE;",
        "CREATE INDEX i ON orders (total) COMMENT 'x' INVISIBLE ALGORITHM=INPLACE LOCK=NONE;",
        "ALTER TABLE orders ADD PARTITION (PARTITION p VALUES LESS THAN (3)), ALGORITHM=INPLACE, LOCK=NONE;",
        "CREATE DEFINER=`a`@`%` EVENT e ON SCHEDULE EVERY 1 DAY DO DELETE FROM logs;",
        "CREATE PROCEDURE p(IN a int) BEGIN IF a THEN SELECT 1; END IF; SELECT 2; END;",
        "CREATE FUNCTION f(a int) RETURNS int DETERMINISTIC NO SQL RETURN a + 1;",
        "DROP EVENT e; DROP PROCEDURE p; ALTER EVENT e DISABLE; ALTER DATABASE x CHARACTER SET utf8mb4;",
    ];
    for sql in read {
        let found = found(sql, Dialect::MySql);
        assert_eq!(found, [], "{sql}");
    }
    for sql in [
        "ALTER TABLE orders RENAME purchases;",
        "ALTER TABLE orders RENAME AS purchases;",
    ] {
        let found = found(sql, Dialect::MySql);
        assert!(found.iter().any(|(id, _)| *id == "M15"), "{sql}: {found:?}");
        assert!(found.iter().all(|(id, _)| *id != "M00"), "{sql}: {found:?}");
    }
    for (sql, ids) in [
        (
            "CREATE TRIGGER t BEFORE INSERT ON orders FOR EACH ROW SET NEW.total = 1;",
            &[][..],
        ),
        (
            "ALTER TABLE orders ENGINE=InnoDB, ALGORITHM=INPLACE, LOCK=NONE;",
            &["M42"],
        ),
        (
            "ALTER TABLE orders COMMENT = 'x' ROW_FORMAT=COMPRESSED, ALGORITHM=INPLACE, LOCK=NONE;",
            &["M42"],
        ),
        (
            "CREATE FULLTEXT INDEX i ON customers (note) WITH PARSER ngram;",
            &["M18"],
        ),
        (
            "ALTER TABLE customers ADD FULLTEXT INDEX i (note) WITH PARSER ngram, ALGORITHM=INPLACE, LOCK=SHARED;",
            &["M18"],
        ),
        (
            "ALTER TABLE orders RENAME KEY a TO b, DROP COLUMN total, ALGORITHM=INPLACE, LOCK=NONE;",
            &["M08"],
        ),
        (
            "ALTER TABLE orders DROP CHECK k, DROP PARTITION p, ALGORITHM=INPLACE, LOCK=NONE;",
            &["M16"],
        ),
        ("ALTER TABLE orders DROP CHECK k j;", &["M00"]),
        ("ALTER TABLE orders COMMENT 'x', NONSENSE;", &["M00"]),
        ("CREATE INDEX i ON orders (total) NONSENSE;", &["M00"]),
        ("CREATE NONSENSE TRIGGER t;", &["M00"]),
    ] {
        let found: Vec<_> = found(sql, Dialect::MySql)
            .into_iter()
            .map(|(id, _)| id)
            .collect();
        assert_eq!(found, ids, "{sql}");
    }
    // The rename is known to what follows it.
    let renamed = "ALTER TABLE orders RENAME INDEX orders_customer_id_idx TO b, ALGORITHM=INPLACE, LOCK=NONE;\n\
        -- next migration\nALTER TABLE orders DROP INDEX b, ALGORITHM=INPLACE, LOCK=NONE;";
    assert_eq!(found(renamed, Dialect::MySql), [("M19", Level::Deny)]);
    let mariadb = "ALTER TABLE orders DROP INDEX orders_total_idx, ALGORITHM=NOCOPY, LOCK=NONE;";
    assert_eq!(found(mariadb, Dialect::MariaDb), []);
    let sqlite = "CREATE TRIGGER t AFTER UPDATE OF total ON orders WHEN NEW.total IS OLD.total BEGIN UPDATE orders SET total = 1 WHERE id = NEW.id; END;";
    assert_eq!(found(sqlite, Dialect::Sqlite), []);
    let is = |filter: &str| {
        let found = found(
            &format!("UPDATE orders SET total = 1 WHERE {filter};"),
            Dialect::Sqlite,
        );
        found.into_iter().map(|(id, _)| id).collect::<Vec<_>>()
    };
    for filter in [
        "(total IS NOT customer_id)",
        "total IS customer_id",
        "total IS NOT NULL",
        "id IS 3",
    ] {
        assert!(!is(filter).contains(&"M00"), "{filter}");
    }
    assert_eq!(is("total IS IS"), ["M00"]);
    let not_mysql = found("ALTER TABLE orders COMMENT = 'x';", Dialect::Sqlite);
    assert_eq!(not_mysql.first().map(|(id, _)| *id), Some("M00"));
}

/// The ids of rules on constraints that are found, with their messages.
fn of_constraints(
    sql: &str,
    dialect: Dialect,
    erd_toml: &str,
) -> Vec<(&'static str, String, String)> {
    let items = linted(sql, dialect, erd_toml).items;
    let items = items.into_iter().map(|item| item.finding);
    items
        .filter(|f| ["M07", "M10", "M20", "M23", "M25"].contains(&f.id))
        .map(|f| (f.id, f.message, f.why))
        .collect()
}

#[test]
fn not_enforced_checks_no_row_and_enforced_later_all_of_them() {
    let postgres = |sql: &str| of_constraints(sql, Dialect::Postgres, "");
    let key = "ALTER TABLE orders ADD CONSTRAINT k FOREIGN KEY (id) REFERENCES accounts";
    for sql in [
        format!("{key} NOT ENFORCED;"),
        "ALTER TABLE orders ADD CONSTRAINT k CHECK (total > 0) NOT ENFORCED;".to_owned(),
        "ALTER TABLE orders ADD COLUMN n integer CHECK (n > 0) NOT ENFORCED;".to_owned(),
        "ALTER TABLE orders ADD COLUMN c integer DEFAULT 1 REFERENCES countries NOT ENFORCED;"
            .to_owned(),
        // It was checked when it was added, and says nothing new.
        "ALTER TABLE orders ALTER CONSTRAINT orders_customer_id_fkey ENFORCED;".to_owned(),
        "ALTER TABLE orders ALTER CONSTRAINT orders_customer_id_fkey NOT ENFORCED;".to_owned(),
        "ALTER TABLE orders ALTER CONSTRAINT orders_customer_id_fkey DEFERRABLE;".to_owned(),
    ] {
        assert_eq!(postgres(&sql), [], "{sql}");
    }
    assert_eq!(postgres(&format!("{key} ENFORCED;"))[0].0, "M20");
    let later = postgres(&format!(
        "{key} NOT ENFORCED;\n-- next migration\nALTER TABLE orders ALTER CONSTRAINT k ENFORCED;"
    ));
    assert_eq!(later.len(), 1, "{later:?}");
    assert_eq!(later[0].0, "M20");
    let locks = "AccessExclusive on `orders` and ShareRowExclusive on `accounts`";
    assert!(later[0].1.contains(locks), "{later:?}");
    let twice = "ALTER TABLE orders ALTER CONSTRAINT orders_customer_id_fkey NOT ENFORCED;\n-- next migration\n\
        ALTER TABLE orders ALTER CONSTRAINT orders_customer_id_fkey ENFORCED;";
    assert_eq!(postgres(twice)[0].0, "M20");
    assert_eq!(
        ids("ALTER TABLE orders ALTER CONSTRAINT orders_customer_id_fkey DEFERRABLE;"),
        ["M60"],
        "the lock is AccessExclusive"
    );

    let mysql = |sql: &str| of_constraints(sql, Dialect::MySql, "");
    for sql in [
        "ALTER TABLE orders ADD CONSTRAINT k CHECK (total > 0) NOT ENFORCED;",
        "ALTER TABLE orders ADD COLUMN n int CHECK (n > 0) NOT ENFORCED;",
        "ALTER TABLE orders ALTER CHECK k NOT ENFORCED;",
    ] {
        assert_eq!(mysql(sql), [], "{sql}");
    }
    for sql in [
        "ALTER TABLE orders ADD CONSTRAINT k CHECK (total > 0), ALGORITHM=COPY, LOCK=SHARED;",
        "ALTER TABLE orders ADD COLUMN n int CHECK (n > 0);",
        "ALTER TABLE orders ALTER CHECK k ENFORCED;",
        "ALTER TABLE orders ALTER CONSTRAINT k ENFORCED, ALGORITHM=COPY, LOCK=SHARED;",
    ] {
        let found = mysql(sql);
        assert_eq!(found.len(), 1, "{sql}: {found:?}");
        assert_eq!(found[0].0, "M23", "{sql}");
        assert!(found[0].2.contains("reading goes on"), "{found:?}");
    }
}

#[test]
fn mysql_takes_the_foreign_key_of_a_column_since_9() {
    let add = "ALTER TABLE customers ADD COLUMN r int REFERENCES countries (id);";
    let on = |sql: &str, erd_toml: &str| of_constraints(sql, Dialect::MySql, erd_toml);
    for target in ["", "[targets]\nmysql = \"9.7\"\n"] {
        let found = on(add, target);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].1.contains("copies the table"), "{found:?}");
        let unchecked = format!("SET foreign_key_checks = 0; {add}");
        assert_eq!(on(&unchecked, target), []);
    }
    let old = on(add, "[targets]\nmysql = \"8.4\"\n");
    assert!(old[0].1.contains("ignores"), "{old:?}");
}

#[test]
fn a_unique_index_says_what_it_is_on() {
    let on = |sql: &str| of_constraints(sql, Dialect::MySql, "").remove(0).1;
    for (keys, said) in [
        ("((lower(name)))", "UNIQUE (an expression)"),
        ("(id, (lower(name)))", "UNIQUE (id, an expression)"),
        ("(name(20))", "UNIQUE (name)"),
        ("(name, email)", "UNIQUE (name, email)"),
    ] {
        for sql in [
            format!("ALTER TABLE customers ADD UNIQUE INDEX i {keys};"),
            format!("CREATE UNIQUE INDEX i ON customers {keys};"),
        ] {
            let message = on(&sql);
            assert!(message.starts_with(said), "{sql}: {message}");
        }
    }
}
