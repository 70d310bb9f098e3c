//! What the rules on types and partitions say of engines, on real engines: what the bad schema suffers, and that its
//! neighbour does not.

use super::claims::Shown::{Fails, GetsIn, Gives};
use super::claims::{Claim, claim, prove};
use erd_core::Dialect::{self, MariaDb, MySql, Postgres, Sqlite};
use erd_core::Level;
use testkit::Scratch;

const DAYS: &str = "CREATE TABLE e (id bigint NOT NULL, d date NOT NULL) PARTITION BY RANGE (d)";
const EVENTS: &str =
    "CREATE TABLE e (id bigint, d date, PRIMARY KEY (id, d)) PARTITION BY RANGE (d)";
const MARIA_EVENTS: &str = "CREATE TABLE e (id bigint, d date, PRIMARY KEY (id, d)) \
     PARTITION BY RANGE (to_days(d)) (PARTITION p0 VALUES LESS THAN MAXVALUE)";

pub(super) const CLAIMS: &[Claim] = &[
    claim(
        "T08",
        &[(Postgres, Fails("42883"))],
        &[],
        &["CREATE TABLE t (a json)", "SELECT DISTINCT a FROM t"],
        &["CREATE TABLE t (a jsonb)", "SELECT DISTINCT a FROM t"],
    )
    .level(Level::Warn),
    claim(
        "T14",
        &[(Postgres, Fails("22008"))],
        &[],
        &["CREATE TABLE t (d date DEFAULT '0000-00-00')"],
        &["CREATE TABLE t (d date DEFAULT '1970-01-01')"],
    ),
    claim(
        "T14",
        &[(MariaDb, Fails("1067"))],
        &["SET sql_mode = 'STRICT_TRANS_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE'"],
        &["CREATE TABLE t (d date DEFAULT '0000-00-00')"],
        &["CREATE TABLE t (d date DEFAULT '1970-01-01')"],
    ),
    claim(
        "T15",
        &[(MariaDb, Fails("1292"))],
        &["SET sql_mode = 'STRICT_ALL_TABLES'"],
        &[
            "CREATE TABLE t (a timestamp NULL)",
            "INSERT INTO t VALUES ('2200-01-01')",
        ],
        &[
            "CREATE TABLE t (a datetime(6))",
            "INSERT INTO t VALUES ('2200-01-01')",
        ],
    )
    .level(Level::Warn),
    claim(
        "T16",
        &[(Sqlite, Fails("cannot store REAL"))],
        &["CREATE TABLE t (n INTEGER) STRICT"],
        &["INSERT INTO t VALUES (9223372036854775808)"],
        &["INSERT INTO t VALUES (9223372036854775807)"],
    )
    .unseen(),
    claim(
        "T17",
        &[(MariaDb, Fails("1366"))],
        &["SET sql_mode = 'STRICT_ALL_TABLES'"],
        &[
            "CREATE TABLE t (a varchar(9) COLLATE utf8mb3_general_ci) DEFAULT CHARSET utf8mb4",
            "INSERT INTO t VALUES (_utf8mb4 X'F09F98BA')",
        ],
        &[
            "CREATE TABLE t (a varchar(9) COLLATE utf8mb4_bin) DEFAULT CHARSET utf8mb4",
            "INSERT INTO t VALUES (_utf8mb4 X'F09F98BA')",
        ],
    ),
    claim(
        "T17",
        &[(MariaDb, Fails("1366"))],
        &["SET sql_mode = 'STRICT_ALL_TABLES'"],
        &[
            "CREATE TABLE t (a varchar(9) COLLATE latin1_swedish_ci) DEFAULT CHARSET utf8mb4",
            "INSERT INTO t VALUES (_utf8mb4 X'F09F98BA')",
        ],
        &[
            "CREATE TABLE t (a varchar(9)) DEFAULT CHARSET utf8mb4",
            "INSERT INTO t VALUES (_utf8mb4 X'F09F98BA')",
        ],
    ),
    claim(
        "T17",
        &[(MariaDb, Fails("1366"))],
        &["SET sql_mode = 'STRICT_ALL_TABLES'"],
        &[
            "CREATE TABLE t (a varchar(9)) DEFAULT CHARSET latin1",
            "INSERT INTO t VALUES (_utf8mb4 X'F09F98BA')",
        ],
        &[
            "CREATE TABLE t (a varchar(9)) DEFAULT CHARSET utf8mb4",
            "INSERT INTO t VALUES (_utf8mb4 X'F09F98BA')",
        ],
    ),
    claim(
        "T18",
        &[(MariaDb, Fails("1062"))],
        &[],
        &[
            "CREATE TABLE t (a varchar(9) UNIQUE) DEFAULT CHARSET utf8mb4",
            "INSERT INTO t VALUES ('x'), ('X')",
        ],
        &[
            "CREATE TABLE t (a varchar(9) COLLATE utf8mb4_bin UNIQUE) DEFAULT CHARSET utf8mb4",
            "INSERT INTO t VALUES ('x'), ('X')",
        ],
    )
    .unseen(),
    claim(
        "T20",
        &[(Sqlite, GetsIn("cannot store TEXT"))],
        &[],
        &["CREATE TABLE t (n INTEGER)", "INSERT INTO t VALUES ('abc')"],
        &[
            "CREATE TABLE t (n INTEGER) STRICT",
            "INSERT INTO t VALUES ('abc')",
        ],
    )
    .level(Level::Warn),
    claim(
        "T21",
        &[(Sqlite, Fails("NOT NULL constraint failed"))],
        &[],
        &[
            "CREATE TABLE t (id BIGINT NOT NULL PRIMARY KEY, n INT)",
            "INSERT INTO t (n) VALUES (1)",
        ],
        &[
            "CREATE TABLE t (id INTEGER NOT NULL PRIMARY KEY, n INT)",
            "INSERT INTO t (n) VALUES (1)",
        ],
    )
    .unseen(),
    claim(
        "T22",
        &[(Postgres, Fails("42P17"))],
        &[],
        &["CREATE TABLE t (a timestamptz GENERATED ALWAYS AS (now()) STORED)"],
        &["CREATE TABLE t (n int, a int GENERATED ALWAYS AS (n * 2) STORED)"],
    ),
    claim(
        "T22",
        &[(Postgres, Fails("42P17"))],
        &[],
        &[
            "CREATE TABLE t (n int, a int GENERATED ALWAYS AS (n * 2) STORED, b int GENERATED ALWAYS AS (a * 2) STORED)",
        ],
        &[
            "CREATE TABLE t (n int, a int GENERATED ALWAYS AS (n * 2) STORED, b int GENERATED ALWAYS AS (n * 4) STORED)",
        ],
    ),
    claim(
        "T22",
        &[(MariaDb, Fails("1901"))],
        &[],
        &["CREATE TABLE t (n int, a datetime AS (now()) STORED)"],
        &["CREATE TABLE t (n int, a datetime AS (now()) VIRTUAL)"],
    )
    .mariadb_alone(),
    claim(
        "T22",
        &[(MySql, Fails("3763"))],
        &[],
        &["CREATE TABLE t (n int, a datetime AS (now()) VIRTUAL)"],
        &["CREATE TABLE t (n int, a int AS (n + 1) VIRTUAL)"],
    ),
    claim(
        "T22",
        &[(Sqlite, Fails("non-deterministic"))],
        &[],
        &["CREATE TABLE t (n INT, a INT AS (random()) STORED)"],
        &["CREATE TABLE t (n INT, a INT AS (n * 2) STORED)"],
    ),
    claim(
        "T24",
        &[(MariaDb, Fails("1118"))],
        &[],
        &["CREATE TABLE t (a varchar(10000), b varchar(10000)) DEFAULT CHARSET utf8mb4"],
        &["CREATE TABLE t (a varchar(10000), b longtext) DEFAULT CHARSET utf8mb4"],
    ),
    claim(
        "P01",
        &[(Postgres, Fails("0A000"))],
        &[],
        &["CREATE TABLE e (id bigint PRIMARY KEY, d date NOT NULL) PARTITION BY RANGE (d)"],
        &[EVENTS],
    ),
    claim(
        "P01",
        &[(Postgres, Fails("0A000"))],
        &[DAYS],
        &["CREATE UNIQUE INDEX x ON e (id)"],
        &["CREATE UNIQUE INDEX x ON e (id, d)"],
    ),
    claim(
        "P01",
        &[(MariaDb, Fails("1503"))],
        &[],
        &[
            "CREATE TABLE e (id bigint PRIMARY KEY, d date NOT NULL) PARTITION BY RANGE (to_days(d)) \
              (PARTITION p0 VALUES LESS THAN MAXVALUE)",
        ],
        &[MARIA_EVENTS],
    ),
    claim(
        "P02",
        &[(Postgres, Fails("42P17"))],
        &[],
        &[
            "CREATE TABLE e (n int NOT NULL, g int GENERATED ALWAYS AS (n * 2) STORED) PARTITION BY RANGE (g)",
        ],
        &[
            "CREATE TABLE e (n int NOT NULL, g int GENERATED ALWAYS AS (n * 2) STORED) PARTITION BY RANGE (n)",
        ],
    ),
    // It takes NULL for a value like others where a partition does: the default one, one of a list, any of a hash.
    claim(
        "P02",
        &[(Postgres, Gives("e1", "e2"))],
        &[],
        &[
            "CREATE TABLE e (id bigint, d date) PARTITION BY RANGE (d)",
            "CREATE TABLE e1 PARTITION OF e DEFAULT",
            "INSERT INTO e (id) VALUES (1)",
            "SELECT tableoid::regclass FROM e",
        ],
        &[
            "CREATE TABLE e (id bigint, d date NOT NULL DEFAULT '2026-01-01') PARTITION BY RANGE (d)",
            "CREATE TABLE e1 PARTITION OF e DEFAULT",
            "CREATE TABLE e2 PARTITION OF e FOR VALUES FROM (MINVALUE) TO (MAXVALUE)",
            "INSERT INTO e (id) VALUES (1)",
            "SELECT tableoid::regclass FROM e",
        ],
    )
    .level(Level::Warn),
    claim(
        "P02",
        &[(Postgres, Gives("e1", "e2"))],
        &[],
        &[
            "CREATE TABLE e (id bigint, k text) PARTITION BY LIST (k)",
            "CREATE TABLE e1 PARTITION OF e FOR VALUES IN (NULL)",
            "INSERT INTO e (id) VALUES (1)",
            "SELECT tableoid::regclass FROM e",
        ],
        &[
            "CREATE TABLE e (id bigint, k text NOT NULL DEFAULT 'a') PARTITION BY LIST (k)",
            "CREATE TABLE e2 PARTITION OF e FOR VALUES IN ('a')",
            "INSERT INTO e (id) VALUES (1)",
            "SELECT tableoid::regclass FROM e",
        ],
    )
    .level(Level::Warn),
    claim(
        "P02",
        &[(Postgres, Fails("23514"))],
        &[],
        &[
            "CREATE TABLE e (id bigint, d date) PARTITION BY RANGE (d)",
            "CREATE TABLE e1 PARTITION OF e FOR VALUES FROM (MINVALUE) TO (MAXVALUE)",
            "INSERT INTO e (id) VALUES (1)",
        ],
        &[
            "CREATE TABLE e (id bigint, d date NOT NULL DEFAULT '2026-01-01') PARTITION BY RANGE (d)",
            "CREATE TABLE e1 PARTITION OF e FOR VALUES FROM (MINVALUE) TO (MAXVALUE)",
            "INSERT INTO e (id) VALUES (1)",
        ],
    ),
    claim(
        "P03",
        &[(Postgres, Fails("42830"))],
        &[EVENTS],
        &["CREATE TABLE r (e bigint REFERENCES e (id))"],
        &["CREATE TABLE r (e bigint, d date, FOREIGN KEY (e, d) REFERENCES e (id, d))"],
    ),
    claim(
        "P04",
        &[(MariaDb, Fails("1506"))],
        &["CREATE TABLE u (id bigint PRIMARY KEY)"],
        &[
            "CREATE TABLE e (id bigint PRIMARY KEY, u bigint, FOREIGN KEY (u) REFERENCES u (id)) \
              PARTITION BY HASH (id) PARTITIONS 4",
        ],
        &[
            "CREATE TABLE e (id bigint PRIMARY KEY, u bigint) PARTITION BY HASH (id) PARTITIONS 4",
            "CREATE TABLE f (id bigint PRIMARY KEY, u bigint, FOREIGN KEY (u) REFERENCES u (id))",
        ],
    ),
    claim(
        "P04",
        &[(MariaDb, Fails("errno: 150|1506"))],
        &[MARIA_EVENTS],
        &["CREATE TABLE r (e bigint, d date, FOREIGN KEY (e, d) REFERENCES e (id, d))"],
        &["CREATE TABLE r (e bigint, d date)"],
    ),
    claim(
        "P05",
        &[(Postgres, Fails("23514"))],
        &[
            DAYS,
            "CREATE TABLE e1 PARTITION OF e FOR VALUES FROM ('2026-01-01') TO ('2026-02-01')",
        ],
        &["INSERT INTO e VALUES (1, '2026-02-01')"],
        &[
            "CREATE TABLE e2 PARTITION OF e DEFAULT",
            "INSERT INTO e VALUES (1, '2026-02-01')",
        ],
    )
    .level(Level::Warn),
    claim(
        "P07",
        &[(MariaDb, Fails("1499"))],
        &[],
        &[
            "CREATE TABLE e (id bigint PRIMARY KEY) ENGINE = MyISAM PARTITION BY HASH (id) PARTITIONS 8193",
        ],
        &["CREATE TABLE e (id bigint PRIMARY KEY) PARTITION BY HASH (id) PARTITIONS 16"],
    ),
];

