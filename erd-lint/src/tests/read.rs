//! Statements that people migrate with, and that the parsers' grammars lack: each is read.

use super::found;
use erd_core::Dialect;

/// Whether some statement of the text is not read.
fn is_unread(sql: &str, dialect: Dialect) -> bool {
    found(sql, dialect).iter().any(|(id, _)| *id == "M00")
}

#[test]
fn of_mysql_and_mariadb() {
    for sql in [
        "SET @x := 1;",
        "PREPARE s FROM 'ALTER TABLE orders ADD COLUMN a int';",
        "EXECUTE s USING @x; DEALLOCATE PREPARE s; DROP PREPARE s;",
        "LOAD DATA LOCAL INFILE 'x' INTO TABLE orders FIELDS TERMINATED BY ',';",
        "HANDLER orders OPEN; HANDLER orders READ FIRST; HANDLER orders CLOSE;",
        "DROP INDEX i ON orders ALGORITHM=INPLACE LOCK=NONE;",
        "ALTER TABLE orders ADD (a int, b varchar(20) DEFAULT 'x,y');",
        "ALTER TABLE orders DISABLE KEYS; ALTER TABLE orders ENABLE KEYS;",
        "ALTER TABLE orders EXCHANGE PARTITION p WITH TABLE customers WITHOUT VALIDATION;",
        "ALTER TABLE orders DISCARD TABLESPACE; ALTER TABLE orders DROP KEY k;",
        "ALTER TABLE orders ADD COLUMN g geometry SRID 4326;",
        "CREATE TABLE p (id int, d date) PARTITION BY RANGE (year(d)) (PARTITION a VALUES LESS THAN (9));",
        "DO SLEEP(1); XA START 'x'; CHECK TABLE orders; CHECKSUM TABLE orders;",
        "CREATE USER 'x'@'%' IDENTIFIED BY 'y'; ALTER USER x IDENTIFIED BY 'z'; SET PASSWORD FOR x = 'y';",
        "INSTALL PLUGIN x SONAME 'y.so'; CREATE TABLESPACE ts ADD DATAFILE 'x.ibd';",
        "/*!40000 ALTER TABLE `orders` DISABLE KEYS */;",
        "RENAME TABLE orders TO a, customers TO b;",
        "SELECT * INTO OUTFILE '/tmp/x' FROM orders;",
        "SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'x';",
    ] {
        for dialect in [Dialect::MySql, Dialect::MariaDb] {
            assert!(!is_unread(sql, dialect), "{dialect}: {sql}");
        }
    }
    for sql in [
        "ALTER TABLE IF EXISTS orders ADD COLUMN IF NOT EXISTS a int, DROP COLUMN IF EXISTS b, ADD INDEX IF NOT EXISTS i (a);",
        "ALTER TABLE orders WAIT 5 ADD COLUMN a int; ALTER TABLE orders NOWAIT ADD COLUMN a int;",
        "ALTER TABLE orders ADD SYSTEM VERSIONING; ALTER TABLE orders ADD PERIOD FOR p (a, b);",
        "CREATE TABLE v (id int, a date, b date, PERIOD FOR p (a, b), UNIQUE (id, p WITHOUT OVERLAPS));",
        "CREATE TABLE w (id int) WITH SYSTEM VERSIONING;",
        "CREATE TABLE vv (id int PRIMARY KEY, v VECTOR(3) NOT NULL, VECTOR INDEX (v) M=8 DISTANCE=cosine);",
        "CREATE OR REPLACE INDEX i ON orders (id); RENAME TABLE IF EXISTS orders TO b;",
        "CREATE SEQUENCE s START WITH 1 INCREMENT BY 1; ALTER SEQUENCE s RESTART 5;",
        "DELETE HISTORY FROM orders BEFORE SYSTEM_TIME '2020-01-01';",
    ] {
        assert!(!is_unread(sql, Dialect::MariaDb), "{sql}");
    }
    for dialect in [Dialect::MySql, Dialect::MariaDb] {
        assert!(is_unread("ALTER TABLE orders NONSENSE;", dialect));
        assert!(is_unread("CREATE NONSENSE x;", dialect));
        assert!(is_unread(
            "CREATE TABLE t (a int, NONSENSE (b) (c));",
            dialect
        ));
    }
}

