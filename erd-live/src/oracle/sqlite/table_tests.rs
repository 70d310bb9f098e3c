//! What the normal form of a table of SQLite equates, and what it does not.

use super::super::dump::{Dump, Place};
use super::table::Tables;
use crate::token::{Lexis, tokens};
use erd_core::Dialect;

fn of(statements: &[&str]) -> Dump {
    let mut tables = Tables::default();
    for sql in statements {
        let found = tokens(sql, Lexis::Brackets);
        let name = found[2].name().expect("a name").to_owned();
        tables.push(Place::object("table", &name), sql);
    }
    let mut dump = Dump::new(Dialect::Sqlite);
    tables.say(&mut dump);
    dump
}

fn shown(left: &str, right: &str) -> Vec<String> {
    let parent = "CREATE TABLE p (x INTEGER PRIMARY KEY, y TEXT)";
    let differences = of(&[parent, left]).differences(&of(&[parent, right]));
    differences.iter().map(ToString::to_string).collect()
}

/// Two ways to say the same.
#[test]
fn what_means_the_same_is_the_same() {
    for (left, right) in [
        // Comments, blanks, quotes around names, case of words.
        (
            "create table t (\n  a  int -- x, y\n)",
            "CREATE TABLE \"t\" ([a] int)",
        ),
        // At the column or of the table.
        (
            "CREATE TABLE t (a INT UNIQUE)",
            "CREATE TABLE t (a INT, UNIQUE (\"A\" ASC))",
        ),
        (
            "CREATE TABLE t (a INT PRIMARY KEY ASC)",
            "CREATE TABLE t (a INT, PRIMARY KEY (a))",
        ),
        (
            "CREATE TABLE t (a INT CHECK (a > 0))",
            "CREATE TABLE t (a INT, CHECK ((a > 0)))",
        ),
        // The parent's key, what goes without saying, and the order of clauses.
        (
            "CREATE TABLE t (a INT REFERENCES P MATCH FULL ON UPDATE NO ACTION DEFERRABLE INITIALLY IMMEDIATE ON DELETE CASCADE)",
            "CREATE TABLE t (a INT, FOREIGN KEY (a) REFERENCES p (x) ON DELETE CASCADE DEFERRABLE)",
        ),
        (
            "CREATE TABLE t (a INT REFERENCES p NOT DEFERRABLE INITIALLY DEFERRED)",
            "CREATE TABLE t (a INT REFERENCES p (x))",
        ),
        (
            "CREATE TABLE t (a INT NULL DEFAULT NULL)",
            "CREATE TABLE t (a INT)",
        ),
        (
            "CREATE TABLE t (a INT NOT NULL ON CONFLICT ABORT DEFAULT (-1))",
            "CREATE TABLE t (a INT DEFAULT -1 NOT NULL)",
        ),
        (
            "CREATE TABLE t (a INT GENERATED ALWAYS AS ((1 + 2)) VIRTUAL)",
            "CREATE TABLE t (a INT AS (1+2))",
        ),
        // What is never NULL.
        (
            "CREATE TABLE t (a INTEGER PRIMARY KEY)",
            "CREATE TABLE t (a INTEGER NOT NULL, PRIMARY KEY (a))",
        ),
        (
            "CREATE TABLE t (a INT, b INT, PRIMARY KEY (b, a DESC)) without rowid",
            "CREATE TABLE t (a INT NOT NULL, b INT NOT NULL, PRIMARY KEY (b, a DESC)) WITHOUT ROWID",
        ),
        (
            "CREATE TABLE t (a INTEGER PRIMARY KEY AUTOINCREMENT)",
            "CREATE TABLE t (a INTEGER, PRIMARY KEY (a AUTOINCREMENT))",
        ),
        (
            "CREATE TABLE t (a, b varchar (5))",
            "CREATE TABLE t (a BLOB, b VARCHAR(5))",
        ),
        (
            "CREATE TABLE t (a TEXT DEFAULT \"it's\")",
            "CREATE TABLE t (a TEXT DEFAULT 'it''s')",
        ),
        // Once or twice; in any order.
        (
            "CREATE TABLE t (a INT, CHECK (a > 0), UNIQUE (a), UNIQUE (a))",
            "CREATE TABLE t (a INT UNIQUE CHECK (a > 0))",
        ),
        (
            "CREATE TABLE t (a ANY) WITHOUT ROWID, STRICT",
            "CREATE TABLE t (a ANY) STRICT, WITHOUT ROWID",
        ),
        // One index.
        (
            "CREATE TABLE t (a INT PRIMARY KEY, UNIQUE (a))",
            "CREATE TABLE t (a INT PRIMARY KEY)",
        ),
        (
            "CREATE TABLE t (a \"my type\")",
            "CREATE TABLE t (a MY TYPE)",
        ),
        // A name where there was none.
        (
            "CREATE TABLE t (a INT CHECK (a > 0))",
            "CREATE TABLE t (a INT, CONSTRAINT c CHECK (a > 0))",
        ),
    ] {
        assert_eq!(shown(left, right), [""; 0], "{left}");
    }
}

