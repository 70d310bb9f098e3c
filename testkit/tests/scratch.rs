//! Scratch databases on every engine of this run.

use erd_core::Dialect;
use testkit::{Scratch, dialects};

fn row<const N: usize>(values: [Option<&str>; N]) -> Vec<Option<String>> {
    values.map(|value| value.map(str::to_owned)).to_vec()
}

#[test]
fn values_come_back_as_text() {
    for dialect in dialects() {
        let mut database = Scratch::new(dialect);
        database
            .execute("CREATE TABLE t (id integer PRIMARY KEY, name varchar(9))")
            .unwrap();
        database
            .execute("INSERT INTO t VALUES (1, 'one'), (2, NULL)")
            .unwrap();
        let rows = database
            .query("SELECT id, name, 0.5 FROM t ORDER BY id")
            .unwrap();
        assert_eq!(
            rows,
            [
                row([Some("1"), Some("one"), Some("0.5")]),
                row([Some("2"), None, Some("0.5")])
            ],
            "{dialect}"
        );
    }
}

#[test]
fn foreign_keys_are_enforced() {
    for dialect in dialects() {
        let mut database = Scratch::new(dialect);
        database
            .execute("CREATE TABLE a (id integer PRIMARY KEY)")
            .unwrap();
        let child =
            "CREATE TABLE b (id integer PRIMARY KEY, a integer, FOREIGN KEY (a) REFERENCES a (id))";
        database.execute(child).unwrap();
        database.execute("INSERT INTO a VALUES (1)").unwrap();
        database.execute("INSERT INTO b VALUES (1, 1)").unwrap();
        assert!(
            database.execute("INSERT INTO b VALUES (2, 2)").is_err(),
            "{dialect}"
        );
    }
}

#[test]
fn two_databases_do_not_see_each_other() {
    for dialect in dialects() {
        let (mut one, mut other) = (Scratch::new(dialect), Scratch::new(dialect));
        assert_ne!(one.url(), other.url());
        one.execute("CREATE TABLE t (id integer PRIMARY KEY)")
            .unwrap();
        other
            .execute("CREATE TABLE t (id integer PRIMARY KEY)")
            .unwrap();
        one.execute("INSERT INTO t VALUES (1)").unwrap();
        assert_eq!(
            other.query("SELECT count(*) FROM t").unwrap(),
            [row([Some("0")])],
            "{dialect}"
        );
    }
}

#[test]
fn an_error_names_the_statement() {
    for dialect in dialects() {
        let mut database = Scratch::new(dialect);
        let error = database.execute("SELECT no_such_column").unwrap_err();
        assert!(
            error.contains("no_such_column") && error.ends_with("in: SELECT no_such_column"),
            "{dialect}: {error}"
        );
    }
}

#[test]
fn a_script_may_use_what_the_clients_of_the_engine_know() {
    for dialect in dialects() {
        let mut database = Scratch::new(dialect);
        let script = match dialect {
            Dialect::Postgres => {
                "CREATE TABLE t (id integer);\n\
                 CREATE FUNCTION f() RETURNS integer LANGUAGE plpgsql AS $$ BEGIN RETURN 1; END $$;\n\
                 COPY t FROM stdin;\n1\n\\.\nINSERT INTO t VALUES (f() + 1);\n"
            }
            Dialect::MySql | Dialect::MariaDb => {
                "CREATE TABLE t (id integer);\n\
                 DELIMITER //\n\
                 CREATE PROCEDURE p() BEGIN INSERT INTO t VALUES (1); INSERT INTO t VALUES (2); END//\n\
                 DELIMITER ;\n\
                 CALL p();\n"
            }
            Dialect::Sqlite => {
                "CREATE TABLE t (id integer);\n\
                 CREATE TRIGGER g AFTER INSERT ON t WHEN new.id = 1 BEGIN INSERT INTO t VALUES (2); END;\n\
                 INSERT INTO t VALUES (1);\n"
            }
        };
        database.execute_script(script).unwrap();
        assert_eq!(
            database.query("SELECT id FROM t ORDER BY id").unwrap(),
            [row([Some("1")]), row([Some("2")])],
            "{dialect}"
        );
    }
}

#[test]
fn a_script_stops_at_its_first_error() {
    for dialect in dialects() {
        let mut database = Scratch::new(dialect);
        database.execute("CREATE TABLE t (id integer)").unwrap();
        let script =
            "INSERT INTO t VALUES (1);\nSELECT no_such_column;\nINSERT INTO t VALUES (2);\n";
        let error = database.execute_script(script).unwrap_err();
        assert!(error.contains("no_such_column"), "{dialect}: {error}");
        assert_eq!(
            database.query("SELECT id FROM t").unwrap(),
            [row([Some("1")])],
            "{dialect}"
        );
    }
}
