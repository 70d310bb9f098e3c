//! A schema with everything that an engine has, written in its own SQL: described, made anew, described again.

use erd_core::Dialect;
use erd_core::schema::{ObjectKind, Schema};
use erd_live::{Described, Query, Rows};
use testkit::Scratch;

/// A scratch database as a connection.
struct Connection(Scratch);

impl Query for Connection {
    fn query(&mut self, sql: &str) -> Result<Rows, String> {
        self.0.query(sql)
    }
}

fn describe(database: Scratch) -> Described {
    let dialect = database.dialect();
    erd_live::describe(&mut Connection(database), dialect).unwrap()
}

/// What is described of the script, once it has made the same twice.
fn made_twice(dialect: Dialect, script: &str) -> Schema {
    let mut before = Scratch::new(dialect);
    before.execute_script(script).unwrap();
    let found = describe(before);
    assert_eq!(found.unsupported, []);
    let mut after = Scratch::new(dialect);
    for sql in erd_ddl::render(&found.schema, dialect).unwrap().iter() {
        after.execute(sql).unwrap();
    }
    let again = describe(after);
    for (a, b) in found.schema.tables.iter().zip(&again.schema.tables) {
        assert_eq!(a, b, "{dialect}");
    }
    assert_eq!(found, again, "{dialect}");
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
    let schema = made_twice(Dialect::MariaDb, include_str!("features/mariadb.sql"));
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
    let schema = made_twice(Dialect::Sqlite, include_str!("features/sqlite.sql"));
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
