//! A schema with everything that an engine has, written in its own SQL: described, made anew, described again.

use erd_core::Dialect;
use erd_core::schema::{ObjectKind, Schema};
use erd_live::{Described, oracle};
use testkit::Scratch;

fn describe(database: Scratch) -> Described {
    erd_live::describe_url(database.url()).unwrap()
}

/// What is described of the script, once it has made the same twice. What is named as unsupported ends so.
fn made_twice(dialect: Dialect, script: &str, unsupported: &[&str]) -> Schema {
    let mut before = Scratch::new(dialect);
    before.execute_script(script).unwrap();
    let found = erd_live::describe_url(before.url()).unwrap();
    let named: Vec<_> = found
        .unsupported
        .iter()
        .map(|u| u.object.as_str())
        .collect();
    assert_eq!(named, unsupported);
    let mut after = Scratch::new(dialect);
    for sql in erd_ddl::render(&found.schema, dialect).unwrap().iter() {
        after.execute(sql).unwrap();
    }
    let again = erd_live::describe_url(after.url()).unwrap();
    for (a, b) in found.schema.tables.iter().zip(&again.schema.tables) {
        assert_eq!(a, b, "{dialect}");
    }
    assert_eq!(found.schema, again.schema, "{dialect}");
    assert_eq!(again.unsupported, []);
    oracle::judge(before.url(), after.url(), None)
        .unwrap_or_else(|error| panic!("{dialect}: {error}"));
    found.schema
}

fn count(schema: &Schema, kind: ObjectKind) -> usize {
    schema.objects.iter().filter(|o| o.kind == kind).count()
}

#[test]
fn mariadb_gives_back_all_that_it_has() {
    if !testkit::dialects().contains(&Dialect::MariaDb) {
        return;
    }
    let schema = made_twice(Dialect::MariaDb, include_str!("features/mariadb.sql"), &[]);
    let kinds = [
        (ObjectKind::View, 3),
        (ObjectKind::Trigger, 2),
        (ObjectKind::Function, 2),
        (ObjectKind::Procedure, 1),
        (ObjectKind::Event, 1),
        (ObjectKind::Sequence, 2),
    ];
    for (kind, expected) in kinds {
        assert_eq!(count(&schema, kind), expected, "{kind:?}");
    }
    let partitioned = schema
        .tables
        .iter()
        .filter(|t| t.intent.partition.is_some());
    assert_eq!(partitioned.count(), 5);
}

#[test]
fn sqlite_gives_back_all_that_it_has() {
    // Where a unique key stands says nothing to the engine; a reader of the file may ask.
    let unsupported =
        ["t 1.t 1_c_key: a constraint with an order or a collation, and an index here"];
    let schema = made_twice(
        Dialect::Sqlite,
        include_str!("features/sqlite.sql"),
        &unsupported,
    );
    let kinds = [
        (ObjectKind::View, 2),
        (ObjectKind::Trigger, 2),
        (ObjectKind::VirtualTable, 2),
    ];
    for (kind, expected) in kinds {
        assert_eq!(count(&schema, kind), expected, "{kind:?}");
    }
    // Where FTS keeps its data is nobody's business.
    assert_eq!(schema.tables.len(), 8);
}

#[test]
fn conflict_clauses_are_named() {
    let mut database = Scratch::new(Dialect::Sqlite);
    database
        .execute("CREATE TABLE t (a INT UNIQUE ON CONFLICT REPLACE, b INTEGER PRIMARY KEY DESC)")
        .unwrap();
    let named: Vec<String> = describe(database)
        .unsupported
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(
        named,
        [
            "option of primary key t: DESC [key_option]",
            "conflict clause of t: ON CONFLICT REPLACE [conflict_clause]",
        ]
    );
}

#[test]
fn what_mariadb_tells_nobody_but_show_create_is_named() {
    if !testkit::dialects().contains(&Dialect::MariaDb) {
        return;
    }
    let mut database = Scratch::new(Dialect::MariaDb);
    for sql in [
        "CREATE TABLE booked (room INT, since DATE, till DATE, PERIOD FOR stay (since, till), \
         UNIQUE KEY once (room, stay WITHOUT OVERLAPS))",
        "CREATE TABLE kept (a INT, s TIMESTAMP(6) GENERATED ALWAYS AS ROW START, \
         e TIMESTAMP(6) GENERATED ALWAYS AS ROW END, PERIOD FOR SYSTEM_TIME (s, e)) WITH SYSTEM VERSIONING",
        "CREATE TABLE plain (a INT, b INT, note TEXT COMMENT 'PERIOD FOR `x`', CHECK (a < b), FULLTEXT KEY (note))",
    ] {
        database.execute(sql).unwrap();
    }
    let named: Vec<String> = describe(database)
        .unsupported
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(
        named,
        [
            "option of index booked.once: WITHOUT OVERLAPS [index_option]",
            "table option of booked: PERIOD FOR stay [table_option]",
            "generated column kept.e: ROW END [generated_kind]",
            "generated column kept.s: ROW START [generated_kind]",
        ]
    );
}

#[test]
fn enums_of_columns_have_a_name_each() {
    if !testkit::dialects().contains(&Dialect::MariaDb) {
        return;
    }
    // Both would be `a_b_c`.
    let schema = made_twice(
        Dialect::MariaDb,
        "CREATE TABLE a (b_c ENUM('x', 'y') NOT NULL); CREATE TABLE a_b (c ENUM('z') NOT NULL);",
        &[],
    );
    let values: Vec<&[String]> = schema.enums.iter().map(|e| e.values.as_slice()).collect();
    assert_eq!(
        values,
        [&["x".to_owned(), "y".to_owned()][..], &["z".to_owned()]]
    );
    assert_ne!(schema.enums[0].key(), schema.enums[1].key());
    assert_ne!(
        schema.tables[0].columns[0].ty,
        schema.tables[1].columns[0].ty
    );
}
