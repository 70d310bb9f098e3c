//! What is in a database beside ordinary tables, and names of any kind.

use super::{ALL, UNINDEXED, each, quiet};
use erd_core::Dialect::{MariaDb, Postgres, Sqlite};

const P: &str = "CREATE TABLE p (id integer NOT NULL PRIMARY KEY)";

/// `database_consistency` #309, #313: columns whose names are words of SQL, in keys, checks and predicates.
#[test]
fn e20_words_as_names() {
    quiet(
        UNINDEXED,
        &[
            P,
            "CREATE TABLE t (id integer NOT NULL PRIMARY KEY, \"limit\" integer NOT NULL CHECK (\"limit\" > 0), \"order\" integer REFERENCES p (id))",
            "CREATE INDEX i ON t (\"order\") WHERE \"order\" IS NOT NULL",
        ],
        &["F01", "F02", "I03", "I12", "N03", "T22"],
    );
    quiet(
        &[MariaDb],
        &[
            P,
            "CREATE TABLE t (id integer NOT NULL PRIMARY KEY, `limit` integer NOT NULL CHECK (`limit` > 0), `order` integer, KEY i (`order`), FOREIGN KEY (`order`) REFERENCES p (id))",
        ],
        &["F01", "F02", "I03", "I12", "N03", "T22"],
    );
}

/// `active_record_doctor` 70bf5ad, 8e641c9, #131: what has rows and is no table has no keys to ask for.
#[test]
fn e21_views_are_no_tables() {
    let view = "CREATE VIEW v AS SELECT id AS p_id FROM p";
    quiet(
        &[MariaDb, Sqlite],
        &[P, view],
        &["K01", "F11", "R16", "R17"],
    );
    quiet(
        &[Postgres],
        &[
            P,
            view,
            "CREATE MATERIALIZED VIEW m AS SELECT id AS p_id FROM p",
            "CREATE FOREIGN DATA WRAPPER w",
            "CREATE SERVER s FOREIGN DATA WRAPPER w",
            "CREATE FOREIGN TABLE f (p_id integer) SERVER s",
        ],
        &["K01", "F11", "R16", "R17"],
    );
    // The positive control: a table without a key.
    each(
        ALL,
        &["CREATE TABLE t (a integer NOT NULL)"],
        |dialect, found| {
            assert!(found.iter().any(|f| f.id == "K01"), "{dialect}");
        },
    );
}

/// splinter #179; pg-index-health #467, #529, #588: partitions belong to their parent, and what is wrong with it is said
/// once.
#[test]
fn e22_partitions_belong_to_their_parent() {
    let sql = [
        P,
        "CREATE TABLE e (id bigint NOT NULL, day date NOT NULL, p integer NOT NULL REFERENCES p (id), PRIMARY KEY (id, day)) PARTITION BY RANGE (day)",
        "CREATE TABLE e_1 PARTITION OF e FOR VALUES FROM ('2026-01-01') TO ('2026-02-01')",
        "CREATE TABLE e_2 PARTITION OF e FOR VALUES FROM ('2026-02-01') TO ('2026-03-01')",
    ];
    each(&[Postgres], &sql, |_, found| {
        let keys: Vec<&str> = found
            .iter()
            .filter(|f| f.id == "F01")
            .map(|f| f.path.as_str())
            .collect();
        assert_eq!(keys, ["e.p"]);
        assert!(
            !found
                .iter()
                .any(|f| ["K01", "N09", "I03", "F13"].contains(&f.id)),
            "{found:?}"
        );
    });
    let indexed = "CREATE INDEX i ON e (p)";
    quiet(
        &[Postgres],
        &[sql[0], sql[1], sql[2], indexed],
        &["F01", "F02", "I03", "I04"],
    );
}

/// splinter #34, #135; realtime #1140; umami #3963: what an extension owns is not the project's.
#[test]
fn e23_objects_of_extensions() {
    quiet(
        &[Postgres],
        &[
            "CREATE EXTENSION btree_gist",
            "CREATE EXTENSION pg_stat_statements",
            "CREATE EXTENSION pgcrypto",
            "CREATE TABLE \"Mixed\" (id bigint PRIMARY KEY)",
            "DROP TABLE \"Mixed\"",
        ],
        &[],
    );
}

/// pg-index-health and `SchemaCrawler`: tables that stand alone, natural keys, optional columns, no comments, limits of
/// text. Most real schemas have them, so they are told on request.
#[test]
fn e27_opinions_are_told_on_request() {
    quiet(
        ALL,
        &[
            "CREATE TABLE countries (code varchar(2) NOT NULL PRIMARY KEY, name varchar(100) NOT NULL, capital varchar(100))",
        ],
        &["R16", "R17", "K07", "N10", "T06", "T07", "T25", "T26"],
    );
}
