//! What only MySQL and MariaDB have: options of tables, partitions, hidden indexes, checks of columns.

use erd_core::schema::{
    Check, Column, ColumnId, ObjectName, Order, Partition, PartitionKind, PartitionTable, Schema,
    Sequence, Sql, SubPartition,
};
use erd_core::{Dialect, Scalar};
use erd_ddl::render;
use testkit::Scratch;
use testkit::schema::{Builder, With, column, id, schema, table};

fn part(name: &str, bounds: &str, subs: &[&str]) -> PartitionTable {
    let named = |name: &str| ObjectName {
        schema: None,
        name: name.to_owned(),
    };
    PartitionTable {
        name: named(name),
        bounds: bounds.to_owned(),
        partition: (!subs.is_empty()).then(|| SubPartition {
            by: "HASH (`id`)".into(),
            parts: subs.iter().map(|sub| part(sub, "", &[])).collect(),
        }),
    }
}

fn partitioned(name: &str, kind: PartitionKind, change: impl FnOnce(&mut Partition)) -> Builder {
    let mut partition = Partition {
        over_time: None,
        kind,
        columns: vec![ColumnId(1)],
        count: None,
        default: false,
        key: None,
        parts: Vec::new(),
    };
    change(&mut partition);
    let columns = [column("id", Scalar::I64), column("day", Scalar::Date)];
    table(name, columns)
        .key(&["id", "day"])
        .with(|t| t.intent.partition = Some(partition))
}

fn tables() -> Schema {
    let mut touched =
        column("touched", Scalar::Timestamp).with(|c| c.sql_type = Sql::new("datetime"));
    touched.on_update = Sql::new("CURRENT_TIMESTAMP");
    touched.nullable = true;
    let mut hidden = column("hidden", Scalar::I32).default("3");
    hidden.invisible = true;
    let columns: [Column; 6] = [
        id().with(|c| {
            c.sequence = Some(Box::new(Sequence {
                start: Some(1000),
                ..Sequence::default()
            }));
        }),
        column("name", Scalar::Text)
            .len(40)
            .default(r"'a\\b''c'")
            .with(|c| c.collation = Sql::new("utf8mb3_bin")),
        column("note", Scalar::Text).with(|c| c.sql_type = Sql::new("text")),
        column("flags", Scalar::Text).with(|c| c.sql_type = Sql::new("set('a','b')")),
        touched,
        hidden,
    ];
    let options = table("options", columns)
        .with(|t| {
            t.options.charset = Some("latin1".into());
            t.options.collation = Some("latin1_bin".into());
            t.options.row_format = Some("COMPACT".into());
            t.options.with = Some("stats_persistent=0".into());
            t.comment = Some("it's".into());
            t.checks.push(Check {
                column: Some(ColumnId(5)),
                ..Check::new("hidden", Sql::new("hidden > 0"))
            });
        })
        .index(&["note"], |i| i.method = Some("fulltext".into()))
        .index(&["note", "name"], |i| {
            i.keys[0].prefix_len = Some(10);
            i.keys[1].order = Order::Desc;
            i.invisible = true;
            i.comment = Some("the beginning".into());
        });
    let memory = table("memory", [column("k", Scalar::I32)])
        .with(|t| t.options.engine = Some("MEMORY".into()))
        .index(&["k"], |i| i.method = Some("hash".into()));
    schema(
        [],
        [
            options,
            memory,
            partitioned("by_range", PartitionKind::Range, |p| {
                p.parts = vec![
                    part(
                        "old",
                        "VALUES LESS THAN ('2020-01-01')",
                        &["oldsp0", "oldsp1"],
                    ),
                    part(
                        "new",
                        "VALUES LESS THAN ('2030-01-01')",
                        &["newsp0", "newsp1"],
                    ),
                ];
            }),
            partitioned("by_year", PartitionKind::Range, |p| {
                p.key = Some("year(day)".into());
                p.parts = vec![part(
                    "old",
                    "VALUES LESS THAN (2020) COMMENT = 'x'",
                    &["a", "b"],
                )];
                p.default = true;
                p.parts
                    .push(part("rest", "VALUES LESS THAN MAXVALUE", &["c", "d"]));
            }),
            partitioned("by_list", PartitionKind::List, |p| {
                p.parts = vec![part("some", "VALUES IN ('2020-01-01','2020-01-02')", &[])];
            }),
            partitioned("by_key", PartitionKind::Hash, |p| p.count = Some(4)),
            partitioned("by_hash", PartitionKind::Hash, |p| {
                p.key = Some("id".into());
                p.count = Some(3);
            }),
            partitioned("by_linear", PartitionKind::Hash, |p| {
                p.key = Some("LINEAR KEY (id)".into());
                p.count = Some(2);
            }),
        ],
    )
}