#[test]
fn of_types_and_partitions() {
    prove(CLAIMS);
}

/// The only value of the only row.
fn value(database: &mut Scratch, sql: &str) -> Option<String> {
    let rows = database.query(sql).expect("the engine answers");
    rows[0][0].clone()
}

#[test]
pub(super) fn what_types_do_to_values() {
    for dialect in testkit::dialects() {
        let mut database = Scratch::new(dialect);
        let mut is = |sql: &str, expected: Option<&str>| {
            assert_eq!(
                value(&mut database, sql).as_deref(),
                expected,
                "{dialect}: {sql}"
            );
        };
        match dialect {
            Postgres => {
                // T01: a sum of dimes.
                is(
                    "SELECT (0.1::float8 + 0.2::float8 = 0.3::float8)::text",
                    Some("false"),
                );
                is(
                    "SELECT (0.1::numeric + 0.2::numeric = 0.3::numeric)::text",
                    Some("true"),
                );
                // T04: up as well as down.
                is(
                    "SELECT '2026-01-01 12:00:00.7'::timestamp(0)::text",
                    Some("2026-01-01 12:00:01"),
                );
                is(
                    "SELECT '2026-01-01 12:00:00.7'::timestamp::text",
                    Some("2026-01-01 12:00:00.7"),
                );
                // T05: LIKE sees the padding, `length` does not.
                is("SELECT ('ab'::char(4) LIKE 'ab')::text", Some("false"));
                is("SELECT length('ab'::char(4))::text", Some("2"));
                is("SELECT ('ab'::text LIKE 'ab')::text", Some("true"));
            }
            MariaDb => {
                is("SELECT CAST(0.1e0 + 0.2e0 = 0.3e0 AS char)", Some("0"));
                is("SELECT CAST(0.1 + 0.2 = 0.3 AS char)", Some("1"));
            }
            Sqlite => {
                is("SELECT CAST(0.1 + 0.2 = 0.3 AS TEXT)", Some("0"));
                is("SELECT CAST(10 + 20 = 30 AS TEXT)", Some("1"));
            }
            Dialect::MySql => {}
        }
    }
}

