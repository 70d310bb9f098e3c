//! A2, foreign keys: how the referencing rows are found, and what is locked meanwhile.

use super::claims::Shown::{Gives, Says};
use super::claims::{Claim, claim, prove};
use erd_core::Dialect::{MariaDb, Postgres, Sqlite};
use erd_core::{Level, Schema};
use testkit::Scratch;

const P: &str = "CREATE TABLE p (id integer NOT NULL PRIMARY KEY)";
/// A referencing table, of which the engine is to think that it is large.
const C: &str = "CREATE TABLE c (id integer NOT NULL PRIMARY KEY, p integer NOT NULL REFERENCES p (id), q integer)";
const ROWS: &str =
    "INSERT INTO c SELECT i, 1 + (i * 7919) % 1000, i FROM generate_series(1, 10000) AS s (i)";
const PARENTS: &str = "INSERT INTO p SELECT generate_series(1, 1000)";
/// What PostgreSQL asks before a row of `p` goes, read as a plan.
const LOOKUP: &str = "EXPLAIN SELECT 1 FROM ONLY c x WHERE 7 = p FOR KEY SHARE OF x";
const DELETE: &str = "EXPLAIN QUERY PLAN DELETE FROM p WHERE id = 7";

pub(super) const CLAIMS: &[Claim] = &[
    claim(
        "F01",
        &[(Postgres, Says("Seq Scan on c"))],
        &[P, PARENTS, C, ROWS],
        &["ANALYZE c", LOOKUP],
        &["CREATE INDEX i ON c (p)", "ANALYZE c", LOOKUP],
    ),
    // Not only in the plan: the delete itself reads the table.
    claim(
        "F01",
        &[(Postgres, Gives("1", "0"))],
        &[
            P,
            PARENTS,
            C,
            "INSERT INTO c SELECT i, 1 + i % 999, i FROM generate_series(1, 10000) AS s (i)",
        ],
        &[
            "ANALYZE c",
            "SELECT pg_stat_force_next_flush()",
            "BEGIN",
            "DELETE FROM p WHERE id = 1000",
            "SELECT pg_stat_get_xact_numscans('c'::regclass)",
        ],
        &[
            "CREATE INDEX i ON c (p, q)",
            "ANALYZE c",
            "SELECT pg_stat_force_next_flush()",
            "BEGIN",
            "DELETE FROM p WHERE id = 1000",
            "SELECT pg_stat_get_xact_numscans('c'::regclass)",
        ],
    ),
    claim(
        "F01",
        &[(Sqlite, Says("SCAN c"))],
        &[P, C],
        &[DELETE],
        &["CREATE INDEX i ON c (p)", DELETE],
    ),
    // Columns in another order, and an index that leaves out only NULLs, serve.
    claim(
        "F01",
        &[(Postgres, Says("Seq Scan on c"))],
        &[
            "CREATE TABLE p (a integer, b integer, PRIMARY KEY (a, b))",
            "INSERT INTO p SELECT i, i FROM generate_series(1, 1000) AS s (i)",
            "CREATE TABLE c (id integer PRIMARY KEY, a integer, b integer, FOREIGN KEY (a, b) REFERENCES p (a, b))",
            "INSERT INTO c SELECT i, 1 + i % 1000, 1 + i % 1000 FROM generate_series(1, 10000) AS s (i)",
        ],
        &[
            "ANALYZE c",
            "EXPLAIN SELECT 1 FROM ONLY c x WHERE 7 = a AND 7 = b FOR KEY SHARE OF x",
        ],
        &[
            "CREATE INDEX i ON c (b, a) WHERE a IS NOT NULL",
            "ANALYZE c",
            "EXPLAIN SELECT 1 FROM ONLY c x WHERE 7 = a AND 7 = b FOR KEY SHARE OF x",
        ],
    ),
    claim(
        "F01",
        &[(Sqlite, Says("SCAN c"))],
        &[
            "CREATE TABLE p (a integer NOT NULL, b integer NOT NULL, PRIMARY KEY (a, b))",
            "CREATE TABLE c (id integer PRIMARY KEY, a integer, b integer, FOREIGN KEY (a, b) REFERENCES p (a, b))",
        ],
        &["EXPLAIN QUERY PLAN DELETE FROM p WHERE a = 7 AND b = 7"],
        &[
            "CREATE INDEX i ON c (b, a) WHERE a IS NOT NULL",
            "EXPLAIN QUERY PLAN DELETE FROM p WHERE a = 7 AND b = 7",
        ],
    ),
    // Rows outside of the predicate reference too.
    claim(
        "F02",
        &[(Postgres, Says("Seq Scan on c"))],
        &[P, PARENTS, C, ROWS],
        &[
            "CREATE INDEX i ON c (p) WHERE q IS NULL",
            "ANALYZE c",
            LOOKUP,
        ],
        &[
            "CREATE INDEX i ON c (p) WHERE p IS NOT NULL",
            "ANALYZE c",
            LOOKUP,
        ],
    ),
    claim(
        "F02",
        &[(Sqlite, Says("SCAN c"))],
        &[P, C],
        &["CREATE INDEX i ON c (p) WHERE q IS NULL", DELETE],
        &["CREATE INDEX i ON c (p) WHERE p IS NOT NULL", DELETE],
    ),
    claim(
        "F02",
        &[(Postgres, Says("Seq Scan on c"))],
        &[P, PARENTS, C, ROWS],
        &["CREATE INDEX i ON c (id) INCLUDE (p)", "ANALYZE c", LOOKUP],
        &["CREATE INDEX i ON c (p) INCLUDE (id)", "ANALYZE c", LOOKUP],
    ),
    claim(
        "F02",
        &[(Postgres, Says("Seq Scan on c"))],
        &[P, PARENTS, C, ROWS],
        &["CREATE INDEX i ON c (q, p)", "ANALYZE c", LOOKUP],
        &["CREATE INDEX i ON c USING hash (p)", "ANALYZE c", LOOKUP],
    )
    .until(18),
    // PostgreSQL 18 searches once for each value of the columns before.
    claim(
        "F02",
        &[(Postgres, Says("Seq Scan on c"))],
        &[P, PARENTS, C, ROWS, "ALTER TABLE c ADD b boolean NOT NULL DEFAULT true"],
        &["CREATE INDEX i ON c (q, p)", "ANALYZE c", LOOKUP],
        &["CREATE INDEX i ON c (b, p)", "ANALYZE c", LOOKUP],
    )
    .since(18)
    .level(Level::Warn),
    claim(
        "F02",
        &[(Sqlite, Says("SCAN c"))],
        &[P, C],
        &["CREATE INDEX i ON c (q, p)", DELETE],
        &["CREATE INDEX i ON c (p, q)", DELETE],
    ),
    // A BRIN index finds ranges of pages: few where the rows lie in its order, all where they do not.
    claim(
        "F02",
        &[(Postgres, Says("Seq Scan on c"))],
        &[P, PARENTS, C, ROWS],
        &["CREATE INDEX i ON c USING brin (p)", "ANALYZE c", LOOKUP],
        &["CREATE INDEX i ON c (p)", "ANALYZE c", LOOKUP],
    )
    .level(Level::Warn),
    // A GiST or GIN index on a plain column is there by an operator class that has equality.
    claim(
        "F02",
        &[(Postgres, Says("Seq Scan on c"))],
        &["CREATE EXTENSION btree_gist", P, PARENTS, C, ROWS],
        &[
            "CREATE INDEX i ON c USING gist (p) WHERE q > 5",
            "ANALYZE c",
            LOOKUP,
        ],
        &["CREATE INDEX i ON c USING gist (p, q)", "ANALYZE c", LOOKUP],
    ),
    claim(
        "F02",
        &[(Postgres, Says("Seq Scan on c"))],
        &["CREATE EXTENSION btree_gin", P, PARENTS, C, ROWS],
        &[
            "CREATE INDEX i ON c USING gin (p) WHERE q > 5",
            "ANALYZE c",
            LOOKUP,
        ],
        &["CREATE INDEX i ON c USING gin (q, p)", "ANALYZE c", LOOKUP],
    ),
    // Whoever cleans up after a deleted row looks for it himself.
    claim(
        "F12",
        &[(Postgres, Says("Seq Scan on c"))],
        &[P, PARENTS, C, ROWS],
        &["ANALYZE c", "EXPLAIN DELETE FROM c WHERE p = 7"],
        &[
            "CREATE INDEX i ON c (p)",
            "ANALYZE c",
            "EXPLAIN DELETE FROM c WHERE p = 7",
        ],
    )
    .declared(loosely),
    claim(
        "F12",
        &[(Sqlite, Says("SCAN c"))],
        &[P, C],
        &["EXPLAIN QUERY PLAN DELETE FROM c WHERE p = 7"],
        &[
            "CREATE INDEX i ON c (p)",
            "EXPLAIN QUERY PLAN DELETE FROM c WHERE p = 7",
        ],
    )
    .declared(loosely),
    claim(
        "F12",
        &[(MariaDb, Says(" ALL "))],
        &[
            "CREATE TABLE c (id integer PRIMARY KEY, p integer NOT NULL)",
            "INSERT INTO c WITH RECURSIVE s (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM s WHERE i < 1000) SELECT i, i FROM s",
        ],
        &["EXPLAIN FORMAT=TRADITIONAL DELETE FROM c WHERE p = 7"],
        &[
            "CREATE INDEX i ON c (p)",
            "EXPLAIN FORMAT=TRADITIONAL DELETE FROM c WHERE p = 7",
        ],
    )
    .unseen(),
];

