//! What rules on searches, retention and storage say of engines, asked of the engines: with each claim its negative
//! control.

use super::claims::Shown::{Fails, GetsIn, Says};
use super::claims::{Claim, claim, prove};
use erd_core::Dialect::{MariaDb, Postgres};
use erd_core::schema::{AccessPath, ColumnId, Maintenance, Retention, Role, Schema};

pub(super) const CLAIMS: &[Claim] = &[
    // A B-tree finds no word inside of a text.
    claim(
        "I16",
        &[(Postgres, Says("Seq Scan"))],
        &[
            "CREATE TABLE t (id integer PRIMARY KEY, a text NOT NULL)",
            "INSERT INTO t SELECT i, 'some words and ' || i FROM generate_series(1, 10000) AS s (i)",
        ],
        &[
            "CREATE INDEX i ON t (a)",
            "ANALYZE t",
            "EXPLAIN SELECT * FROM t WHERE to_tsvector('simple', a) @@ to_tsquery('simple', '77')",
        ],
        &[
            "CREATE INDEX i ON t USING gin (to_tsvector('simple', a))",
            "ANALYZE t",
            "EXPLAIN SELECT * FROM t WHERE to_tsvector('simple', a) @@ to_tsquery('simple', '77')",
        ],
    )
    .declared(searched),
    claim(
        "I16",
        &[(MariaDb, Fails("FULLTEXT"))],
        &["CREATE TABLE t (id integer PRIMARY KEY, a varchar(200) NOT NULL)"],
        &[
            "CREATE INDEX i ON t (a)",
            "SELECT * FROM t WHERE MATCH (a) AGAINST ('word')",
        ],
        &[
            "CREATE FULLTEXT INDEX i ON t (a)",
            "SELECT * FROM t WHERE MATCH (a) AGAINST ('word')",
        ],
    )
    .declared(searched),
    // A purge reads the whole table.
    claim(
        "L04",
        &[(Postgres, Says("Seq Scan"))],
        &[
            "CREATE TABLE t (id integer PRIMARY KEY, created_at timestamptz NOT NULL)",
            "INSERT INTO t SELECT i, now() - i * interval '1 hour' FROM generate_series(1, 10000) AS s (i)",
        ],
        &[
            "CREATE INDEX i ON t (id, created_at)",
            "ANALYZE t",
            "EXPLAIN DELETE FROM t WHERE created_at < now() - interval '415 days'",
        ],
        &[
            "CREATE INDEX i ON t (created_at)",
            "ANALYZE t",
            "EXPLAIN DELETE FROM t WHERE created_at < now() - interval '415 days'",
        ],
    )
    .declared(|schema| {
        schema.tables[0].columns[1].role = Some(Role::CreatedAt(Maintenance::Default));
        schema.tables[0].intent.retention = Some(Retention::Days(415));
    }),
    // A purge of parents is refused while children stay.
    claim(
        "L05",
        &[
            (Postgres, Fails("violates foreign key constraint|violates RESTRICT setting")),
            (MariaDb, Fails("a foreign key constraint fails")),
        ],
        &["CREATE TABLE p (id integer PRIMARY KEY)", "INSERT INTO p VALUES (1)"],
        &[
            "CREATE TABLE c (id integer PRIMARY KEY, p_id integer, FOREIGN KEY (p_id) REFERENCES p (id) ON DELETE RESTRICT)",
            "INSERT INTO c VALUES (1, 1)",
            "DELETE FROM p WHERE id = 1",
        ],
        &[
            "CREATE TABLE c (id integer PRIMARY KEY, p_id integer, FOREIGN KEY (p_id) REFERENCES p (id) ON DELETE SET NULL)",
            "INSERT INTO c VALUES (1, 1)",
            "DELETE FROM p WHERE id = 1",
        ],
    )
    .declared(|schema| {
        for table in &mut schema.tables {
            table.intent.retention = Some(Retention::Days(if table.name == "p" { 30 } else { 90 }));
        }
    }),
    // MyISAM reads the foreign key and forgets it.
    claim(
        "L06",
        &[(MariaDb, GetsIn("a foreign key constraint fails"))],
        &["CREATE TABLE p (id integer PRIMARY KEY) ENGINE = InnoDB"],
        &[
            "CREATE TABLE c (id integer PRIMARY KEY, p_id integer, FOREIGN KEY (p_id) REFERENCES p (id)) ENGINE = MyISAM",
            "INSERT INTO c VALUES (1, 99)",
        ],
        &[
            "CREATE TABLE c (id integer PRIMARY KEY, p_id integer, FOREIGN KEY (p_id) REFERENCES p (id)) ENGINE = InnoDB",
            "INSERT INTO c VALUES (1, 99)",
        ],
    ),
];

fn searched(schema: &mut Schema) {
    schema.tables[0].intent.access.push(AccessPath {
        by: Vec::new(),
        range: None,
        contains: vec![ColumnId(1)],
        order: Vec::new(),
        limit: false,
        live: false,
        select: Vec::new(),
    });
}

#[test]
fn of_searches_and_life_cycles() {
    prove(CLAIMS);
}
