//! A change says what changes: its two sides never read the same.

use crate::random::check;
use crate::uses::described;
use erd_core::Dialect;
use erd_core::schema::Schema;
use erd_migrate::{Options, Verb, diff};

/// The changes between two schemas in words, each of which must show a difference of its own.
fn said(old: &Schema, new: &Schema, dialect: Dialect) -> Result<Vec<String>, String> {
    let diff = diff(old, new, dialect, &Options::default()).map_err(|error| error.to_string())?;
    let mut all = Vec::new();
    for entry in diff.entries() {
        let line = entry.to_string();
        if entry.verb == Verb::Change {
            let (head, to) = line.split_once(" -> ").ok_or_else(|| line.clone())?;
            let from = head.split_once(": ").ok_or_else(|| line.clone())?.1;
            if from == to || line.contains("(anew, ") {
                return Err(format!("{dialect}: {line}"));
            }
        }
        all.push(line);
    }
    Ok(all)
}

/// Each definition becomes the one beside it, and back: in words that are given, of the way there.
const POSTGRES: &[(&str, &str, &str)] = &[
    (
        "UNIQUE (a, b)",
        "UNIQUE (a, b) DEFERRABLE",
        "constraint (a, b) -> constraint (a, b) deferrable",
    ),
    (
        "UNIQUE (a) DEFERRABLE",
        "UNIQUE (a) DEFERRABLE INITIALLY DEFERRED",
        "initially deferred",
    ),
    ("UNIQUE (a)", "UNIQUE (a) INCLUDE (b)", "include (b)"),
    (
        "PRIMARY KEY (a)",
        "PRIMARY KEY (a) INCLUDE (b)",
        "(a) -> (a) include (b)",
    ),
    (
        "PRIMARY KEY (a)",
        "PRIMARY KEY (a) DEFERRABLE",
        "(a) -> (a) deferrable",
    ),
    ("CHECK (a > 0)", "CHECK (a > 0) NO INHERIT", "no inherit"),
    (
        "EXCLUDE USING gist (p WITH &&)",
        "EXCLUDE USING gist (p WITH &&) DEFERRABLE",
        "deferrable",
    ),
    (
        "FOREIGN KEY (a, b) REFERENCES o (x, y)",
        "FOREIGN KEY (a, b) REFERENCES o (x, y) MATCH FULL",
        "match full",
    ),
    (
        "FOREIGN KEY (a, b) REFERENCES o (x, y)",
        "FOREIGN KEY (a, b) REFERENCES o (x, y) DEFERRABLE",
        "not deferrable -> deferrable",
    ),
    (
        "FOREIGN KEY (a, b) REFERENCES o (x, y) DEFERRABLE",
        "FOREIGN KEY (a, b) REFERENCES o (x, y) DEFERRABLE INITIALLY DEFERRED",
        "deferrable -> deferrable initially deferred",
    ),
];

const INDEXES: &[(&str, &str, &str)] = &[
    ("(a)", "(a DESC)", "(a) -> (a desc)"),
    ("(a)", "(a NULLS FIRST)", "(a nulls first)"),
    ("(t)", "(t COLLATE \"C\")", "collate"),
    ("(t)", "(t text_pattern_ops)", "text_pattern_ops"),
    ("(a)", "(a) INCLUDE (b)", "include (b)"),
    ("(a)", "(a) WITH (fillfactor = 70)", "with (fillfactor"),
    ("USING btree (a)", "USING hash (a)", "hash"),
    ("(a)", "(a) WHERE b > 0", "where"),
];

#[test]
fn whatever_two_constraints_differ_in_is_said() {
    if !testkit::dialects().contains(&Dialect::Postgres) {
        return;
    }
    let table = |constraint: &str| {
        vec![
            "CREATE TABLE o (x int, y int, UNIQUE (x, y))".to_owned(),
            format!(
                "CREATE TABLE t (a int, b int, t text, p tstzrange, CONSTRAINT k {constraint})"
            ),
        ]
    };
    let index = |unique: &str, keys: &str| {
        vec![
            "CREATE TABLE t (a int, b int, t text)".to_owned(),
            format!("CREATE {unique} INDEX i ON t {keys}"),
        ]
    };
    let mut pairs: Vec<(Vec<String>, Vec<String>, &str)> = Vec::new();
    pairs.extend(
        POSTGRES
            .iter()
            .map(|(a, b, words)| (table(a), table(b), *words)),
    );
    pairs.extend(
        INDEXES
            .iter()
            .map(|(a, b, words)| (index("", a), index("", b), *words)),
    );
    pairs.push((
        index("UNIQUE", "(a)"),
        index("UNIQUE", "(a) NULLS NOT DISTINCT"),
        "nulls not distinct",
    ));
    pairs.push((
        vec!["CREATE TABLE t (a int, b int) PARTITION BY RANGE (a)".to_owned()],
        vec!["CREATE TABLE t (a int, b int) PARTITION BY RANGE (b)".to_owned()],
        "by range (a) -> partitioned by range (b)",
    ));
    let view = |last: &str| {
        let columns: Vec<String> = (0..40).map(|n| format!("{n} AS c{n}")).collect();
        vec![format!(
            "CREATE VIEW v AS SELECT {}, {last} AS last",
            columns.join(", ")
        )]
    };
    pairs.push((view("1"), view("2"), "1 AS last"));
    let comment = |text: &str| {
        vec![
            "CREATE TABLE t (a int)".to_owned(),
            format!("COMMENT ON TABLE t IS '{text}'"),
        ]
    };
    pairs.push((comment("a b"), comment("a  b"), "a  b"));
    for (old, new, words) in pairs {
        let schema = |statements: &[String]| {
            let statements: Vec<_> = statements.iter().map(String::as_str).collect();
            described(&statements, Dialect::Postgres).1
        };
        let (old, new) = (schema(&old), schema(&new));
        let there = said(&old, &new, Dialect::Postgres).unwrap_or_else(|line| panic!("{line}"));
        assert!(
            there.iter().any(|line| line.contains(words)),
            "`{words}`: {there:?}"
        );
        assert_eq!(there.len(), 1, "{there:?}");
        let back = said(&new, &old, Dialect::Postgres).unwrap_or_else(|line| panic!("{line}"));
        assert_eq!(back.len(), 1, "{back:?}");
    }
}

#[test]
fn no_change_reads_the_same_on_both_sides() {
    check(64, |old, new| {
        for dialect in Dialect::ALL {
            said(&old, &new, dialect)?;
        }
        Ok(())
    });
}
