//! A2, foreign keys: what happens to the referencing rows.

use super::claims::Shown::{Fails, GetsIn, Gives};
use super::claims::{Claim, claim, prove};
use erd_core::Dialect::{MariaDb, Postgres, Sqlite};
use erd_core::Level;

const P: &str = "CREATE TABLE p (id integer NOT NULL PRIMARY KEY)";
const ONE: &str = "INSERT INTO p VALUES (1)";

pub(super) const CLAIMS: &[Claim] = &[
    claim(
        "F07",
        &[
            (Postgres, Fails("23502")),
            (Sqlite, Fails("NOT NULL constraint failed")),
        ],
        &[P, ONE],
        &[
            "CREATE TABLE c (id integer PRIMARY KEY, p integer NOT NULL REFERENCES p (id) ON DELETE SET NULL)",
            "INSERT INTO c VALUES (1, 1)",
            "DELETE FROM p",
        ],
        &[
            "CREATE TABLE c (id integer PRIMARY KEY, p integer REFERENCES p (id) ON DELETE SET NULL)",
            "INSERT INTO c VALUES (1, 1)",
            "DELETE FROM p",
        ],
    ),
    claim(
        "F07",
        &[(MariaDb, Fails("errno: 150|1830"))],
        &[P],
        &["CREATE TABLE c (id integer PRIMARY KEY, p integer NOT NULL REFERENCES p (id) ON DELETE SET NULL)"],
        &["CREATE TABLE c (id integer PRIMARY KEY, p integer REFERENCES p (id) ON DELETE SET NULL)"],
    ),
    claim(
        "F07",
        &[(MariaDb, Fails("errno: 150|1830"))],
        &[P],
        &["CREATE TABLE c (id integer PRIMARY KEY, p integer NOT NULL REFERENCES p (id) ON UPDATE SET NULL)"],
        &["CREATE TABLE c (id integer PRIMARY KEY, p integer REFERENCES p (id) ON UPDATE SET NULL)"],
    ),
    // Of a composite key every column is nulled.
    claim(
        "F07",
        &[
            (Postgres, Fails("23502")),
            (Sqlite, Fails("NOT NULL constraint failed")),
        ],
        &[
            "CREATE TABLE p (tenant integer NOT NULL, id integer NOT NULL, PRIMARY KEY (tenant, id))",
            "INSERT INTO p VALUES (1, 1)",
        ],
        &[
            "CREATE TABLE c (id integer PRIMARY KEY, tenant integer NOT NULL, p integer, \
             FOREIGN KEY (tenant, p) REFERENCES p (tenant, id) ON DELETE SET NULL)",
            "INSERT INTO c VALUES (1, 1, 1)",
            "DELETE FROM p",
        ],
        &[
            "CREATE TABLE c (id integer PRIMARY KEY, tenant integer, p integer, \
             FOREIGN KEY (tenant, p) REFERENCES p (tenant, id) ON DELETE SET NULL)",
            "INSERT INTO c VALUES (1, 1, 1)",
            "DELETE FROM p",
        ],
    ),
    claim(
        "F08",
        &[
            (Postgres, Fails("23502")),
            (Sqlite, Fails("NOT NULL constraint failed")),
        ],
        &["CREATE TABLE p (id integer PRIMARY KEY)", "INSERT INTO p VALUES (0), (1)"],
        &[
            "CREATE TABLE c (id integer PRIMARY KEY, p integer NOT NULL REFERENCES p (id) ON DELETE SET DEFAULT)",
            "INSERT INTO c VALUES (1, 1)",
            "DELETE FROM p WHERE id = 1",
        ],
        &[
            "CREATE TABLE c (id integer PRIMARY KEY, p integer NOT NULL DEFAULT 0 REFERENCES p (id) ON DELETE SET DEFAULT)",
            "INSERT INTO c VALUES (1, 1)",
            "DELETE FROM p WHERE id = 1",
        ],
    ),
    // `set_null` under another name.
    claim(
        "F08",
        &[(Postgres, Gives("NULL", "0")), (Sqlite, Gives("NULL", "0"))],
        &["CREATE TABLE p (id integer PRIMARY KEY)", "INSERT INTO p VALUES (0), (1)"],
        &[
            "CREATE TABLE c (id integer PRIMARY KEY, p integer REFERENCES p (id) ON DELETE SET DEFAULT)",
            "INSERT INTO c VALUES (1, 1)",
            "DELETE FROM p WHERE id = 1",
            "SELECT p FROM c",
        ],
        &[
            "CREATE TABLE c (id integer PRIMARY KEY, p integer DEFAULT 0 REFERENCES p (id) ON DELETE SET DEFAULT)",
            "INSERT INTO c VALUES (1, 1)",
            "DELETE FROM p WHERE id = 1",
            "SELECT p FROM c",
        ],
    ),
    // RESTRICT, without a word: the default and its row are there.
    claim(
        "F08",
        &[(MariaDb, Fails("1451"))],
        &["CREATE TABLE p (id integer PRIMARY KEY)", "INSERT INTO p VALUES (0), (1)"],
        &[
            "CREATE TABLE c (id integer PRIMARY KEY, p integer DEFAULT 0 REFERENCES p (id) ON DELETE SET DEFAULT)",
            "INSERT INTO c VALUES (1, 1)",
            "DELETE FROM p WHERE id = 1",
        ],
        &[
            "CREATE TABLE c (id integer PRIMARY KEY, p integer DEFAULT 0 REFERENCES p (id) ON DELETE SET NULL)",
            "INSERT INTO c VALUES (1, 1)",
            "DELETE FROM p WHERE id = 1",
        ],
    )
    .unseen(),
    claim(
        "F10",
        &[
            (Postgres, GetsIn("23503|23001")),
            (MariaDb, GetsIn("1451")),
            (Sqlite, GetsIn("FOREIGN KEY constraint failed")),
        ],
        &[P, ONE],
        &[
            "CREATE TABLE c (id integer PRIMARY KEY, p integer NOT NULL, FOREIGN KEY (p) REFERENCES p (id) ON DELETE CASCADE)",
            "INSERT INTO c VALUES (1, 1)",
            "DELETE FROM p",
        ],
        &[
            "CREATE TABLE c (id integer PRIMARY KEY, p integer NOT NULL, FOREIGN KEY (p) REFERENCES p (id) ON DELETE RESTRICT)",
            "INSERT INTO c VALUES (1, 1)",
            "DELETE FROM p",
        ],
    )
    .declared(|schema| schema.tables[0].intent.append_only = true),
    // Two triggers for each of the two, on either side.
    claim(
        "F13",
        &[(Postgres, Gives("4", "2"))],
        &[P],
        &[
            "CREATE TABLE c (id integer PRIMARY KEY, p integer UNIQUE REFERENCES p (id), FOREIGN KEY (p) REFERENCES p (id))",
            "SELECT count(*) FROM pg_trigger WHERE tgrelid = 'c'::regclass",
        ],
        &[
            "CREATE TABLE c (id integer PRIMARY KEY, p integer UNIQUE REFERENCES p (id))",
            "SELECT count(*) FROM pg_trigger WHERE tgrelid = 'c'::regclass",
        ],
    ),
    // Where they disagree, the one that forbids the delete wins, or the one that was made last.
    claim(
        "F13",
        &[(Postgres, Fails("23503|23001")), (MariaDb, Fails("1451"))],
        &[P, ONE],
        &[
            "CREATE TABLE c (id integer PRIMARY KEY, p integer UNIQUE, \
             CONSTRAINT a FOREIGN KEY (p) REFERENCES p (id) ON DELETE RESTRICT, \
             CONSTRAINT b FOREIGN KEY (p) REFERENCES p (id) ON DELETE CASCADE)",
            "INSERT INTO c VALUES (1, 1)",
            "DELETE FROM p",
        ],
        &[
            "CREATE TABLE c (id integer PRIMARY KEY, p integer UNIQUE, \
             CONSTRAINT b FOREIGN KEY (p) REFERENCES p (id) ON DELETE CASCADE)",
            "INSERT INTO c VALUES (1, 1)",
            "DELETE FROM p",
        ],
    ),
    claim(
        "F13",
        &[(Sqlite, Fails("FOREIGN KEY constraint failed"))],
        &[P, ONE],
        &[
            "CREATE TABLE c (id integer PRIMARY KEY, p integer UNIQUE, \
             FOREIGN KEY (p) REFERENCES p (id) ON DELETE CASCADE, \
             FOREIGN KEY (p) REFERENCES p (id) ON DELETE RESTRICT)",
            "INSERT INTO c VALUES (1, 1)",
            "DELETE FROM p",
        ],
        &[
            "CREATE TABLE c (id integer PRIMARY KEY, p integer UNIQUE, \
             FOREIGN KEY (p) REFERENCES p (id) ON DELETE CASCADE)",
            "INSERT INTO c VALUES (1, 1)",
            "DELETE FROM p",
        ],
    ),
    claim(
        "F17",
        &[(MariaDb, Fails("1064"))],
        &[P],
        &["CREATE TABLE c (id integer PRIMARY KEY, p integer, FOREIGN KEY (p) REFERENCES p (id) DEFERRABLE)"],
        &["CREATE TABLE c (id integer PRIMARY KEY, p integer, FOREIGN KEY (p) REFERENCES p (id))"],
    ),
    // RESTRICT is never put off.
    claim(
        "F17",
        &[
            (Postgres, Fails("23503|23001")),
            (Sqlite, Fails("FOREIGN KEY constraint failed")),
        ],
        &[P, ONE],
        &[
            "CREATE TABLE c (id integer PRIMARY KEY, p integer UNIQUE REFERENCES p (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED)",
            "INSERT INTO c VALUES (1, 1)",
            "BEGIN",
            "DELETE FROM p",
        ],
        &[
            "CREATE TABLE c (id integer PRIMARY KEY, p integer UNIQUE REFERENCES p (id) ON DELETE NO ACTION DEFERRABLE INITIALLY DEFERRED)",
            "INSERT INTO c VALUES (1, 1)",
            "BEGIN",
            "DELETE FROM p",
        ],
    )
    .level(Level::Warn),
    claim(
        "F20",
        &[(Postgres, Fails("42601"))],
        &[P],
        &["CREATE TABLE c (id integer PRIMARY KEY, p integer UNIQUE GENERATED ALWAYS AS (id / 2) STORED REFERENCES p (id) ON DELETE SET NULL)"],
        &["CREATE TABLE c (id integer PRIMARY KEY, p integer UNIQUE GENERATED ALWAYS AS (id / 2) STORED REFERENCES p (id) ON DELETE CASCADE)"],
    ),
    claim(
        "F20",
        &[(Postgres, Fails("42601"))],
        &[P],
        &["CREATE TABLE c (id integer PRIMARY KEY, p integer UNIQUE GENERATED ALWAYS AS (id / 2) STORED REFERENCES p (id) ON UPDATE CASCADE)"],
        &["CREATE TABLE c (id integer PRIMARY KEY, p integer UNIQUE GENERATED ALWAYS AS (id / 2) STORED REFERENCES p (id) ON UPDATE RESTRICT)"],
    ),
    claim(
        "F20",
        &[(MariaDb, Fails("1905|3104"))],
        &[P],
        &["CREATE TABLE c (id integer PRIMARY KEY, q integer, p integer AS (q DIV 2) STORED, FOREIGN KEY (p) REFERENCES p (id) ON DELETE SET NULL)"],
        &["CREATE TABLE c (id integer PRIMARY KEY, q integer, p integer AS (q DIV 2) STORED, FOREIGN KEY (p) REFERENCES p (id) ON DELETE CASCADE)"],
    ),
    claim(
        "F20",
        &[(MariaDb, Fails("1905|3104"))],
        &[P],
        &["CREATE TABLE c (id integer PRIMARY KEY, q integer, p integer AS (q DIV 2) STORED, FOREIGN KEY (p) REFERENCES p (id) ON UPDATE CASCADE)"],
        &["CREATE TABLE c (id integer PRIMARY KEY, q integer, p integer AS (q DIV 2) STORED, FOREIGN KEY (p) REFERENCES p (id))"],
    ),
    // MariaDB takes a virtual column as long as no clause writes it.
    claim(
        "F20",
        &[(MariaDb, Fails("1905|3104"))],
        &[P],
        &["CREATE TABLE c (id integer PRIMARY KEY, q integer, p integer AS (q DIV 2) VIRTUAL, FOREIGN KEY (p) REFERENCES p (id) ON DELETE SET NULL)"],
        &["CREATE TABLE c (id integer PRIMARY KEY, q integer, p integer AS (q DIV 2) VIRTUAL, FOREIGN KEY (p) REFERENCES p (id))"],
    )
    .mariadb_alone(),
    // Half of a reference is not checked.
    claim(
        "F15",
        &[
            (Postgres, GetsIn("23514")),
            (MariaDb, GetsIn("4025|3819")),
            (Sqlite, GetsIn("CHECK constraint failed")),
        ],
        &["CREATE TABLE p (a integer NOT NULL, b integer NOT NULL, PRIMARY KEY (a, b))"],
        &[
            "CREATE TABLE c (id integer NOT NULL PRIMARY KEY, a integer, b integer, UNIQUE (a, b), FOREIGN KEY (a, b) REFERENCES p (a, b))",
            "INSERT INTO c VALUES (2, 99, NULL)",
        ],
        &[
            "CREATE TABLE c (id integer NOT NULL PRIMARY KEY, a integer, b integer, UNIQUE (a, b), FOREIGN KEY (a, b) REFERENCES p (a, b), \
             CHECK ((a IS NULL) = (b IS NULL)))",
            "INSERT INTO c VALUES (2, 99, NULL)",
        ],
    )
    .level(Level::Warn),
];

#[test]
fn of_actions() {
    prove(CLAIMS);
}
