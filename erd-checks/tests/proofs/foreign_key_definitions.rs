//! A2, foreign keys: what engines refuse to create, or can never use.

use super::claims::Shown::{Fails, GetsIn, Gives};
use super::claims::{Claim, claim, prove};
use erd_core::Dialect::{MariaDb, Postgres, Sqlite};
use erd_core::Level;

const P: &str = "CREATE TABLE p (id integer NOT NULL PRIMARY KEY)";
const ONE: &str = "INSERT INTO p VALUES (1)";

pub(super) const CLAIMS: &[Claim] = &[
    claim(
        "F03",
        &[(Postgres, Fails("42804"))],
        &["CREATE TABLE p (id uuid PRIMARY KEY)"],
        &["CREATE TABLE c (id integer PRIMARY KEY, p text REFERENCES p (id))"],
        &["CREATE TABLE c (id integer PRIMARY KEY, p uuid UNIQUE REFERENCES p (id))"],
    ),
    claim(
        "F03",
        &[(Postgres, Fails("42804"))],
        &["CREATE TABLE p (id bigint PRIMARY KEY)"],
        &["CREATE TABLE c (id integer PRIMARY KEY, p numeric REFERENCES p (id))"],
        &["CREATE TABLE c (id integer PRIMARY KEY, p bigint UNIQUE REFERENCES p (id))"],
    ),
    // Integers of two sizes are compared by the index of either.
    claim(
        "F03",
        &[(Postgres, Gives("bigint", "integer"))],
        &[P],
        &[
            "CREATE TABLE c (id integer PRIMARY KEY, p bigint UNIQUE REFERENCES p (id))",
            "SELECT format_type(atttypid, NULL) FROM pg_attribute WHERE attrelid = 'c'::regclass AND attname = 'p'",
        ],
        &[
            "CREATE TABLE c (id integer PRIMARY KEY, p integer UNIQUE REFERENCES p (id))",
            "SELECT format_type(atttypid, NULL) FROM pg_attribute WHERE attrelid = 'c'::regclass AND attname = 'p'",
        ],
    )
    .level(Level::Warn),
    // A cast on the referencing column keeps its index from being used.
    claim(
        "F03",
        &[(Postgres, Gives("1", "0"))],
        &[
            "CREATE TABLE p (id numeric PRIMARY KEY)",
            "INSERT INTO p SELECT generate_series(1, 1000)",
        ],
        &[
            "CREATE TABLE c (id integer PRIMARY KEY, p integer NOT NULL REFERENCES p (id))",
            "INSERT INTO c SELECT i, 1 + i % 999 FROM generate_series(1, 10000) AS s (i)",
            "CREATE INDEX i ON c (p)",
            "ANALYZE c",
            "SELECT pg_stat_force_next_flush()",
            "BEGIN",
            "DELETE FROM p WHERE id = 1000",
            "SELECT pg_stat_get_xact_numscans('c'::regclass)",
        ],
        &[
            "CREATE TABLE c (id integer PRIMARY KEY, p numeric NOT NULL REFERENCES p (id))",
            "INSERT INTO c SELECT i, 1 + i % 999 FROM generate_series(1, 10000) AS s (i)",
            "CREATE INDEX i ON c (p)",
            "ANALYZE c",
            "SELECT pg_stat_force_next_flush()",
            "BEGIN",
            "DELETE FROM p WHERE id = 1000",
            "SELECT pg_stat_get_xact_numscans('c'::regclass)",
        ],
    )
    .level(Level::Warn),
    claim(
        "F03",
        &[(MariaDb, Fails("errno: 150|3780|6125|3734|1824"))],
        &["CREATE TABLE p (id bigint PRIMARY KEY)"],
        &["CREATE TABLE c (id bigint PRIMARY KEY, p bigint unsigned, FOREIGN KEY (p) REFERENCES p (id))"],
        &["CREATE TABLE c (id bigint PRIMARY KEY, p bigint, FOREIGN KEY (p) REFERENCES p (id))"],
    ),
    claim(
        "F03",
        &[(MariaDb, Fails("errno: 150|3780|6125|3734|1824"))],
        &["CREATE TABLE p (id integer PRIMARY KEY)"],
        &["CREATE TABLE c (id bigint PRIMARY KEY, p bigint, FOREIGN KEY (p) REFERENCES p (id))"],
        &["CREATE TABLE c (id bigint PRIMARY KEY, p integer, FOREIGN KEY (p) REFERENCES p (id))"],
    ),
    claim(
        "F03",
        &[(MariaDb, Fails("errno: 150|3780|6125|3734|1824"))],
        &["CREATE TABLE p (id varchar(9) COLLATE utf8mb4_bin PRIMARY KEY)"],
        &["CREATE TABLE c (id bigint PRIMARY KEY, p varchar(9) COLLATE utf8mb4_general_ci, FOREIGN KEY (p) REFERENCES p (id))"],
        &["CREATE TABLE c (id bigint PRIMARY KEY, p varchar(99) COLLATE utf8mb4_bin, FOREIGN KEY (p) REFERENCES p (id))"],
    ),
    claim(
        "F03",
        &[(MariaDb, Fails("errno: 150|3780|6125|3734|1824"))],
        &["CREATE TABLE p (id decimal(10, 2) PRIMARY KEY)"],
        &["CREATE TABLE c (id bigint PRIMARY KEY, p bigint, FOREIGN KEY (p) REFERENCES p (id))"],
        &["CREATE TABLE c (id bigint PRIMARY KEY, p decimal(10, 2), FOREIGN KEY (p) REFERENCES p (id))"],
    ),
    // Enums are compared by the number of the value: the first of one list equals the first of the other.
    claim(
        "F03",
        &[(MariaDb, GetsIn("1265"))],
        &[
            "SET sql_mode = 'STRICT_ALL_TABLES'",
            "CREATE TABLE p (id enum('a', 'b') PRIMARY KEY)",
            "INSERT INTO p VALUES ('a')",
        ],
        &[
            "CREATE TABLE c (id bigint PRIMARY KEY, p enum('x', 'y'), FOREIGN KEY (p) REFERENCES p (id))",
            "INSERT INTO c VALUES (1, 'x')",
        ],
        &[
            "CREATE TABLE c (id bigint PRIMARY KEY, p enum('a', 'b'), FOREIGN KEY (p) REFERENCES p (id))",
            "INSERT INTO c VALUES (1, 'x')",
        ],
    ),
    // SQLite makes the constraint, and looks for what the key's affinity makes of the value: two texts are one number.
    claim(
        "F03",
        &[(Sqlite, Gives("2", "1"))],
        &["CREATE TABLE p (id INTEGER PRIMARY KEY)", "INSERT INTO p VALUES (1)"],
        &[
            "CREATE TABLE c (id INTEGER PRIMARY KEY, p TEXT UNIQUE REFERENCES p (id))",
            "INSERT INTO c VALUES (1, '1'), (2, '01')",
            "SELECT count(*) FROM c JOIN p ON p.id = c.p",
        ],
        &[
            "CREATE TABLE c (id INTEGER PRIMARY KEY, p BIGINT UNIQUE REFERENCES p (id))",
            "INSERT OR IGNORE INTO c VALUES (1, '1'), (2, '01')",
            "SELECT count(*) FROM c JOIN p ON p.id = c.p",
        ],
    )
    .level(Level::Warn),
    // A column without a type keeps the number, which no join finds in a text.
    claim(
        "F03",
        &[(Sqlite, Gives("0", "1"))],
        &["CREATE TABLE p (id TEXT NOT NULL PRIMARY KEY)", "INSERT INTO p VALUES ('1')"],
        &[
            "CREATE TABLE c (id INTEGER PRIMARY KEY, p UNIQUE REFERENCES p (id))",
            "INSERT INTO c VALUES (1, 1)",
            "SELECT count(*) FROM c JOIN p ON p.id = c.p",
        ],
        &[
            "CREATE TABLE c (id INTEGER PRIMARY KEY, p TEXT UNIQUE REFERENCES p (id))",
            "INSERT INTO c VALUES (1, 1)",
            "SELECT count(*) FROM c JOIN p ON p.id = c.p",
        ],
    )
    .level(Level::Warn),
    // A float's text is not that of the key.
    claim(
        "F03",
        &[(Sqlite, Fails("FOREIGN KEY constraint failed"))],
        &["CREATE TABLE p (id TEXT NOT NULL PRIMARY KEY)", "INSERT INTO p VALUES (1)"],
        &[
            "CREATE TABLE c (id INTEGER PRIMARY KEY, p DOUBLE UNIQUE REFERENCES p (id))",
            "INSERT INTO c VALUES (1, 1)",
        ],
        &[
            "CREATE TABLE c (id INTEGER PRIMARY KEY, p TEXT UNIQUE REFERENCES p (id))",
            "INSERT INTO c VALUES (1, 1)",
        ],
    ),
    claim(
        "F04",
        &[(Postgres, Fails("22003"))],
        &["CREATE TABLE p (id bigint PRIMARY KEY)", "INSERT INTO p VALUES (3000000000)"],
        &[
            "CREATE TABLE c (id integer PRIMARY KEY, p integer UNIQUE REFERENCES p (id))",
            "INSERT INTO c VALUES (1, 3000000000)",
        ],
        &[
            "CREATE TABLE c (id integer PRIMARY KEY, p bigint UNIQUE REFERENCES p (id))",
            "INSERT INTO c VALUES (1, 3000000000)",
        ],
    ),
    claim(
        "F04",
        &[(MariaDb, Fails("errno: 150|3780|6125|3734|1824"))],
        &["CREATE TABLE p (id bigint PRIMARY KEY)"],
        &["CREATE TABLE c (id bigint PRIMARY KEY, p integer, FOREIGN KEY (p) REFERENCES p (id))"],
        &["CREATE TABLE c (id bigint PRIMARY KEY, p bigint, FOREIGN KEY (p) REFERENCES p (id))"],
    ),
    claim(
        "F05",
        &[(Postgres, Fails("42830")), (MariaDb, Fails("errno: 150|3780|6125|3734|1824"))],
        &["CREATE TABLE p (id integer PRIMARY KEY, a integer NOT NULL, b integer NOT NULL UNIQUE)"],
        &["CREATE TABLE c (id integer PRIMARY KEY, x integer, FOREIGN KEY (x) REFERENCES p (a))"],
        &["CREATE TABLE c (id integer PRIMARY KEY, x integer UNIQUE, FOREIGN KEY (x) REFERENCES p (b))"],
    ),
    claim(
        "F05",
        &[(Sqlite, Fails("foreign key mismatch"))],
        &[
            "CREATE TABLE p (id integer PRIMARY KEY, a integer NOT NULL, b integer NOT NULL UNIQUE)",
            "INSERT INTO p VALUES (1, 1, 1)",
        ],
        &[
            "CREATE TABLE c (id integer PRIMARY KEY, x integer, FOREIGN KEY (x) REFERENCES p (a))",
            "INSERT INTO c VALUES (1, 1)",
        ],
        &[
            "CREATE TABLE c (id integer PRIMARY KEY, x integer UNIQUE, FOREIGN KEY (x) REFERENCES p (b))",
            "INSERT INTO c VALUES (1, 1)",
        ],
    ),
    // MariaDB takes any index. One of two equal rows cannot go, although the other one is still referenced.
    claim(
        "F05",
        &[(MariaDb, Fails("1451"))],
        &[],
        &[
            "CREATE TABLE p (id integer PRIMARY KEY, a integer NOT NULL, KEY (a))",
            "CREATE TABLE c (id integer PRIMARY KEY, x integer, FOREIGN KEY (x) REFERENCES p (a))",
            "INSERT INTO p VALUES (1, 7), (2, 7)",
            "INSERT INTO c VALUES (1, 7)",
            "DELETE FROM p WHERE id = 2",
        ],
        &[
            "CREATE TABLE p (id integer PRIMARY KEY, a integer NOT NULL UNIQUE)",
            "CREATE TABLE c (id integer PRIMARY KEY, x integer, FOREIGN KEY (x) REFERENCES p (a))",
            "INSERT INTO p VALUES (1, 7), (2, 8)",
            "INSERT INTO c VALUES (1, 7)",
            "DELETE FROM p WHERE id = 2",
        ],
    )
    .mariadb_alone(),
    // Unique, and still no key: among some rows, deferrable, of an expression.
    claim(
        "F05",
        &[(Postgres, Fails("42830"))],
        &["CREATE TABLE p (id integer PRIMARY KEY, a integer NOT NULL)"],
        &[
            "CREATE UNIQUE INDEX i ON p (a) WHERE id > 0",
            "CREATE TABLE c (id integer PRIMARY KEY, x integer REFERENCES p (a))",
        ],
        &[
            "CREATE UNIQUE INDEX i ON p (a)",
            "CREATE TABLE c (id integer PRIMARY KEY, x integer UNIQUE REFERENCES p (a))",
        ],
    ),
    claim(
        "F05",
        &[(Postgres, Fails("55000"))],
        &[],
        &[
            "CREATE TABLE p (id integer PRIMARY KEY, a integer NOT NULL UNIQUE DEFERRABLE)",
            "CREATE TABLE c (id integer PRIMARY KEY, x integer REFERENCES p (a))",
        ],
        &[
            "CREATE TABLE p (id integer PRIMARY KEY, a integer NOT NULL UNIQUE)",
            "CREATE TABLE c (id integer PRIMARY KEY, x integer UNIQUE REFERENCES p (a))",
        ],
    ),
    claim(
        "F05",
        &[(Sqlite, Fails("foreign key mismatch"))],
        &["CREATE TABLE p (id integer PRIMARY KEY, a integer NOT NULL)", "INSERT INTO p VALUES (1, 1)"],
        &[
            "CREATE UNIQUE INDEX i ON p (a) WHERE id > 0",
            "CREATE TABLE c (id integer PRIMARY KEY, x integer REFERENCES p (a))",
            "INSERT INTO c VALUES (1, 1)",
        ],
        &[
            "CREATE UNIQUE INDEX i ON p (a)",
            "CREATE TABLE c (id integer PRIMARY KEY, x integer REFERENCES p (a))",
            "INSERT INTO c VALUES (1, 1)",
        ],
    ),
    claim(
        "F06",
        &[(Postgres, Fails("42703")), (MariaDb, Fails("errno: 150|3780|6125|3734|1824"))],
        &[P],
        &["CREATE TABLE c (id integer PRIMARY KEY, x integer, FOREIGN KEY (x) REFERENCES p (idd))"],
        &["CREATE TABLE c (id integer PRIMARY KEY, x integer UNIQUE, FOREIGN KEY (x) REFERENCES p (id))"],
    ),
    claim(
        "F06",
        &[(Postgres, Fails("42P01")), (MariaDb, Fails("errno: 150|3780|6125|3734|1824"))],
        &[P],
        &["CREATE TABLE c (id integer PRIMARY KEY, x integer, FOREIGN KEY (x) REFERENCES q (id))"],
        &["CREATE TABLE c (id integer PRIMARY KEY, x integer UNIQUE, FOREIGN KEY (x) REFERENCES p (id))"],
    ),
    // A description names such a constraint among what the model cannot hold, so the rule does not meet it.
    claim(
        "F06",
        &[(Sqlite, Fails("foreign key mismatch"))],
        &[P, ONE],
        &[
            "CREATE TABLE c (id integer PRIMARY KEY, x integer, FOREIGN KEY (x) REFERENCES p (idd))",
            "INSERT INTO c VALUES (1, 1)",
        ],
        &[
            "CREATE TABLE c (id integer PRIMARY KEY, x integer, FOREIGN KEY (x) REFERENCES p (id))",
            "INSERT INTO c VALUES (1, 1)",
        ],
    )
    .unseen(),
    // Two columns against one.
    claim(
        "F06",
        &[
            (Postgres, Fails("42830")),
            (MariaDb, Fails("1239")),
            (Sqlite, Fails("number of columns in foreign key does not match")),
        ],
        &[P],
        &["CREATE TABLE c (id integer PRIMARY KEY, x integer, y integer, FOREIGN KEY (x, y) REFERENCES p (id))"],
        &["CREATE TABLE c (id integer PRIMARY KEY, x integer UNIQUE, y integer, FOREIGN KEY (x) REFERENCES p (id))"],
    ),
    claim(
        "F21",
        &[(Postgres, Fails("0A000"))],
        &[P],
        &["CREATE TABLE c (id integer PRIMARY KEY, p integer REFERENCES elsewhere.public.p (id))"],
        &["CREATE TABLE c (id integer PRIMARY KEY, p integer UNIQUE REFERENCES public.p (id))"],
    ),
];

#[test]
fn of_definitions() {
    prove(CLAIMS);
}
