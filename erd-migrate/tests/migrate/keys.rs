//! Unique keys that change their properties or their columns under a name that another has, on PostgreSQL, with rows.

use crate::kept::stands;

/// A table with two columns, and constraints on it.
fn leads(old: &[&str], new: &[&str]) {
    let table = "CREATE TABLE slot (id int PRIMARY KEY, a int NOT NULL, b int)";
    let rows = "INSERT INTO slot VALUES (1, 1, 2), (2, 2, 1), (3, 3, 3)";
    let create = |constraints: &[&str]| -> Vec<String> {
        let added = constraints
            .iter()
            .map(|text| format!("ALTER TABLE slot ADD CONSTRAINT {text}"));
        [table.to_owned()]
            .into_iter()
            .chain(added)
            .chain([rows.to_owned()])
            .collect()
    };
    let (old, new) = (create(old), create(new));
    let texts = |all: &'_ [String]| {
        all.iter()
            .map(|text| text.clone().leak() as &str)
            .collect::<Vec<_>>()
    };
    // Names that statements may speak of are there at any time.
    let names = "SELECT conname::text FROM pg_constraint WHERE contype = 'u' AND conname !~ '_erd_new$' ORDER BY 1";
    stands(&texts(&old), &texts(&new), names);
}

#[test]
fn a_key_becomes_deferrable_and_is_not_again() {
    for when in ["DEFERRABLE", "DEFERRABLE INITIALLY DEFERRED"] {
        leads(
            &["slot_1 UNIQUE (a, b)"],
            &[&format!("slot_1 UNIQUE (a, b) {when}")],
        );
        leads(
            &[&format!("slot_1 UNIQUE (a, b) {when}")],
            &["slot_1 UNIQUE (a, b)"],
        );
    }
}

#[test]
fn a_key_includes_another_column_and_tells_nulls_apart() {
    leads(&["slot_1 UNIQUE (b)"], &["slot_1 UNIQUE (b) INCLUDE (a)"]);
    leads(
        &["slot_1 UNIQUE (b)"],
        &["slot_1 UNIQUE NULLS NOT DISTINCT (b)"],
    );
}

/// The foreign keys that lead to it stand at every commit.
#[test]
fn a_key_that_is_referenced_includes_another_column() {
    let schema = |primary: &str, unique: &str| {
        [
            format!("CREATE TABLE slot (id int, a int NOT NULL, b int, CONSTRAINT slot_pk PRIMARY KEY (id) {primary})"),
            unique.to_owned(),
            "INSERT INTO slot VALUES (1, 1, 2), (2, 2, 1), (3, 3, 3)".to_owned(),
            "CREATE TABLE visit (id int PRIMARY KEY, slot int REFERENCES slot, a int REFERENCES slot (a) ON DELETE CASCADE)"
                .to_owned(),
            "CREATE TABLE own (id int PRIMARY KEY, a int REFERENCES slot (a) DEFERRABLE)".to_owned(),
        ]
    };
    let constraint =
        |more: &str| format!("ALTER TABLE slot ADD CONSTRAINT slot_a UNIQUE (a) {more}");
    let index = |more: &str| format!("CREATE UNIQUE INDEX slot_a ON slot (a) {more}");
    let comment = "COMMENT ON INDEX slot_a IS 'one'";
    let names = "SELECT conrelid::regclass::text, conname::text FROM pg_constraint WHERE contype = 'f' ORDER BY 1, 2";
    for (primary, old, new) in [
        (
            ["", "INCLUDE (b)"],
            constraint(""),
            constraint("INCLUDE (b)"),
        ),
        (
            ["INCLUDE (a)", "INCLUDE (b)"],
            constraint("INCLUDE (b)"),
            constraint(""),
        ),
        (["", ""], index(""), index("INCLUDE (b)")),
        (
            ["", ""],
            index("INCLUDE (b)"),
            "ALTER TABLE slot ADD CONSTRAINT slot_a UNIQUE NULLS NOT DISTINCT (a)".to_owned(),
        ),
        (
            ["", "INCLUDE (a, b)"],
            format!("{}; {comment}", index("")),
            format!("{}; {comment}", index("INCLUDE (b)")),
        ),
    ] {
        let (old, new) = (schema(primary[0], &old), schema(primary[1], &new));
        let (old, new) = (
            old.each_ref().map(String::as_str),
            new.each_ref().map(String::as_str),
        );
        stands(&old, &new, names);
    }
}

#[test]
fn keys_change_places() {
    leads(
        &["slot_1 UNIQUE (a)", "slot_2 UNIQUE (b)"],
        &["slot_1 UNIQUE (b)", "slot_2 UNIQUE (a)"],
    );
    leads(
        &[
            "slot_1 UNIQUE (a)",
            "slot_2 UNIQUE (b)",
            "slot_3 UNIQUE (a, b)",
        ],
        &[
            "slot_1 UNIQUE (b) DEFERRABLE",
            "slot_2 UNIQUE (a, b)",
            "slot_3 UNIQUE (a) INCLUDE (b)",
        ],
    );
}

#[test]
fn the_primary_key_of_a_partitioned_table_changes() {
    let schema = |key: &str| {
        [
            format!(
                "CREATE TABLE t (id int NOT NULL, n int NOT NULL, PRIMARY KEY ({key})) PARTITION BY HASH (id)"
            ),
            "CREATE TABLE t_0 PARTITION OF t FOR VALUES WITH (MODULUS 2, REMAINDER 0)".to_owned(),
            "CREATE TABLE t_1 PARTITION OF t FOR VALUES WITH (MODULUS 2, REMAINDER 1)".to_owned(),
            "INSERT INTO t SELECT i, i FROM generate_series(1, 9) i".to_owned(),
        ]
    };
    let (old, new) = (schema("id"), schema("id, n"));
    let (old, new) = (
        old.each_ref().map(String::as_str),
        new.each_ref().map(String::as_str),
    );
    let names = "SELECT conname::text FROM pg_constraint WHERE contype = 'p' ORDER BY 1";
    stands(&old, &new, names);
    stands(&new, &old, names);
}

/// A primary key comes while a partition gets other bounds, which is another partition of that name.
#[test]
fn a_key_comes_beside_other_bounds() {
    let schema = |key: &str, to: u32, sub: &str| {
        let below = if sub.is_empty() {
            String::new()
        } else {
            "CREATE TABLE t_1_a PARTITION OF t_1 FOR VALUES FROM (0) TO (9)".to_owned()
        };
        [
            format!(
                "CREATE TABLE t (id int NOT NULL, n int NOT NULL {key}) PARTITION BY RANGE (id)"
            ),
            "CREATE TABLE t_0 PARTITION OF t FOR VALUES FROM (0) TO (10)".to_owned(),
            format!("CREATE TABLE t_1 PARTITION OF t FOR VALUES FROM (10) TO ({to}) {sub}"),
            below,
            "INSERT INTO t SELECT i, 1 FROM generate_series(1, 9) i".to_owned(),
        ]
    };
    for sub in ["", "PARTITION BY RANGE (n)"] {
        for (old, new) in [("", ", PRIMARY KEY (id, n)"), (", PRIMARY KEY (id, n)", "")] {
            let (old, new) = (schema(old, 20, ""), schema(new, 30, sub));
            let [old, new] = [&old, &new].map(|all| {
                let all = all.iter().map(String::as_str);
                all.filter(|sql| !sql.is_empty()).collect::<Vec<_>>()
            });
            stands(&old, &new, "SELECT count(*)::text FROM t");
        }
    }
}