#[test]
fn tables_say_how_they_are_stored() {
    for dialect in [Dialect::MySql, Dialect::MariaDb] {
        let text = render(&tables(), dialect).unwrap().to_string();
        let column_check = dialect == Dialect::MariaDb;
        let (hidden, ignored) = if column_check {
            ("INVISIBLE CHECK (hidden > 0)", "IGNORED")
        } else {
            ("/*!80023 INVISIBLE */", "INVISIBLE")
        };
        for line in [
            ") ENGINE=InnoDB DEFAULT CHARSET=latin1 COLLATE=latin1_bin ROW_FORMAT=COMPACT stats_persistent=0 AUTO_INCREMENT=1000 COMMENT 'it''s';",
            r"`name` varchar(40) COLLATE utf8mb3_bin NOT NULL DEFAULT 'a\\b''c'",
            "`touched` datetime ON UPDATE CURRENT_TIMESTAMP",
            &format!("`hidden` int NOT NULL DEFAULT 3 {hidden}"),
            "FULLTEXT KEY `options_note_idx` (`note`)",
            &format!(
                "KEY `options_note_name_idx` (`note`(10), `name` DESC) COMMENT 'the beginning' {ignored}"
            ),
            "KEY `memory_k_idx` (`k`) USING HASH",
            "PARTITION BY RANGE COLUMNS (`day`)\nSUBPARTITION BY HASH (`id`)\nSUBPARTITIONS 2\n(PARTITION `old` VALUES LESS THAN ('2020-01-01'),\n PARTITION `new` VALUES LESS THAN ('2030-01-01'));",
            "PARTITION BY RANGE (year(day))\nSUBPARTITION BY HASH (`id`)\n(PARTITION `old` VALUES LESS THAN (2020) COMMENT = 'x'\n (SUBPARTITION `a`,\n  SUBPARTITION `b`),\n PARTITION `rest`",
            "PARTITION BY LIST COLUMNS (`day`)\n(PARTITION `some` VALUES IN ('2020-01-01','2020-01-02'));",
            "PARTITION BY KEY (`day`)\nPARTITIONS 4;",
            "PARTITION BY HASH (id)\nPARTITIONS 3;",
            "PARTITION BY LINEAR KEY (id)\nPARTITIONS 2;",
        ] {
            assert!(text.contains(line), "{dialect}: no {line} in\n{text}");
        }
        assert_eq!(
            column_check,
            !text.contains("CONSTRAINT `hidden` CHECK"),
            "{dialect}"
        );
    }
}

#[test]
fn a_full_text_index_names_its_parser() {
    let mut schema = tables();
    let options = schema.tables.iter_mut().find(|t| t.name == "options");
    options.unwrap().indexes[0].parser = Some("ngram".into());
    for dialect in [Dialect::MySql, Dialect::MariaDb] {
        let text = render(&schema, dialect).unwrap().to_string();
        let line = "FULLTEXT KEY `options_note_idx` (`note`) WITH PARSER `ngram`";
        assert!(text.contains(line), "{dialect}: {text}");
    }
}

#[test]
fn mariadb_takes_them() {
    if !testkit::dialects().contains(&Dialect::MariaDb) {
        return;
    }
    let mut db = Scratch::new(Dialect::MariaDb);
    for sql in render(&tables(), Dialect::MariaDb).unwrap().iter() {
        db.execute(sql).unwrap();
    }
    db.execute("INSERT INTO options (note, flags, touched) VALUES ('x', 'a,b', NULL)")
        .unwrap();
    let row = db.query("SELECT id, name FROM options").unwrap();
    assert_eq!(row, [[Some("1000".to_owned()), Some(r"a\b'c".to_owned())]]);
    let error = db.execute("UPDATE options SET hidden = 0").unwrap_err();
    assert!(error.contains("options.hidden"), "{error}");
}

fn refused(change: impl FnOnce(&mut Schema), dialect: Dialect) -> Vec<String> {
    let mut schema = tables();
    change(&mut schema);
    match render(&schema, dialect) {
        Ok(_) => Vec::new(),
        Err(errors) => errors
            .0
            .iter()
            .map(|e| format!("{} {}", e.code.slug(), e.path()))
            .collect(),
    }
}

#[test]
fn what_the_engines_lack_is_refused() {
    let list_default = |s: &mut Schema| {
        s.tables[4].intent.partition.as_mut().unwrap().default = true;
    };
    assert_eq!(refused(list_default, Dialect::MySql), ["partition by_list"]);
    assert_eq!(refused(list_default, Dialect::MariaDb), [""; 0]);
    let no_parts = |s: &mut Schema| {
        s.tables[2].intent.partition.as_mut().unwrap().parts.clear();
    };
    assert_eq!(refused(no_parts, Dialect::MariaDb), ["partition by_range"]);
    let foreign = |s: &mut Schema| {
        let partition = s.tables[4].intent.partition.as_mut().unwrap();
        partition.parts[0].bounds = "FOR VALUES IN (1)".into();
    };
    assert_eq!(refused(foreign, Dialect::MariaDb), ["partition by_list"]);
    let by_list = |s: &mut Schema| {
        let partition = s.tables[2].intent.partition.as_mut().unwrap();
        partition.parts[0].partition.as_mut().unwrap().by = "LIST (id)".into();
    };
    assert_eq!(refused(by_list, Dialect::MySql), ["partition by_range"]);
    let not_enforced = |s: &mut Schema| s.tables[0].checks[0].enforced = false;
    assert_eq!(
        refused(not_enforced, Dialect::MariaDb),
        ["not_enforced options.hidden"]
    );
    assert_eq!(refused(not_enforced, Dialect::MySql), [""; 0]);
    let counts_down = |s: &mut Schema| {
        s.tables[0].columns[0].sequence.as_mut().unwrap().increment = Some(-1);
    };
    assert_eq!(
        refused(counts_down, Dialect::MySql),
        ["identity options.id"]
    );
    let no_default = |s: &mut Schema| s.tables[0].columns[5].default = Sql::default();
    assert_eq!(
        refused(no_default, Dialect::MariaDb),
        ["invisible_column options.hidden"]
    );
    assert_eq!(refused(no_default, Dialect::MySql), [""; 0]);
    let injected = |s: &mut Schema| s.tables[0].options.engine = Some("x; DROP".into());
    assert_eq!(refused(injected, Dialect::MySql), ["sql_text options"]);
    let hash = |s: &mut Schema| s.tables[1].options.engine = None;
    assert_eq!(
        refused(hash, Dialect::MariaDb),
        ["index_method memory.memory_k_idx"]
    );
}
