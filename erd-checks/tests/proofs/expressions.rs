//! Expressions that are kept with a table, defaults, and what methods of indexes lack.

use super::claims::Shown::{Fails, Takes};
use super::claims::{Claim, claim, prove};
use erd_core::Dialect::{MariaDb, MySql, Postgres, Sqlite};

pub(super) const CLAIMS: &[Claim] = &[
    // A check and a generated column see one row.
    claim(
        "T29",
        &[
            (Postgres, Fails("42803")),
            (MySql, Fails("1111")),
            (MariaDb, Fails("1901")),
            (Sqlite, Fails("misuse of aggregate")),
        ],
        &[],
        &["CREATE TABLE t (a int, CHECK (sum(a) > 0))"],
        &["CREATE TABLE t (a int, CHECK (a > 0))"],
    ),
    claim(
        "T29",
        &[(MySql, Fails("3816")), (MariaDb, Fails("1901"))],
        &[],
        &["CREATE TABLE t (a int, CHECK (a > @b))"],
        &["CREATE TABLE t (a int, CHECK (a > 0))"],
    ),
    claim(
        "T29",
        &[(MySql, Fails("3814")), (MariaDb, Takes)],
        &[],
        &["CREATE TABLE t (a int, d datetime, CHECK (a < unix_timestamp(d)))"],
        &["CREATE TABLE t (a int, d datetime, CHECK (a < year(d)))"],
    ),
    claim(
        "T22",
        &[
            (Postgres, Fails("0A000")),
            (MySql, Fails("3102")),
            (MariaDb, Fails("1901")),
            (Sqlite, Fails("subqueries prohibited")),
        ],
        &[],
        &["CREATE TABLE t (n int, a int GENERATED ALWAYS AS ((SELECT 1)) STORED)"],
        &["CREATE TABLE t (n int, a int GENERATED ALWAYS AS (n + 1) STORED)"],
    ),
    claim(
        "T22",
        &[(Postgres, Fails("42P17"))],
        &[],
        &["CREATE TABLE t (n timestamptz, a date GENERATED ALWAYS AS (n::date) STORED)"],
        &["CREATE TABLE t (n timestamp, a date GENERATED ALWAYS AS (n::date) STORED)"],
    ),
    claim(
        "T22",
        &[(Postgres, Fails("42P17"))],
        &[],
        &["CREATE TABLE t (n text, a text GENERATED ALWAYS AS (concat(n, n)) STORED)"],
        &["CREATE TABLE t (n text, a text GENERATED ALWAYS AS (n || n) STORED)"],
    ),
    claim(
        "T22",
        &[(MariaDb, Fails("1901"))],
        &[],
        &["CREATE TABLE t (n datetime, a varchar(9) AS (date_format(n, '%a')) STORED)"],
        &["CREATE TABLE t (n datetime, a varchar(9) AS (date_format(n, '%a', 'en_US')) STORED)"],
    )
    .mariadb_alone(),
    claim(
        "T22",
        &[(MySql, Fails("3107"))],
        &[],
        &["CREATE TABLE t (a int AS (n + 1) STORED, n int DEFAULT (1 + 1))"],
        &["CREATE TABLE t (a int AS (n + 1) STORED, n int DEFAULT 2)"],
    ),
    claim(
        "T31",
        &[
            (Postgres, Fails("42P01")),
            (MySql, Takes),
            (MariaDb, Fails("1901")),
            (Sqlite, Fails("no such column")),
        ],
        &[],
        &["CREATE TABLE t (a int, CHECK (p.a > 0))"],
        &["CREATE TABLE t (a int, CHECK (t.a > 0))"],
    ),
    // Defaults are values.
    claim(
        "T32",
        &[
            (Postgres, Fails("22P02")),
            (MySql, Fails("1067")),
            (MariaDb, Fails("1067")),
        ],
        &[],
        &["CREATE TABLE t (a int DEFAULT 'often')"],
        &["CREATE TABLE t (a int DEFAULT '3')"],
    ),
    claim(
        "T32",
        &[
            (Postgres, Fails("22008")),
            (MySql, Fails("1067")),
            (MariaDb, Fails("1067")),
        ],
        &[],
        &["CREATE TABLE t (a date DEFAULT '2023-02-29')"],
        &["CREATE TABLE t (a date DEFAULT '2024-02-29')"],
    ),
    claim(
        "T32",
        &[(Postgres, Fails("42804"))],
        &[],
        &["CREATE TABLE t (a boolean DEFAULT 1)"],
        &["CREATE TABLE t (a boolean DEFAULT true)"],
    ),
    claim(
        "T32",
        &[(MySql, Fails("1067")), (MariaDb, Fails("1067"))],
        &[],
        &["CREATE TABLE t (a smallint DEFAULT 70000)"],
        &["CREATE TABLE t (a smallint DEFAULT 7000)"],
    ),
    claim(
        "T32",
        &[(MySql, Fails("1067")), (MariaDb, Fails("1067"))],
        &[],
        &["CREATE TABLE t (a varchar(3) DEFAULT 'abcd')"],
        &["CREATE TABLE t (a varchar(3) DEFAULT 'abc')"],
    ),
    claim(
        "T32",
        &[(MySql, Fails("1067")), (MariaDb, Fails("1067"))],
        &[],
        &["CREATE TABLE t (a int NOT NULL DEFAULT NULL)"],
        &["CREATE TABLE t (a int DEFAULT NULL)"],
    ),
    claim(
        "T32",
        &[(MySql, Fails("1067")), (MariaDb, Fails("1067"))],
        &[],
        &["CREATE TABLE t (a decimal(5, 2) DEFAULT 1234.5)"],
        &["CREATE TABLE t (a decimal(5, 2) DEFAULT 123.456)"],
    ),
    claim(
        "T32",
        &[(MySql, Fails("1067")), (MariaDb, Takes)],
        &[],
        &["CREATE TABLE t (a datetime(6) DEFAULT now(3))"],
        &["CREATE TABLE t (a datetime(6) DEFAULT now(6))"],
    ),
    claim(
        "T32",
        &[
            (Postgres, Fails("0A000")),
            (MySql, Fails("3769")),
            (MariaDb, Fails("1901")),
            (Sqlite, Fails("not constant")),
        ],
        &[],
        &["CREATE TABLE t (n int, a int DEFAULT (abs((SELECT 1))))"],
        &["CREATE TABLE t (n int, a int DEFAULT (abs(1)))"],
    ),
    claim(
        "T32",
        &[(Postgres, Fails("0A000")), (Sqlite, Fails("not constant"))],
        &[],
        &["CREATE TABLE t (n int, a int DEFAULT (n + 1))"],
        &["CREATE TABLE t (n int, a int DEFAULT (1 + 1))"],
    ),
    claim(
        "T32",
        &[(MySql, Fails("3767")), (MariaDb, Takes)],
        &[],
        &["CREATE TABLE t (a int DEFAULT (n + 1), n int DEFAULT (1 + 1))"],
        &["CREATE TABLE t (n int DEFAULT (1 + 1), a int DEFAULT (n + 1))"],
    ),
    claim(
        "T32",
        &[(MariaDb, Fails("4029")), (MySql, Takes)],
        &[],
        &["CREATE TABLE t (n int, b int AS (n + 1) STORED, a int DEFAULT (b + 1))"],
        &["CREATE TABLE t (n int, b int AS (n + 1) STORED, a int DEFAULT (n + 1))"],
    ),
    claim(
        "T32",
        &[(MySql, Fails("1294")), (MariaDb, Fails("1294"))],
        &[],
        &["CREATE TABLE t (a int ON UPDATE CURRENT_TIMESTAMP)"],
        &["CREATE TABLE t (a datetime ON UPDATE CURRENT_TIMESTAMP)"],
    ),
    // What an index keeps stays as it is.
    claim(
        "I23",
        &[
            (Postgres, Fails("0A000")),
            (MySql, Fails("3758")),
            (Sqlite, Fails("subqueries prohibited")),
        ],
        &["CREATE TABLE t (n int)"],
        &["CREATE INDEX i ON t ((abs((SELECT 1))))"],
        &["CREATE INDEX i ON t ((n + 1))"],
    ),
    claim(
        "I23",
        &[
            (Postgres, Fails("42P17")),
            (Sqlite, Fails("non-deterministic functions prohibited")),
        ],
        &["CREATE TABLE t (n int)"],
        &["CREATE INDEX i ON t (n) WHERE n > random()"],
        &["CREATE INDEX i ON t (n) WHERE n > 3"],
    ),
    claim(
        "I23",
        &[(Postgres, Fails("42P17"))],
        &["CREATE TABLE t (n timestamptz)"],
        &["CREATE INDEX i ON t (date_trunc('day', n))"],
        &["CREATE INDEX i ON t (date_trunc('day', n AT TIME ZONE 'UTC'))"],
    ),
    claim(
        "I23",
        &[(Postgres, Fails("0A000"))],
        &["CREATE TABLE t (n int, m int)"],
        &["CREATE INDEX i ON t USING hash (n, m)"],
        &["CREATE INDEX i ON t USING hash (n)"],
    ),
    claim(
        "I23",
        &[(Postgres, Fails("0A000"))],
        &["CREATE TABLE t (n int[], m int)"],
        &["CREATE INDEX i ON t USING gin (n) INCLUDE (m)"],
        &["CREATE INDEX i ON t USING gin (n)"],
    ),
    claim(
        "I23",
        &[(Postgres, Fails("0A000"))],
        &["CREATE TABLE t (n int, m int)"],
        &["CREATE INDEX i ON t USING brin (n DESC)"],
        &["CREATE INDEX i ON t USING brin (n)"],
    ),
    claim(
        "I23",
        &[(Postgres, Fails("42704"))],
        &["CREATE TABLE t (n point)"],
        &["CREATE INDEX i ON t (n)"],
        &["CREATE INDEX i ON t USING gist (n)"],
    ),
    claim(
        "I23",
        &[(Postgres, Fails("42804"))],
        &["CREATE TABLE t (n int, s text)"],
        &["CREATE INDEX i ON t (n COLLATE \"C\")"],
        &["CREATE INDEX i ON t (s COLLATE \"C\")"],
    ),
    claim(
        "I23",
        &[(MySql, Fails("1089")), (MariaDb, Fails("1089"))],
        &["CREATE TABLE t (n int, s varchar(9))"],
        &["CREATE INDEX i ON t (n(3))"],
        &["CREATE INDEX i ON t (s(9))"],
    ),
    claim(
        "I23",
        &[(MySql, Fails("1089")), (MariaDb, Fails("1089"))],
        &["CREATE TABLE t (s varchar(9))"],
        &["CREATE INDEX i ON t (s(10))"],
        &["CREATE INDEX i ON t (s(9))"],
    ),
    claim(
        "I23",
        &[(MySql, Fails("3106")), (MariaDb, Fails("1907"))],
        &["CREATE TABLE t (s text, v text AS (s) VIRTUAL, w text AS (s) STORED)"],
        &["CREATE FULLTEXT INDEX i ON t (v)"],
        &["CREATE FULLTEXT INDEX i ON t (w)"],
    ),
    claim(
        "I23",
        &[(MySql, Fails("1221")), (MariaDb, Takes)],
        &["CREATE TABLE t (s text)"],
        &["CREATE FULLTEXT INDEX i ON t (s DESC)"],
        &["CREATE FULLTEXT INDEX i ON t (s)"],
    ),
    claim(
        "I23",
        &[(MySql, Fails("3728")), (MariaDb, Takes)],
        &["CREATE TABLE t (g point NOT NULL)"],
        &["CREATE UNIQUE INDEX i ON t (g)"],
        &["CREATE SPATIAL INDEX i ON t (g)"],
    ),
    claim(
        "I14",
        &[(MySql, Fails("1064")), (MariaDb, Fails("1064"))],
        &["CREATE TABLE t (n int)"],
        &["CREATE INDEX i ON t (n) WHERE n > 3"],
        &["CREATE INDEX i ON t (n)"],
    ),
    // Partitions of PostgreSQL.
    claim(
        "P19",
        &[(Postgres, Fails("42P17"))],
        &[],
        &["CREATE TABLE t (a int, b int) PARTITION BY LIST (a, b)"],
        &["CREATE TABLE t (a int, b int) PARTITION BY RANGE (a, b)"],
    ),
    claim(
        "P19",
        &[(Postgres, Fails("42809|22023"))],
        &[],
        &["CREATE TABLE t (a int) PARTITION BY LIST (a) WITH (fillfactor = 70)"],
        &["CREATE TABLE t (a int) PARTITION BY LIST (a)"],
    ),
    claim(
        "P19",
        &[(Postgres, Fails("42P16"))],
        &[],
        &["CREATE TABLE t (a int CHECK (a > 0) NO INHERIT) PARTITION BY LIST (a)"],
        &["CREATE TABLE t (a int CHECK (a > 0)) PARTITION BY LIST (a)"],
    ),
    claim(
        "N11",
        &[(MySql, Fails("1280")), (MariaDb, Fails("1280"))],
        &["CREATE TABLE t (a int)"],
        &["CREATE INDEX `primary` ON t (a)"],
        &["CREATE INDEX `primary_` ON t (a)"],
    ),
    // A check and a foreign key share a name, and engines mind it or not.
    claim(
        "N03",
        &[
            (Postgres, Fails("42710")),
            (MariaDb, Fails("1826")),
            (MySql, Takes),
            (Sqlite, Takes),
        ],
        &["CREATE TABLE p (id int PRIMARY KEY)"],
        &[
            "CREATE TABLE t (a int, CONSTRAINT x CHECK (a > 0), CONSTRAINT x FOREIGN KEY (a) REFERENCES p (id))",
        ],
        &[
            "CREATE TABLE t (a int, CONSTRAINT x CHECK (a > 0), CONSTRAINT y FOREIGN KEY (a) REFERENCES p (id))",
        ],
    ),
];

#[test]
fn of_expressions() {
    prove(CLAIMS);
}
