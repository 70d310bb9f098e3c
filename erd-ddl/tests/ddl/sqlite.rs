//! What only SQLite has: tables without a rowid, AUTOINCREMENT, keys that hold NULL, collations of index keys.

use erd_core::schema::{ObjectKind, Schema, Sequence, SqlObject};
use erd_core::{Dialect, Scalar};
use erd_ddl::{render, render_drop};
use testkit::Scratch;
use testkit::schema::{With, column, id, schema, table};

fn tables() -> Schema {
    let counted = table("counted", [id(), column("name", Scalar::Text)])
        .with(|t| {
            t.options.autoincrement = true;
            t.primary_key.as_mut().unwrap().name = "PK_counted".into();
        })
        .index(&["name"], |i| i.keys[0].collation = Some("NOCASE".into()));
    let by_key = table(
        "by_key",
        [column("k", Scalar::Text), column("v", Scalar::I64)],
    )
    .with(|t| t.options.without_rowid = true);
    let loose = table("loose", [column("k", Scalar::Text).nullable()]).with(|t| t.strict = false);
    let mut schema = schema([], [counted, by_key, loose]);
    schema.objects = vec![
        SqlObject::new(
            ObjectKind::VirtualTable,
            "search",
            "CREATE VIRTUAL TABLE search USING fts5(name)",
        ),
        SqlObject::new(
            ObjectKind::View,
            "names",
            "CREATE VIEW names AS SELECT name FROM counted",
        ),
    ];
    schema
}

#[test]
fn tables_say_how_they_are_stored() {
    let text = render(&tables(), Dialect::Sqlite).unwrap().to_string();
    for line in [
        "\"id\" INTEGER NOT NULL CONSTRAINT \"PK_counted\" PRIMARY KEY AUTOINCREMENT",
        "(\"name\" COLLATE NOCASE)",
        ") STRICT, WITHOUT ROWID;",
        "    \"k\" TEXT,\n    CONSTRAINT \"loose_pkey\" PRIMARY KEY (\"k\")\n);",
    ] {
        assert!(text.contains(line), "no {line} in\n{text}");
    }
}

#[test]
fn sqlite_takes_them() {
    let mut db = Scratch::new(Dialect::Sqlite);
    let script = render(&tables(), Dialect::Sqlite).unwrap();
    for sql in script.iter() {
        db.execute(sql).unwrap();
    }
    db.execute("INSERT INTO loose VALUES (NULL), (NULL)")
        .unwrap();
    db.execute("INSERT INTO counted (name) VALUES ('a')")
        .unwrap();
    db.execute("DELETE FROM counted").unwrap();
    db.execute("INSERT INTO counted (name) VALUES ('b')")
        .unwrap();
    let row = db.query("SELECT id FROM counted").unwrap();
    assert_eq!(row, [[Some("2".to_owned())]]);
    let drop = render_drop(&tables(), Dialect::Sqlite).unwrap();
    for sql in drop.iter().chain(script.iter()) {
        db.execute(sql).unwrap();
    }
}

#[test]
fn what_sqlite_lacks_is_refused() {
    let refused = |change: fn(&mut Schema)| {
        let mut schema = tables();
        change(&mut schema);
        let errors = render(&schema, Dialect::Sqlite).unwrap_err();
        let said = errors
            .0
            .iter()
            .map(|e| format!("{} {}", e.code.slug(), e.path()));
        said.collect::<Vec<_>>()
    };
    assert_eq!(
        refused(|s| s.tables[1].options.autoincrement = true),
        ["identity by_key"]
    );
    assert_eq!(
        refused(|s| s.tables[1].primary_key = None),
        ["no_key by_key"]
    );
    assert_eq!(
        refused(|s| {
            s.tables[0].columns[0].sequence = Some(Box::new(Sequence {
                start: Some(5),
                ..Sequence::default()
            }));
        }),
        ["identity counted.id"]
    );
}