/// Two ways to say something else.
#[test]
fn what_means_something_else_is_a_difference() {
    for (left, right) in [
        ("CREATE TABLE t (a INT)", "CREATE TABLE t (a INTEGER)"),
        ("CREATE TABLE t (a INT)", "CREATE TABLE t (a INT NOT NULL)"),
        (
            "CREATE TABLE t (a INT PRIMARY KEY)",
            "CREATE TABLE t (a INT PRIMARY KEY NOT NULL)",
        ),
        (
            "CREATE TABLE t (a INT PRIMARY KEY DESC)",
            "CREATE TABLE t (a INT, PRIMARY KEY (a DESC))",
        ),
        (
            "CREATE TABLE t (a INT UNIQUE)",
            "CREATE TABLE t (a INT UNIQUE ON CONFLICT IGNORE)",
        ),
        (
            "CREATE TABLE t (a INT, CONSTRAINT c CHECK (a > 0))",
            "CREATE TABLE t (a INT CHECK (a > 0))",
        ),
        (
            "CREATE TABLE t (a INT, CONSTRAINT c CHECK (a > 0))",
            "CREATE TABLE t (a INT, CONSTRAINT d CHECK (a > 0))",
        ),
        (
            "CREATE TABLE t (a INT CONSTRAINT k PRIMARY KEY)",
            "CREATE TABLE t (a INT PRIMARY KEY)",
        ),
        (
            "CREATE TABLE t (a INT CONSTRAINT n NOT NULL)",
            "CREATE TABLE t (a INT NOT NULL)",
        ),
        (
            "CREATE TABLE t (a INT DEFAULT 1.5)",
            "CREATE TABLE t (a INT DEFAULT 1)",
        ),
        (
            "CREATE TABLE t (a INT DEFAULT x'00')",
            "CREATE TABLE t (a INT DEFAULT x'01')",
        ),
        (
            "CREATE TABLE t (a TEXT COLLATE NOCASE)",
            "CREATE TABLE t (a TEXT)",
        ),
        (
            "CREATE TABLE t (a INT AS (1) STORED)",
            "CREATE TABLE t (a INT AS (1))",
        ),
        (
            "CREATE TABLE t (a INT REFERENCES p (y))",
            "CREATE TABLE t (a INT REFERENCES p)",
        ),
        (
            "CREATE TABLE t (a INT REFERENCES p ON DELETE SET NULL)",
            "CREATE TABLE t (a INT REFERENCES p ON DELETE SET DEFAULT)",
        ),
        ("CREATE TABLE t (a INT) STRICT", "CREATE TABLE t (a INT)"),
        (
            "CREATE TABLE t (a INTEGER PRIMARY KEY AUTOINCREMENT)",
            "CREATE TABLE t (a INTEGER PRIMARY KEY)",
        ),
        (
            "CREATE TABLE t (a INTEGER PRIMARY KEY UNIQUE)",
            "CREATE TABLE t (a INTEGER PRIMARY KEY)",
        ),
        (
            "CREATE TABLE t (a INT CHECK (a > 0) ON CONFLICT IGNORE)",
            "CREATE TABLE t (a INT CHECK (a > 0))",
        ),
        (
            "CREATE TABLE t (a INT CHECK (a = 'x  y'))",
            "CREATE TABLE t (a INT CHECK (a = 'x y'))",
        ),
    ] {
        let differences = shown(left, right);
        assert!(!differences.is_empty(), "{left}");
    }
}