#[test]
fn what_is_read_so_is_judged() {
    let judged = |sql| {
        let all = found(sql, Dialect::MySql).into_iter();
        all.map(|(id, _)| id).collect::<Vec<_>>()
    };
    assert_eq!(
        judged("ALTER TABLE orders ORDER BY id, ALGORITHM=COPY, LOCK=SHARED;"),
        ["M42"]
    );
    assert_eq!(
        judged("ALTER TABLE orders DROP PARTITION p, ALGORITHM=INPLACE, LOCK=NONE;"),
        ["M16"]
    );
    let executed =
        "/*!50000 ALTER TABLE `orders` DROP COLUMN total, ALGORITHM=INPLACE, LOCK=NONE */;";
    assert_eq!(judged(executed), ["M08"]);
}

#[test]
fn of_sqlite() {
    for sql in [
        "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT) STRICT, WITHOUT ROWID;",
        "CREATE TABLE t (a int, b int CHECK (a > 0) FOREIGN KEY (a) REFERENCES orders (id) UNIQUE (a) CHECK (b > 0));",
        "CREATE TABLE t (a, b, PRIMARY KEY (a) CONSTRAINT c FOREIGN KEY (b) REFERENCES orders);",
        "CREATE VIRTUAL TABLE f USING fts5(a, content='t', tokenize=\"porter unicode61\");",
        "CREATE INDEX i ON orders (id) WHERE CASE id WHEN 1 THEN id & (1 << 3) ELSE 0 END >= 1;",
        "REINDEX; REINDEX i; DETACH y; ATTACH DATABASE 'x' AS y;",
        "CREATE TABLE t AS SELECT * FROM orders;",
    ] {
        assert!(!is_unread(sql, Dialect::Sqlite), "{sql}");
    }
    assert!(is_unread("CREATE TABLE t (a int b int);", Dialect::Sqlite));
}

#[test]
fn what_an_earlier_try_left_is_no_loss() {
    use erd_core::Level;
    let left = "DROP TABLE IF EXISTS copies; CREATE TABLE copies (id integer PRIMARY KEY);";
    assert_eq!(found(left, Dialect::Sqlite), [("M16", Level::Warn)]);
    let aside = "DROP TABLE IF EXISTS old; ALTER TABLE orders RENAME TO old;";
    assert!(!found(aside, Dialect::Sqlite).contains(&("M16", Level::Deny)));
    let made = "DROP TABLE orders; CREATE TABLE orders (id integer PRIMARY KEY);";
    assert!(found(made, Dialect::Sqlite).contains(&("M16", Level::Deny)));
}

#[test]
fn of_psql() {
    let dump = "\\connect shop\n\\set ON_ERROR_STOP on\nCREATE TABLE t (id int);\nCOPY t FROM stdin;\n1\n\\.\nSELECT 1 \\gset\n";
    assert!(!is_unread(dump, Dialect::Postgres));
}

#[test]
fn two_enums_may_get_a_value_of_one_name() {
    let two = "ALTER TYPE a ADD VALUE 'x'; ALTER TYPE b ADD VALUE 'x';";
    let all = found(two, Dialect::Postgres);
    assert!(
        all.iter().all(|(_, level)| *level != erd_core::Level::Deny),
        "{all:?}"
    );
    let used = "ALTER TYPE a ADD VALUE 'x'; UPDATE orders SET state = 'x' WHERE id = 1;";
    assert!(found(used, Dialect::Postgres).contains(&("M31", erd_core::Level::Deny)));
}
