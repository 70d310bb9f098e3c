//! Features of tables on MySQL and MariaDB.

use crate::Feature;
use crate::definition::Place::{After, Line, Row, Tail};
use erd_core::Dialect;

#[allow(clippy::too_many_lines, reason = "a list")]
pub(crate) fn features(dialect: Dialect) -> Vec<Feature> {
    let mut all: Vec<Feature> = vec![
        ("prefix index", |d| {
            d.put("f", After, "CREATE INDEX f ON {t} ({s}(5))");
        }),
        ("full text", |d| {
            d.put("f", After, "CREATE FULLTEXT INDEX f ON {t} ({s})");
        }),
        ("spatial", |d| {
            d.column("g", "point NOT NULL");
            d.value("g", "ST_GeomFromText('POINT(3 3)')");
            d.put("f", After, "CREATE SPATIAL INDEX f ON {t} ({g})");
            d.put("rows", Row, "INSERT INTO {t} ({id}, {n}, {m}, {s}, {q}, {g}) VALUES (1, 10, 5, 'a', 1, ST_GeomFromText('POINT(1 1)')), (2, 20, 6, 'b', 2, ST_GeomFromText('POINT(2 2)'))");
        }),
        ("spatial without an index", |d| {
            d.column("g", "point");
            d.put("rows", Row, "INSERT INTO {t} ({id}, {n}, {m}, {s}, {q}, {g}) VALUES (1, 10, 5, 'a', 1, ST_GeomFromText('POINT(1 1)')), (2, 20, 6, 'b', 2, ST_GeomFromText('POINT(2 2)'))");
        }),
        ("constraints without names", |d| {
            d.put("ck", Line, "CHECK ({m} < 1000)");
            d.put("fk", Line, "FOREIGN KEY ({q}) REFERENCES p (id)");
        }),
        ("a reference without an index", |d| d.remove("qx")),
        ("index over two", |d| {
            d.put("f", After, "CREATE INDEX f ON {t} ({n}, {m})");
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
            d.put("f", After, "CREATE TABLE k (id int PRIMARY KEY, o int, CONSTRAINT k_fk FOREIGN KEY (o) REFERENCES {t} ({n}))");
            d.put("k rows", Row, "INSERT INTO k VALUES (1, 10)");
        }),
        ("key referenced", |d| {
            d.put("f", After, "CREATE TABLE k (id int PRIMARY KEY, o int, CONSTRAINT k_fk FOREIGN KEY (o) REFERENCES {t} ({id}) ON DELETE CASCADE)");
            d.put("k rows", Row, "INSERT INTO k VALUES (1, 2)");
        }),
        ("references itself", |d| {
            d.column("w", "int");
            d.put(
                "f",
                Line,
                "CONSTRAINT f FOREIGN KEY ({w}) REFERENCES {t} ({id})",
            );
        }),
        ("hash partitions", |d| {
            d.remove("fk");
            d.put("uq", Line, "CONSTRAINT things_uq UNIQUE ({s}, {id})");
            d.put("f", Tail, "PARTITION BY HASH ({id}) PARTITIONS 3");
        }),
        ("range partitions", |d| {
            d.remove("fk");
            d.put("uq", Line, "CONSTRAINT things_uq UNIQUE ({s}, {id})");
            d.put("f", Tail, "PARTITION BY RANGE ({id}) (PARTITION p1 VALUES LESS THAN (2), PARTITION p2 VALUES LESS THAN MAXVALUE)");
        }),
        ("trigger", |d| {
            d.put("f", After, "CREATE TRIGGER f BEFORE INSERT ON {t} FOR EACH ROW SET NEW.{m} = coalesce(NEW.{m}, NEW.{n})");
        }),
        ("view", |d| {
            d.put(
                "f",
                After,
                "CREATE VIEW f AS SELECT {id}, {n}, {s} FROM {t} WHERE {m} > 1",
            );
        }),
        ("numbers itself", |d| {
            d.column("id", "int NOT NULL AUTO_INCREMENT");
        }),
        ("compressed", |d| d.put("f", Tail, "ROW_FORMAT=COMPRESSED")),
        ("latin1", |d| d.put("f", Tail, "DEFAULT CHARSET=latin1")),
        ("collation", |d| {
            d.column("s", "varchar(20) COLLATE utf8mb4_bin NOT NULL DEFAULT 'x'");
        }),
        ("updated", |d| {
            d.column(
                "g",
                "datetime NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP",
            );
        }),
        ("enum", |d| {
            d.column("g", "enum('a','b') NOT NULL DEFAULT 'a'");
        }),
        ("set", |d| {
            d.column("g", "set('a','b') NOT NULL DEFAULT 'a,b'");
        }),
        ("json", |d| d.column("g", "json")),
        ("text", |d| d.column("g", "text")),
        ("index without a use", |d| {
            d.put("f", After, "CREATE INDEX f ON {t} ({n} DESC)");
        }),
    ];
    if dialect == Dialect::MySql {
        all.extend::<Vec<Feature>>(vec![
            ("functional index", |d| {
                d.put("f", After, "CREATE INDEX f ON {t} (({n} + 1))");
            }),
            ("unique functional index", |d| {
                d.put("f", After, "CREATE UNIQUE INDEX f ON {t} ((lower({s})))");
            }),
            ("invisible column", |d| d.column("g", "int INVISIBLE")),
            ("invisible index", |d| {
                d.put("f", After, "CREATE INDEX f ON {t} ({n}) INVISIBLE");
            }),
            ("check not enforced", |d| {
                d.put("f", Line, "CONSTRAINT f CHECK ({n} > 0) NOT ENFORCED");
            }),
            ("default that is computed", |d| {
                d.column("g", "int DEFAULT (1 + 2)");
            }),
        ]);
    } else {
        all.extend::<Vec<Feature>>(vec![
            ("system versioning", |d| {
                d.put("f", Tail, "WITH SYSTEM VERSIONING");
            }),
            ("invisible column", |d| d.column("g", "int INVISIBLE")),
            ("ignored index", |d| {
                d.put("f", After, "CREATE INDEX f ON {t} ({n}) IGNORED");
            }),
            ("default that is computed", |d| {
                d.column("g", "int DEFAULT (1 + 2)");
            }),
            ("sequence", |d| {
                d.put("a", crate::definition::Place::Before, "CREATE SEQUENCE sq");
                d.column("g", "bigint DEFAULT nextval(sq)");
            }),
        ]);
    }
    all
}