#[test]
pub(super) fn the_type_money_rounds_as_the_locale_says() {
    for dialect in testkit::dialects().into_iter().filter(|d| *d == Postgres) {
        let mut database = Scratch::new(dialect);
        // The number of digits after the point is the locale's, so a third of a coin is lost in the type itself.
        let lost = value(
            &mut database,
            "SELECT ('0.333'::money::numeric = 0.333)::text",
        );
        assert_eq!(lost.as_deref(), Some("false"));
        let kept = value(&mut database, "SELECT ('0.333'::numeric = 0.333)::text");
        assert_eq!(kept.as_deref(), Some("true"));
    }
}

#[test]
pub(super) fn a_table_has_a_largest_number_of_columns() {
    for dialect in testkit::dialects() {
        let most = match dialect {
            Postgres => 1600,
            MariaDb => 1017,
            Sqlite | Dialect::MySql => continue,
        };
        let create = |name: &str, count: usize| {
            let columns: Vec<String> = (0..count).map(|i| format!("c{i} smallint")).collect();
            format!("CREATE TABLE {name} ({})", columns.join(", "))
        };
        let mut database = Scratch::new(dialect);
        assert!(database.execute(&create("wide", most + 1)).is_err());
        database
            .execute(&create("just", most))
            .expect("the most passes");
    }
}
