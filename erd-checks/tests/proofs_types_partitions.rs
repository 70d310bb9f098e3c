//! What the rules on types and partitions say of engines, on real engines: what the bad schema suffers, and that its
//! neighbour does not.

use erd_core::Dialect;
use testkit::Scratch;

use Dialect::{MariaDb, Postgres, Sqlite};

/// A claim that an engine rejects something.
struct Rejected<'a> {
    rule: &'a str,
    dialect: Dialect,
    /// Statements before it, which must pass.
    before: &'a [&'a str],
    /// What must fail.
    bad: &'a str,
    /// Statements that must pass in its place.
    good: &'a [&'a str],
}

const DAYS: &str = "CREATE TABLE e (id bigint NOT NULL, d date NOT NULL) PARTITION BY RANGE (d)";
const EVENTS: &str =
    "CREATE TABLE e (id bigint, d date, PRIMARY KEY (id, d)) PARTITION BY RANGE (d)";
const MARIA_EVENTS: &str = "CREATE TABLE e (id bigint, d date, PRIMARY KEY (id, d)) \
     PARTITION BY RANGE (to_days(d)) (PARTITION p0 VALUES LESS THAN MAXVALUE)";

const REJECTED: &[Rejected<'_>] = &[
    Rejected {
        rule: "T08",
        dialect: Postgres,
        before: &["CREATE TABLE t (a json, b jsonb)"],
        bad: "SELECT DISTINCT a FROM t",
        good: &["SELECT DISTINCT b FROM t"],
    },
    Rejected {
        rule: "T14",
        dialect: Postgres,
        before: &[],
        bad: "CREATE TABLE t (d date DEFAULT '0000-00-00')",
        good: &["CREATE TABLE t (d date DEFAULT '1970-01-01')"],
    },
    Rejected {
        rule: "T14",
        dialect: MariaDb,
        before: &["SET sql_mode = 'STRICT_TRANS_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE'"],
        bad: "CREATE TABLE t (d date DEFAULT '0000-00-00')",
        good: &["CREATE TABLE t (d date DEFAULT '1970-01-01')"],
    },
    Rejected {
        rule: "T15",
        dialect: MariaDb,
        before: &[
            "SET sql_mode = 'STRICT_ALL_TABLES'",
            "CREATE TABLE t (a timestamp NULL, b datetime(6))",
        ],
        bad: "INSERT INTO t (a) VALUES ('2200-01-01')",
        good: &[
            "INSERT INTO t (b) VALUES ('2200-01-01')",
            "INSERT INTO t (a) VALUES ('2030-01-01')",
        ],
    },
    Rejected {
        rule: "T16",
        dialect: Sqlite,
        before: &["CREATE TABLE t (n INTEGER) STRICT"],
        bad: "INSERT INTO t VALUES (9223372036854775808)",
        good: &["INSERT INTO t VALUES (9223372036854775807)"],
    },
    Rejected {
        rule: "T17",
        dialect: MariaDb,
        before: &[
            "SET sql_mode = 'STRICT_ALL_TABLES'",
            "CREATE TABLE t (a varchar(9) COLLATE utf8mb3_general_ci, b varchar(9) COLLATE latin1_swedish_ci, \
             c varchar(9) COLLATE utf8mb4_bin) DEFAULT CHARSET utf8mb4",
        ],
        bad: "INSERT INTO t (a) VALUES (_utf8mb4 X'F09F98BA')",
        good: &["INSERT INTO t (c) VALUES (_utf8mb4 X'F09F98BA')"],
    },
    Rejected {
        rule: "T17",
        dialect: MariaDb,
        before: &[
            "SET sql_mode = 'STRICT_ALL_TABLES'",
            "CREATE TABLE t (b varchar(9) COLLATE latin1_swedish_ci) DEFAULT CHARSET utf8mb4",
        ],
        bad: "INSERT INTO t (b) VALUES (_utf8mb4 X'F09F98BA')",
        good: &["INSERT INTO t (b) VALUES ('a')"],
    },
    Rejected {
        rule: "T18",
        dialect: MariaDb,
        before: &[
            "CREATE TABLE t (a varchar(9) UNIQUE, b varchar(9) COLLATE utf8mb4_nopad_bin UNIQUE) DEFAULT CHARSET utf8mb4",
            "INSERT INTO t VALUES ('x', 'x')",
        ],
        bad: "INSERT INTO t (a) VALUES ('X')",
        good: &["INSERT INTO t (b) VALUES ('X')"],
    },
    Rejected {
        rule: "T20",
        dialect: Sqlite,
        before: &[
            "CREATE TABLE strict_one (n INT) STRICT",
            "CREATE TABLE loose_one (n INT)",
        ],
        bad: "INSERT INTO strict_one VALUES ('abc')",
        good: &["INSERT INTO loose_one VALUES ('abc')"],
    },
    Rejected {
        rule: "T21",
        dialect: Sqlite,
        before: &[
            "CREATE TABLE bad (id BIGINT NOT NULL PRIMARY KEY, n INT)",
            "CREATE TABLE good (id INTEGER NOT NULL PRIMARY KEY, n INT)",
        ],
        bad: "INSERT INTO bad (n) VALUES (1)",
        good: &["INSERT INTO good (n) VALUES (1)"],
    },
    Rejected {
        rule: "T22",
        dialect: Postgres,
        before: &[],
        bad: "CREATE TABLE t (a timestamptz GENERATED ALWAYS AS (now()) STORED)",
        good: &["CREATE TABLE t (n int, a int GENERATED ALWAYS AS (n * 2) STORED)"],
    },
    Rejected {
        rule: "T22",
        dialect: Postgres,
        before: &[],
        bad: "CREATE TABLE t (n int, a int GENERATED ALWAYS AS (n * 2) STORED, b int GENERATED ALWAYS AS (a * 2) STORED)",
        good: &[
            "CREATE TABLE t (n int, a int GENERATED ALWAYS AS (n * 2) STORED, b int GENERATED ALWAYS AS (n * 4) STORED)",
        ],
    },
    Rejected {
        rule: "T22",
        dialect: MariaDb,
        before: &[],
        bad: "CREATE TABLE t (n int, a datetime AS (now()) STORED)",
        good: &["CREATE TABLE t (n int, a datetime AS (now()) VIRTUAL)"],
    },
    Rejected {
        rule: "T22",
        dialect: Sqlite,
        before: &[],
        bad: "CREATE TABLE t (n INT, a INT AS (random()) STORED)",
        good: &["CREATE TABLE t (n INT, a INT AS (n * 2) STORED)"],
    },
    Rejected {
        rule: "T24",
        dialect: MariaDb,
        before: &[],
        bad: "CREATE TABLE t (a varchar(10000), b varchar(10000)) DEFAULT CHARSET utf8mb4",
        good: &["CREATE TABLE t (a varchar(10000), b longtext) DEFAULT CHARSET utf8mb4"],
    },
    Rejected {
        rule: "P01",
        dialect: Postgres,
        before: &[],
        bad: "CREATE TABLE e (id bigint PRIMARY KEY, d date NOT NULL) PARTITION BY RANGE (d)",
        good: &[EVENTS],
    },
    Rejected {
        rule: "P01",
        dialect: Postgres,
        before: &[DAYS],
        bad: "CREATE UNIQUE INDEX x ON e (id)",
        good: &["CREATE UNIQUE INDEX x ON e (id, d)"],
    },
    Rejected {
        rule: "P01",
        dialect: MariaDb,
        before: &[],
        bad: "CREATE TABLE e (id bigint PRIMARY KEY, d date NOT NULL) PARTITION BY RANGE (to_days(d)) \
              (PARTITION p0 VALUES LESS THAN MAXVALUE)",
        good: &[MARIA_EVENTS],
    },
    Rejected {
        rule: "P02",
        dialect: Postgres,
        before: &[],
        bad: "CREATE TABLE e (n int, g int GENERATED ALWAYS AS (n * 2) STORED) PARTITION BY RANGE (g)",
        good: &[
            "CREATE TABLE e (n int, g int GENERATED ALWAYS AS (n * 2) STORED) PARTITION BY RANGE (n)",
        ],
    },
    Rejected {
        rule: "P02",
        dialect: Postgres,
        before: &[
            "CREATE TABLE e (id bigint, d date) PARTITION BY RANGE (d)",
            "CREATE TABLE e1 PARTITION OF e FOR VALUES FROM (MINVALUE) TO (MAXVALUE)",
        ],
        bad: "INSERT INTO e (id) VALUES (1)",
        good: &["INSERT INTO e VALUES (1, '2026-01-01')"],
    },
    Rejected {
        rule: "P03",
        dialect: Postgres,
        before: &[EVENTS],
        bad: "CREATE TABLE r (e bigint REFERENCES e (id))",
        good: &["CREATE TABLE r (e bigint, d date, FOREIGN KEY (e, d) REFERENCES e (id, d))"],
    },
    Rejected {
        rule: "P04",
        dialect: MariaDb,
        before: &["CREATE TABLE u (id bigint PRIMARY KEY)"],
        bad: "CREATE TABLE e (id bigint PRIMARY KEY, u bigint, FOREIGN KEY (u) REFERENCES u (id)) \
              PARTITION BY HASH (id) PARTITIONS 4",
        good: &[
            "CREATE TABLE e (id bigint PRIMARY KEY, u bigint) PARTITION BY HASH (id) PARTITIONS 4",
            "CREATE TABLE f (id bigint PRIMARY KEY, u bigint, FOREIGN KEY (u) REFERENCES u (id))",
        ],
    },
    Rejected {
        rule: "P04",
        dialect: MariaDb,
        before: &[MARIA_EVENTS],
        bad: "CREATE TABLE r (e bigint, d date, FOREIGN KEY (e, d) REFERENCES e (id, d))",
        good: &["CREATE TABLE r (e bigint, d date)"],
    },
    Rejected {
        rule: "P05",
        dialect: Postgres,
        before: &[
            DAYS,
            "CREATE TABLE e1 PARTITION OF e FOR VALUES FROM ('2026-01-01') TO ('2026-02-01')",
        ],
        bad: "INSERT INTO e VALUES (1, '2026-02-01')",
        good: &["INSERT INTO e VALUES (1, '2026-01-31')"],
    },
    Rejected {
        rule: "P07",
        dialect: MariaDb,
        before: &[],
        bad: "CREATE TABLE e (id bigint PRIMARY KEY) ENGINE = MyISAM PARTITION BY HASH (id) PARTITIONS 8193",
        good: &["CREATE TABLE e (id bigint PRIMARY KEY) PARTITION BY HASH (id) PARTITIONS 16"],
    },
];

#[test]
fn engines_reject_what_the_rules_say() {
    for dialect in testkit::dialects() {
        let claims: Vec<_> = REJECTED.iter().filter(|c| c.dialect == dialect).collect();
        assert!(!claims.is_empty() || dialect == Dialect::MySql);
        for claim in claims {
            let mut database = Scratch::new(dialect);
            for sql in claim.before {
                database.execute(sql).expect("what comes before passes");
            }
            let refused = database.execute(claim.bad);
            assert!(refused.is_err(), "{} {dialect}: {}", claim.rule, claim.bad);
            for sql in claim.good {
                let passed = database.execute(sql);
                assert!(passed.is_ok(), "{} {dialect}: {passed:?}", claim.rule);
            }
        }
    }
}

/// The only value of the only row.
fn value(database: &mut Scratch, sql: &str) -> Option<String> {
    let rows = database.query(sql).expect("the engine answers");
    rows[0][0].clone()
}

#[test]
fn what_types_do_to_values() {
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
fn the_type_money_rounds_as_the_locale_says() {
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
fn a_table_has_a_largest_number_of_columns() {
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
