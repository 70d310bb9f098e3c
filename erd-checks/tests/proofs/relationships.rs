//! A10, relationships and copies.

use super::claims::Shown::{Fails, GetsIn, Says};
use super::claims::{Claim, claim, prove};
use erd_core::Dialect::{MariaDb, Postgres, Sqlite};
use erd_core::Schema;
use erd_core::Site;
use erd_core::schema::{Allow, CopiedFrom, Sync, TableId, Target};

const COMMENTS: &str = "CREATE TABLE comments (id integer NOT NULL PRIMARY KEY, subject_type varchar(20) NOT NULL, subject_id integer NOT NULL)";

pub(super) const CLAIMS: &[Claim] = &[
    claim(
        "R01",
        &[
            (Postgres, GetsIn("23505")),
            (MariaDb, GetsIn("1062")),
            (Sqlite, GetsIn("UNIQUE constraint failed")),
        ],
        &["CREATE TABLE p (id integer NOT NULL PRIMARY KEY)", "INSERT INTO p VALUES (1)"],
        &[
            "CREATE TABLE t (id integer NOT NULL PRIMARY KEY, a integer NOT NULL REFERENCES p (id), b integer NOT NULL REFERENCES p (id))",
            "INSERT INTO t VALUES (1, 1, 1)",
            "INSERT INTO t VALUES (2, 1, 1)",
        ],
        &[
            "CREATE TABLE t (a integer NOT NULL REFERENCES p (id), b integer NOT NULL REFERENCES p (id), PRIMARY KEY (a, b))",
            "INSERT INTO t VALUES (1, 1)",
            "INSERT INTO t VALUES (1, 1)",
        ],
    )
    .declared(|schema| schema.tables[1].junction = true),
    claim(
        "R06",
        &[(Postgres, Says("Seq Scan"))],
        &[COMMENTS, "INSERT INTO comments SELECT i, 'post', i FROM generate_series(1, 10000) AS s (i)"],
        &["ANALYZE comments", "EXPLAIN SELECT * FROM comments WHERE subject_type = 'post' AND subject_id = 7"],
        &[
            "CREATE INDEX i ON comments (subject_type, subject_id)",
            "ANALYZE comments",
            "EXPLAIN SELECT * FROM comments WHERE subject_type = 'post' AND subject_id = 7",
        ],
    )
    .declared(kept),
    claim(
        "R06",
        &[(Sqlite, Says("SCAN comments"))],
        &[COMMENTS],
        &["EXPLAIN QUERY PLAN SELECT * FROM comments WHERE subject_type = 'post' AND subject_id = 7"],
        &[
            "CREATE INDEX i ON comments (subject_type, subject_id)",
            "EXPLAIN QUERY PLAN SELECT * FROM comments WHERE subject_type = 'post' AND subject_id = 7",
        ],
    )
    .declared(kept),
    claim(
        "R06",
        &[(MariaDb, Says(" ALL "))],
        &[COMMENTS, "INSERT INTO comments WITH RECURSIVE s (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM s WHERE i < 1000) SELECT i, 'post', i FROM s"],
        &["EXPLAIN FORMAT=TRADITIONAL SELECT * FROM comments WHERE subject_type = 'post' AND subject_id = 7"],
        &[
            "CREATE INDEX i ON comments (subject_type, subject_id)",
            "EXPLAIN FORMAT=TRADITIONAL SELECT * FROM comments WHERE subject_type = 'post' AND subject_id = 7",
        ],
    )
    .declared(kept),
    // Keeping a copy in step fails on the first value that does not fit.
    claim(
        "R09",
        &[(Postgres, Fails("22001")), (MariaDb, Fails("1406"))],
        &[
            "CREATE TABLE p (id integer NOT NULL PRIMARY KEY, name varchar(20) NOT NULL)",
            "INSERT INTO p VALUES (1, 'a longer name')",
        ],
        &[
            "CREATE TABLE t (id integer NOT NULL PRIMARY KEY, name varchar(4) NOT NULL)",
            "INSERT INTO t VALUES (1, '')",
            "UPDATE t SET name = (SELECT name FROM p)",
        ],
        &[
            "CREATE TABLE t (id integer NOT NULL PRIMARY KEY, name varchar(20) NOT NULL)",
            "INSERT INTO t VALUES (1, '')",
            "UPDATE t SET name = (SELECT name FROM p)",
        ],
    )
    .declared(copies),
    claim(
        "R09",
        &[
            (Postgres, Fails("23502")),
            (MariaDb, Fails("1048")),
            (Sqlite, Fails("NOT NULL constraint failed")),
        ],
        &[
            "CREATE TABLE p (id integer NOT NULL PRIMARY KEY, name varchar(20))",
            "INSERT INTO p VALUES (1, NULL)",
        ],
        &[
            "CREATE TABLE t (id integer NOT NULL PRIMARY KEY, name varchar(20) NOT NULL)",
            "INSERT INTO t VALUES (1, '')",
            "UPDATE t SET name = (SELECT name FROM p)",
        ],
        &[
            "CREATE TABLE t (id integer NOT NULL PRIMARY KEY, name varchar(20))",
            "INSERT INTO t VALUES (1, '')",
            "UPDATE t SET name = (SELECT name FROM p)",
        ],
    )
    .declared(copies),
];

/// The pair is kept on purpose.
fn kept(schema: &mut Schema) {
    let table = &mut schema.tables[0];
    let id = table.find_column("subject_id").expect("the column");
    table.allows.push(Allow {
        rule: "polymorphic_association".to_owned(),
        reason: "anything can be commented on".to_owned(),
        site: Site::Column(id),
    });
}

/// `t.name` is a copy of `p.name`.
fn copies(schema: &mut Schema) {
    let name = schema.tables[1].find_column("name").expect("the column");
    schema.tables[1].columns[name.0].copied_from = Some(CopiedFrom {
        target: Target::Table(TableId(0)),
        column: "name".to_owned(),
        sync: Sync::Trigger,
    });
}

#[test]
fn of_relationships() {
    prove(CLAIMS);
}
