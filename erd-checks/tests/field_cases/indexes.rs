//! Indexes that look redundant, unused or missing.

use super::{ALL, UNINDEXED, each, each_declared, loud, quiet};
use erd_core::Dialect::{MariaDb, Postgres, Sqlite};
use erd_core::Site;
use erd_core::schema::Allow;

const T: &str = "CREATE TABLE t (id integer NOT NULL PRIMARY KEY, a varchar(40) NOT NULL, b integer NOT NULL, flag boolean NOT NULL)";

/// `active_record_doctor` #69, c27cb28; `database_consistency` #195, #259, #298; `pgcluu` #150; `yb-voyager` #2574; splinter #20:
/// an index of another kind, or over other rows, is another index.
#[test]
fn e10_indexes_of_another_kind() {
    let rules = &["I03", "I04", "I05"];
    let pairs = [
        [
            "CREATE INDEX i ON t (a)",
            "CREATE INDEX j ON t (a) WHERE b > 0",
        ],
        [
            "CREATE INDEX i ON t (a) WHERE flag",
            "CREATE INDEX j ON t (a) WHERE NOT flag",
        ],
        ["CREATE INDEX i ON t (a)", "CREATE INDEX j ON t (b, a)"],
        ["CREATE INDEX i ON t (a)", "CREATE INDEX j ON t (lower(a))"],
    ];
    for [first, second] in pairs {
        quiet(&[Postgres, Sqlite], &[T, first, second], rules);
    }
    quiet(
        &[Postgres],
        &[
            "CREATE EXTENSION pg_trgm",
            T,
            "CREATE INDEX i ON t (a)",
            "CREATE INDEX j ON t USING gin (a gin_trgm_ops)",
            "CREATE INDEX k ON t USING hash (a)",
            "CREATE INDEX l ON t (a text_pattern_ops)",
        ],
        rules,
    );
    quiet(
        &[MariaDb],
        &[
            T,
            "CREATE INDEX i ON t (a)",
            "CREATE FULLTEXT INDEX j ON t (a)",
        ],
        rules,
    );
    // The positive control: the same kind, the same rows.
    loud(
        ALL,
        &[T, "CREATE INDEX i ON t (a)", "CREATE INDEX j ON t (a, b)"],
        &[("I04", "t.i")],
    );
}

/// `database_consistency` #306: a unique key over the same columns in another order is a second one. The one that a foreign
/// key references stays.
#[test]
fn e11_unique_keys_in_another_order() {
    loud(
        ALL,
        &[
            T,
            "CREATE UNIQUE INDEX i ON t (a, b)",
            "CREATE UNIQUE INDEX j ON t (b, a)",
        ],
        &[("I05", "t.j")],
    );
    quiet(
        ALL,
        &[
            "CREATE TABLE p (id integer NOT NULL PRIMARY KEY, tenant integer NOT NULL, UNIQUE (tenant, id))",
            "CREATE TABLE c (id integer NOT NULL PRIMARY KEY, tenant integer NOT NULL, p integer NOT NULL, FOREIGN KEY (tenant, p) REFERENCES p (tenant, id))",
            "CREATE INDEX i ON c (tenant, p)",
        ],
        &["I04", "I05", "I06", "F05"],
    );
}

/// `active_record_doctor` #7, #140; `database_consistency` #108; Prisma #17407, #29545: exact duplicates are one finding, the
/// message names the table, and one reference alone can be allowed.
#[test]
fn e12_messages_have_a_place() {
    let twice = [T, "CREATE INDEX i ON t (a)", "CREATE INDEX j ON t (a)"];
    each(ALL, &twice, |dialect, found| {
        let found: Vec<_> = found.iter().filter(|f| f.id == "I03").collect();
        assert_eq!(found.len(), 1, "{dialect}");
        assert!(
            found[0].message.contains("of `t`"),
            "{dialect}: {}",
            found[0].message
        );
    });
    let two = [
        "CREATE TABLE p (id integer NOT NULL PRIMARY KEY)",
        "CREATE TABLE c (id integer NOT NULL PRIMARY KEY, x integer NOT NULL REFERENCES p (id), y integer NOT NULL REFERENCES p (id))",
    ];
    let one = |schema: &mut erd_core::Schema| {
        let table = &mut schema.tables[0];
        let column = table.find_column("x").expect("the column");
        table.allows.push(Allow {
            rule: "fk_without_index".to_owned(),
            reason: "rows of p are never deleted by x".to_owned(),
            site: Site::Column(column),
        });
    };
    each_declared(UNINDEXED, &two, Some(one), |dialect, found| {
        let found: Vec<_> = found.iter().filter(|f| f.id == "F01").collect();
        assert_eq!(found.len(), 1, "{dialect}");
        assert_eq!(found[0].path, "c.y", "{dialect}");
    });
}

/// pg-index-health keeps any index that holds a referencing column, splinter none: one is needed when it starts with it.
#[test]
fn e24_an_index_is_used_by_its_reference() {
    let sql = [
        "CREATE TABLE p (id integer NOT NULL PRIMARY KEY)",
        "CREATE TABLE c (id integer NOT NULL PRIMARY KEY, p integer NOT NULL REFERENCES p (id), q integer NOT NULL)",
        "CREATE INDEX serves ON c (p)",
        "CREATE INDEX holds ON c (q, p)",
    ];
    let path = |schema: &mut erd_core::Schema| {
        let table = &mut schema.tables[0];
        let id = table.find_column("id").expect("the column");
        table.intent.access.push(erd_core::schema::AccessPath {
            by: vec![id],
            range: None,
            contains: Vec::new(),
            order: Vec::new(),
            limit: false,
            live: false,
            select: Vec::new(),
        });
    };
    each_declared(UNINDEXED, &sql, Some(path), |dialect, found| {
        let unused: Vec<&str> = found
            .iter()
            .filter(|f| f.id == "I07")
            .map(|f| f.path.as_str())
            .collect();
        assert_eq!(unused, ["c.holds"], "{dialect}");
    });
}