fn loosely(schema: &mut Schema) {
    schema.tables[0].foreign_keys[0].loose = Some("purge".to_owned());
}

#[test]
fn of_lookups() {
    prove(CLAIMS);
}

/// F01: InnoDB makes the index that the others lack, also where there is one that does not serve.
#[test]
fn innodb_makes_the_index_itself() {
    if !testkit::dialects().contains(&MariaDb) {
        return;
    }
    let mut database = Scratch::new(MariaDb);
    for sql in [
        P,
        "CREATE TABLE c (id integer PRIMARY KEY, q integer, p integer, KEY i (q, p), FOREIGN KEY (p) REFERENCES p (id))",
    ] {
        database.execute(sql).expect("a table");
    }
    let first = "SELECT count(*) FROM information_schema.statistics \
                 WHERE table_schema = database() AND table_name = 'c' AND column_name = 'p' AND seq_in_index = 1";
    let rows = database.query(first).expect("a count");
    assert_eq!(rows, [[Some("1".to_owned())]]);
}

/// F01: until a delete has looked through the referencing table, nobody can add a row that references the deleted one.
#[test]
fn a_delete_holds_its_locks_until_it_ends() {
    if !testkit::dialects().contains(&Postgres) {
        return;
    }
    let mut database = Scratch::new(Postgres);
    for sql in [P, "INSERT INTO p VALUES (1), (2)", C] {
        database.execute(sql).expect("a table");
    }
    let mut other =
        postgres::Client::connect(database.url(), postgres::NoTls).expect("a second connection");
    other
        .batch_execute("SET lock_timeout = '200ms'")
        .expect("a setting");
    let locks = "SELECT relation::regclass::text FROM pg_locks \
                 WHERE pid <> pg_backend_pid() AND mode IN ('RowShareLock', 'RowExclusiveLock') \
                   AND relation IN ('p'::regclass, 'c'::regclass) AND database = (SELECT oid FROM pg_database WHERE datname = current_database()) ORDER BY 1";
    let held = |client: &mut postgres::Client| -> Vec<String> {
        let rows = client.query(locks, &[]).expect("locks");
        let mut names: Vec<String> = rows.iter().map(|row| row.get(0)).collect();
        names.dedup();
        names
    };
    assert!(held(&mut other).is_empty());
    database.execute("BEGIN").expect("a transaction");
    database
        .execute("DELETE FROM p WHERE id = 1")
        .expect("a delete");
    assert_eq!(held(&mut other), ["c", "p"]);
    let blocked = other.batch_execute("INSERT INTO c VALUES (1, 1, 0)");
    let code = blocked.err().and_then(|error| error.code().cloned());
    assert_eq!(code, Some(postgres::error::SqlState::LOCK_NOT_AVAILABLE));
    other
        .batch_execute("INSERT INTO c VALUES (2, 2, 0)")
        .expect("another row is free");
    database.execute("ROLLBACK").expect("the end");
    assert!(held(&mut other).is_empty());
    other
        .batch_execute("INSERT INTO c VALUES (1, 1, 0)")
        .expect("the row is free again");
}
