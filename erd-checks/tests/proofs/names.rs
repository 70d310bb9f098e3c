//! A8, names.

use super::claims::Shown::{Fails, Gives};
use super::claims::{Claim, claim, prove};
use erd_core::Dialect::{MariaDb, Postgres, Sqlite};

const T: &str = "CREATE TABLE t (id integer NOT NULL PRIMARY KEY, a integer, b integer)";

pub(super) const CLAIMS: &[Claim] = &[
    // Cut with nothing but a notice: the name that the code uses is no name.
    claim(
        "N01",
        &[(Postgres, Gives("NULL", "t"))],
        &[],
        &[
            "CREATE TABLE t2345678901234567890123456789012345678901234567890123456789012345 (id integer PRIMARY KEY)",
            "SELECT (SELECT relname FROM pg_class WHERE relname = 't2345678901234567890123456789012345678901234567890123456789012345'::text)",
        ],
        &[
            "CREATE TABLE t (id integer PRIMARY KEY)",
            "SELECT (SELECT relname FROM pg_class WHERE relname = 't'::text)",
        ],
    )
    .unseen(),
    claim(
        "N01",
        &[(MariaDb, Fails("1103|1059"))],
        &[],
        &["CREATE TABLE t2345678901234567890123456789012345678901234567890123456789012345 (id integer PRIMARY KEY)"],
        &["CREATE TABLE t23456789012345678901234567890123456789012345678901234567890123 (id integer PRIMARY KEY)"],
    ),
    claim(
        "N02",
        &[(Postgres, Fails("42P07"))],
        &[T],
        &[
            "CREATE INDEX i23456789012345678901234567890123456789012345678901234567890123_a ON t (a)",
            "CREATE INDEX i23456789012345678901234567890123456789012345678901234567890123_b ON t (b)",
        ],
        &[
            "CREATE INDEX i2345678901234567890123456789012345678901234567890123456789012_a ON t (a)",
            "CREATE INDEX j2345678901234567890123456789012345678901234567890123456789012_b ON t (b)",
        ],
    ),
    // With IF NOT EXISTS the second index is not there, and nobody says so.
    claim(
        "N02",
        &[(Postgres, Gives("1", "2"))],
        &[T],
        &[
            "CREATE INDEX i23456789012345678901234567890123456789012345678901234567890123_a ON t (a)",
            "CREATE INDEX IF NOT EXISTS i23456789012345678901234567890123456789012345678901234567890123_b ON t (b)",
            "SELECT count(*) FROM pg_index WHERE indrelid = 't'::regclass AND NOT indisprimary",
        ],
        &[
            "CREATE INDEX i_a ON t (a)",
            "CREATE INDEX IF NOT EXISTS i_b ON t (b)",
            "SELECT count(*) FROM pg_index WHERE indrelid = 't'::regclass AND NOT indisprimary",
        ],
    )
    .unseen(),
    claim(
        "N03",
        &[
            (Postgres, Fails("42P07")),
            (MariaDb, Fails("1050")),
            (Sqlite, Fails("already exists")),
        ],
        &[T],
        &["CREATE TABLE t (id integer NOT NULL PRIMARY KEY)"],
        &["CREATE TABLE u (id integer NOT NULL PRIMARY KEY)"],
    ),
    // Indexes of two tables: one namespace on PostgreSQL and SQLite.
    claim(
        "N03",
        &[(Postgres, Fails("42P07")), (Sqlite, Fails("already exists"))],
        &[T, "CREATE TABLE u (id integer NOT NULL PRIMARY KEY, a integer)", "CREATE INDEX i ON t (a)"],
        &["CREATE INDEX i ON u (a)"],
        &["CREATE INDEX j ON u (a)"],
    ),
    claim(
        "N03",
        &[(Postgres, Fails("42P07")), (Sqlite, Fails("there is already a table named"))],
        &[T],
        &["CREATE INDEX t ON t (a)"],
        &["CREATE INDEX i ON t (a)"],
    ),
    // Indexes of one table: one namespace on MariaDB too.
    claim(
        "N03",
        &[(MariaDb, Fails("1061"))],
        &[T, "CREATE INDEX i ON t (a)"],
        &["CREATE INDEX i ON t (b)"],
        &["CREATE INDEX j ON t (b)"],
    ),
    // Foreign keys of two tables: one namespace in InnoDB.
    claim(
        "N03",
        &[(MariaDb, Fails("errno: 121|1826"))],
        &[T, "CREATE TABLE u (id integer PRIMARY KEY, t integer, CONSTRAINT f FOREIGN KEY (t) REFERENCES t (id))"],
        &["CREATE TABLE v (id integer PRIMARY KEY, t integer, CONSTRAINT f FOREIGN KEY (t) REFERENCES t (id))"],
        &["CREATE TABLE v (id integer PRIMARY KEY, t integer, CONSTRAINT g FOREIGN KEY (t) REFERENCES t (id))"],
    ),
    // Constraints of one table, on PostgreSQL.
    claim(
        "N03",
        &[(Postgres, Fails("42710"))],
        &[T, "ALTER TABLE t ADD CONSTRAINT x CHECK (a > 0)"],
        &["ALTER TABLE t ADD CONSTRAINT x FOREIGN KEY (id) REFERENCES t (id)"],
        &["ALTER TABLE t ADD CONSTRAINT y FOREIGN KEY (id) REFERENCES t (id)"],
    ),
    claim(
        "N03",
        &[
            (Postgres, Fails("42701")),
            (MariaDb, Fails("1060")),
            (Sqlite, Fails("duplicate column name")),
        ],
        &[],
        &["CREATE TABLE t (id integer NOT NULL PRIMARY KEY, a integer, a integer)"],
        &["CREATE TABLE t (id integer NOT NULL PRIMARY KEY, a integer, b integer)"],
    ),
    claim(
        "N06",
        &[(MariaDb, Fails("1060")), (Sqlite, Fails("duplicate column name"))],
        &[],
        &["CREATE TABLE t (id integer NOT NULL PRIMARY KEY, a integer, A integer)"],
        &["CREATE TABLE t (id integer NOT NULL PRIMARY KEY, a integer, b integer)"],
    ),
    claim(
        "N06",
        &[(Sqlite, Fails("already exists"))],
        &[T],
        &["CREATE TABLE T (id integer NOT NULL PRIMARY KEY)"],
        &["CREATE TABLE U (id integer NOT NULL PRIMARY KEY)"],
    ),
    // PostgreSQL keeps them apart, and the rule is silent where it is the only target.
    claim(
        "N06",
        &[(Postgres, Fails("42701"))],
        &[],
        &["CREATE TABLE t (id integer PRIMARY KEY, \"a\" integer, \"a\" integer)"],
        &["CREATE TABLE t (id integer PRIMARY KEY, \"a\" integer, \"A\" integer)"],
    ),
];

#[test]
fn of_names() {
    prove(CLAIMS);
}
