//! What engines refuse of types, kinds of values and keys.

use super::claims::Shown::{Fails, Takes};
use super::claims::{Claim, claim, prove};
use erd_core::Dialect::{MariaDb, MySql, Postgres, Sqlite};

pub(super) const CLAIMS: &[Claim] = &[
    claim(
        "F25",
        &[(MySql, Fails("3733")), (MariaDb, Takes), (Sqlite, Takes)],
        &["CREATE TABLE p (id int PRIMARY KEY, a int, v int AS (a + 1) VIRTUAL, UNIQUE (v))"],
        &["CREATE TABLE c (id int PRIMARY KEY, v int UNIQUE, FOREIGN KEY (v) REFERENCES p (v))"],
        &["CREATE TABLE c (id int PRIMARY KEY, v int UNIQUE, FOREIGN KEY (v) REFERENCES p (id))"],
    ),
    // Values of a list are one or two.
    claim(
        "T33",
        &[(MySql, Fails("1291")), (MariaDb, Fails("1291"))],
        &[],
        &["CREATE TABLE t (id int PRIMARY KEY, a enum('a', 'A'))"],
        &["CREATE TABLE t (id int PRIMARY KEY, a enum('a', 'A') COLLATE utf8mb4_bin)"],
    ),
    claim(
        "T34",
        &[(MySql, Fails("1291")), (MariaDb, Fails("1291"))],
        &[],
        &["CREATE TABLE t (id int PRIMARY KEY, a enum('new', 'New'))"],
        &["CREATE TABLE t (id int PRIMARY KEY, a enum('new', 'old'))"],
    ),
    claim(
        "T33",
        &[(MySql, Fails("1291")), (MariaDb, Fails("1291"))],
        &[],
        &["CREATE TABLE t (id int PRIMARY KEY, a set('a', 'a'))"],
        &["CREATE TABLE t (id int PRIMARY KEY, a set('a', 'b'))"],
    ),
    claim(
        "T33",
        &[(MySql, Fails("1426")), (MariaDb, Fails("1426"))],
        &[],
        &["CREATE TABLE t (id int PRIMARY KEY, a datetime(7))"],
        &["CREATE TABLE t (id int PRIMARY KEY, a datetime(6))"],
    ),
    claim(
        "T33",
        &[(Postgres, Fails("42804"))],
        &[],
        &["CREATE TABLE t (id int PRIMARY KEY, a uuid COLLATE \"C\")"],
        &["CREATE TABLE t (id int PRIMARY KEY, a text COLLATE \"C\")"],
    ),
    // A check is a condition.
    claim(
        "T29",
        &[
            (Postgres, Fails("42804")),
            (MySql, Fails("3812")),
            (MariaDb, Takes),
            (Sqlite, Takes),
        ],
        &[],
        &["CREATE TABLE t (id int PRIMARY KEY, a int, CHECK (a + 1))"],
        &["CREATE TABLE t (id int PRIMARY KEY, a int, CHECK (a + 1 > 0))"],
    ),
    claim(
        "T29",
        &[(Postgres, Fails("42883"))],
        &[],
        &["CREATE TABLE t (id int PRIMARY KEY, a boolean, CHECK (a = 1))"],
        &["CREATE TABLE t (id int PRIMARY KEY, a boolean, CHECK (a))"],
    ),
    claim(
        "T29",
        &[(Postgres, Fails("42804"))],
        &[],
        &["CREATE TABLE t (id int PRIMARY KEY, a int, CHECK (a > 0 OR id))"],
        &["CREATE TABLE t (id int PRIMARY KEY, a int, CHECK (a > 0 OR id > 0))"],
    ),
    claim(
        "T29",
        &[(MySql, Fails("3064"))],
        &[],
        &["CREATE TABLE t (id int PRIMARY KEY, a vector(3), CHECK (a IS NOT NULL))"],
        &["CREATE TABLE t (id int PRIMARY KEY, a vector(3), CHECK (id > 0))"],
    ),
    claim(
        "T22",
        &[(Postgres, Fails("42804"))],
        &[],
        &["CREATE TABLE t (a text, b int GENERATED ALWAYS AS (lower(a)) STORED)"],
        &["CREATE TABLE t (a text, b int GENERATED ALWAYS AS (length(a)) STORED)"],
    ),
    claim(
        "T22",
        &[(Postgres, Fails("42P17"))],
        &[],
        &["CREATE TABLE t (a text, b tsvector GENERATED ALWAYS AS (to_tsvector(a)) STORED)"],
        &[
            "CREATE TABLE t (a text, b tsvector GENERATED ALWAYS AS (to_tsvector('english'::regconfig, a)) STORED)",
        ],
    ),
    // Keys over what has no order.
    claim(
        "I23",
        &[(Postgres, Fails("42704"))],
        &[],
        &["CREATE TABLE t (a point PRIMARY KEY)"],
        &["CREATE TABLE t (a inet PRIMARY KEY)"],
    ),
    claim(
        "I23",
        &[(Postgres, Fails("42704"))],
        &["CREATE TABLE t (id int PRIMARY KEY, a jsonb)"],
        &["CREATE INDEX i ON t USING gist (a)"],
        &["CREATE INDEX i ON t USING gin (a)"],
    ),
    claim(
        "I23",
        &[
            (Postgres, Fails("42701")),
            (MySql, Fails("1060")),
            (MariaDb, Fails("1060")),
        ],
        &[],
        &["CREATE TABLE t (id int PRIMARY KEY, a int, UNIQUE (a, a))"],
        &["CREATE TABLE t (id int PRIMARY KEY, a int, UNIQUE (a, id))"],
    ),
    claim(
        "I23",
        &[(MySql, Fails("1283")), (MariaDb, Fails("1283"))],
        &[],
        &["CREATE TABLE t (id int PRIMARY KEY, a enum('x', 'y'), FULLTEXT KEY i (a))"],
        &["CREATE TABLE t (id int PRIMARY KEY, a varchar(9), FULLTEXT KEY i (a))"],
    ),
    claim(
        "I23",
        &[(MySql, Fails("3759"))],
        &[],
        &["CREATE TABLE t (id int PRIMARY KEY, a varchar(9), FULLTEXT KEY i ((lower(a))))"],
        &["CREATE TABLE t (id int PRIMARY KEY, a varchar(9), FULLTEXT KEY i (a))"],
    ),
    // Defaults of the column's type.
    claim(
        "T32",
        &[(MySql, Fails("1067")), (MariaDb, Takes)],
        &[],
        &["CREATE TABLE t (id int PRIMARY KEY, a datetime DEFAULT now(6))"],
        &["CREATE TABLE t (id int PRIMARY KEY, a datetime DEFAULT now())"],
    ),
    claim(
        "T32",
        &[(MySql, Fails("1067")), (MariaDb, Fails("1067"))],
        &[],
        &["CREATE TABLE t (id int PRIMARY KEY, a enum('x', 'y') DEFAULT 'z')"],
        &["CREATE TABLE t (id int PRIMARY KEY, a enum('x', 'y') DEFAULT 'X')"],
    ),
    claim(
        "T32",
        &[(MySql, Fails("1101")), (MariaDb, Fails("1416"))],
        &[],
        &["CREATE TABLE t (id int PRIMARY KEY, a point DEFAULT 'a')"],
        &["CREATE TABLE t (id int PRIMARY KEY, a point DEFAULT (point(0, 0)))"],
    ),
    claim(
        "T32",
        &[
            (Postgres, Fails("22P02")),
            (MySql, Fails("1067")),
            (MariaDb, Fails("1067")),
        ],
        &[],
        &["CREATE TABLE t (id int PRIMARY KEY, a boolean DEFAULT 'nope')"],
        &["CREATE TABLE t (id int PRIMARY KEY, a boolean DEFAULT '1')"],
    ),
    claim(
        "K09",
        &[(MySql, Takes), (MariaDb, Takes)],
        &[],
        &["CREATE TABLE t (id boolean PRIMARY KEY AUTO_INCREMENT)"],
        &["CREATE TABLE t (id int PRIMARY KEY AUTO_INCREMENT)"],
    ),
];

#[test]
fn engines_refuse_types_and_kinds() {
    prove(CLAIMS);
}
