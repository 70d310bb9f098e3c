//! Features of tables on SQLite.

use crate::Feature;
use crate::definition::Definition;
use crate::definition::Place::{After, Line, Row, Tail};

pub(crate) fn base() -> Definition {
    crate::definition::base()
}

pub(crate) fn features() -> Vec<Feature> {
    vec![
        ("partial index", |d| {
            d.put("f", After, "CREATE INDEX f ON {t} ({n}) WHERE {m} > 0");
        }),
        ("index over an expression", |d| {
            d.put("f", After, "CREATE INDEX f ON {t} (lower({s}))");
        }),
        ("check over two", |d| {
            d.put("f", Line, "CONSTRAINT f CHECK ({m} < {n})");
        }),
        ("check at a column", |d| {
            d.column("n", "int NOT NULL CHECK ({n} > 0)");
        }),
        ("stored column", |d| {
            d.column("g", "int GENERATED ALWAYS AS ({n} * 2) STORED");
        }),
        ("virtual column", |d| {
            d.column("g", "int GENERATED ALWAYS AS ({n} * 2) VIRTUAL");
        }),
        ("indexed virtual column", |d| {
            d.column("g", "int GENERATED ALWAYS AS ({n} * 2) VIRTUAL");
            d.put("f", After, "CREATE INDEX f ON {t} ({g})");
        }),
        ("referenced", |d| {
            d.put("u", Line, "CONSTRAINT u UNIQUE ({n})");
            d.put(
                "f",
                After,
                "CREATE TABLE k (id int PRIMARY KEY, o int REFERENCES {t} ({n}))",
            );
            d.put("k rows", Row, "INSERT INTO k VALUES (1, 10)");
        }),
        ("references itself", |d| {
            d.column("w", "int");
            d.put(
                "f",
                Line,
                "CONSTRAINT f FOREIGN KEY ({w}) REFERENCES {t} ({id})",
            );
        }),
        ("trigger", |d| {
            d.put(
                "f",
                After,
                "CREATE TRIGGER f AFTER INSERT ON {t} BEGIN UPDATE {t} SET {m} = new.{n} WHERE {id} = new.{id} AND {m} IS NULL; END",
            );
        }),
        ("view", |d| {
            d.put(
                "f",
                After,
                "CREATE VIEW f AS SELECT {id}, {n}, {s} FROM {t} WHERE {m} > 1",
            );
        }),
        ("strict", |d| {
            d.put("f", Tail, "STRICT");
            d.column("s", "text NOT NULL DEFAULT 'x'");
        }),
        ("without rowid", |d| d.put("f", Tail, "WITHOUT ROWID")),
        ("collation", |d| {
            d.column("s", "varchar(20) COLLATE NOCASE NOT NULL DEFAULT 'x'");
        }),
        ("autoincrement", |d| {
            d.remove("pk");
            d.column("id", "INTEGER PRIMARY KEY AUTOINCREMENT");
        }),
    ]
}
