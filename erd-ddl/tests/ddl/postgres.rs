//! What only PostgreSQL has: options of tables and constraints, sequences, partitions, objects of every kind.

use erd_core::Engine;
use erd_core::schema::{
    ColumnId, Deferrable, EnumStorage, Exclusion, Generated, Identity, Index, IndexKind, Managed,
    ObjectKind, ObjectName, Partition, PartitionKind, PartitionTable, RowSecurity, Schema,
    Sequence, Sql, SqlObject, SubPartition, Table, Type,
};
use erd_core::{Dialect, Scalar};
use erd_ddl::{render, render_drop};
use testkit::Scratch;
use testkit::schema::{With, column, enum_type, enumerated, id, schema, table};

fn name(schema: Option<&str>, name: &str) -> ObjectName {
    ObjectName {
        schema: schema.map(str::to_owned),
        name: name.to_owned(),
    }
}

fn part(name: ObjectName, bounds: &str) -> PartitionTable {
    PartitionTable {
        name,
        bounds: bounds.to_owned(),
        partition: None,
    }
}

fn partitioned(name: &str, kind: PartitionKind, parts: Vec<PartitionTable>) -> Table {
    let mut table = table(
        name,
        [column("id", Scalar::I64), column("day", Scalar::Date)],
    )
    .key(&["id", "day"])
    .0;
    table.intent.partition = Some(Partition {
        over_time: None,
        kind,
        columns: vec![ColumnId(1)],
        count: None,
        default: true,
        key: None,
        parts,
    });
    table
}

/// Tables with everything that has no place in other dialects.
#[allow(clippy::too_many_lines, reason = "a schema is a list")]
fn tables() -> Schema {
    let mut mood = enum_type("mood", EnumStorage::Native, &["good", "bad"]);
    mood.schema = Some("types".into());
    mood.comment = Some("how it feels".into());
    let serial = |column: &mut erd_core::schema::Column, name: Option<&str>| {
        column.identity = Some(Identity::Serial);
        column.sequence = Some(Box::new(Sequence {
            name: name.map(str::to_owned),
            start: Some(7),
            max: Some(i64::from(i32::MAX)),
            ..Sequence::default()
        }));
    };
    let rooms = table(
        "rooms",
        [
            column("id", Scalar::I64).with(|c| serial(c, Some("old \"name\""))),
            column("number", Scalar::I32)
                .nullable()
                .with(|c| c.identity = Some(Identity::Serial)),
            column("counter", Scalar::I64).with(|c| {
                c.identity = Some(Identity::Always);
                c.sequence = Some(Box::new(Sequence {
                    name: Some("rooms_count".into()),
                    increment: Some(10),
                    cycle: true,
                    ..Sequence::default()
                }));
            }),
            enumerated("mood", "types.mood"),
            column("moods", Scalar::Text)
                .with(|c| c.ty = Type::Array(Box::new(Type::Enum("types.mood".into())))),
            column("note", Scalar::Text)
                .nullable()
                .with(|c| c.storage = Some("EXTERNAL COMPRESSION pglz".into())),
            column("during", Scalar::Text).with(|c| c.ty = Type::Named("int4range".into())),
        ],
    )
    .with(|t| {
        let key = t.primary_key.as_mut().expect("a key");
        key.include = vec![ColumnId(1)];
        key.deferrable = Deferrable::InitiallyDeferred;
        t.options.unlogged = true;
        t.options.with = Some("fillfactor = 70".into());
        t.options.row_security = Some(RowSecurity::Forced);
        t.exclusions.push(Exclusion {
            name: "rooms_overlap".into(),
            definition: "USING gist (during WITH &&) WHERE (id > 0)".into(),
            deferrable: Deferrable::InitiallyImmediate,
        });
    })
    .unique(&["id", "number"], |_| {})
    .index(&["note"], |i| {
        i.keys[0].collation = Some("C".into());
        i.keys[0].opclass = Some("text_pattern_ops".into());
        i.comment = Some("it's for LIKE".into());
        i.with = Some("fillfactor = 80".into());
    })
    .check("rooms_own", Sql::new("id > 0"))
    .with(|t| t.checks[0].no_inherit = true);
    let keys = table(
        "keys",
        [
            id(),
            column("room", Scalar::I64).nullable(),
            column("number", Scalar::I32).nullable(),
        ],
    )
    .with(|t| t.options.unlogged = true)
    .references(&["room", "number"], 0, &["id", "number"], None)
    .last_foreign_key(|fk| {
        fk.match_full = true;
        fk.on_delete = Some(erd_core::schema::Action::SetNull);
    })
    .references(&["room", "number"], 0, &["id", "number"], None)
    .last_foreign_key(|fk| {
        fk.name = "keys_some".into();
        fk.on_delete = Some(erd_core::schema::Action::SetNull);
        fk.set_columns = vec![ColumnId(2)];
    });
    let mut suites = table("suites", rooms.0.columns.clone()).with(|t| {
        t.primary_key = None;
        t.options.inherits = vec![name(None, "rooms")];
        t.options.unlogged = true;
    });
    let extra = column("extra", Scalar::Text).nullable();
    suites.0.columns.push(extra);
    // Sequences are not inherited, but the default that a serial column has is.
    for column in &mut suites.0.columns[..3] {
        column.identity = None;
        column.sequence = None;
    }
    suites.0.columns[0].default = Sql::new("nextval('\"old \"\"name\"\"\"'::regclass)");
    suites.0.columns[1].default = Sql::new("nextval('rooms_number_seq'::regclass)");
    let mut schema = schema([mood], [rooms, keys, suites]);
    let mut sub = part(
        name(Some("parts"), "y2024"),
        "FOR VALUES FROM ('2024-01-01') TO ('2025-01-01')",
    );
    sub.partition = Some(SubPartition {
        by: "HASH (id)".into(),
        parts: vec![
            part(
                name(Some("parts"), "y2024_0"),
                "FOR VALUES WITH (modulus 2, remainder 0)",
            ),
            part(
                name(None, "y2024_1"),
                "FOR VALUES WITH (modulus 2, remainder 1)",
            ),
        ],
    });
    schema
        .tables
        .push(partitioned("events", PartitionKind::Range, vec![sub]));
    let mut hashed = partitioned("hashed", PartitionKind::Hash, Vec::new());
    let partition = hashed.intent.partition.as_mut().expect("it is partitioned");
    partition.count = Some(3);
    partition.default = false;
    schema.tables.push(hashed);
    schema
}

fn object(kind: ObjectKind, name: &str, sql: &str) -> SqlObject {
    SqlObject::new(kind, name, sql)
}

/// Objects of many kinds, the last first.
#[allow(clippy::too_many_lines, reason = "a schema is a list")]
fn objects() -> Vec<SqlObject> {
    let on = |mut object: SqlObject, table: &str| {
        object.table = Some(name(None, table));
        object
    };
    let after = |mut object: SqlObject, keys: &[&str]| {
        object.depends_on = keys.iter().map(|key| (*key).to_owned()).collect();
        object
    };
    let mut touch = object(
        ObjectKind::Function,
        "touch",
        "CREATE FUNCTION reports.touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$",
    );
    touch.schema = Some("reports".into());
    touch.arguments = Some(String::new());
    touch.comment = Some("it's quoted".into());
    let mut totals = object(
        ObjectKind::View,
        "totals",
        "CREATE VIEW reports.totals AS SELECT id FROM reports.inner;",
    );
    totals.schema = Some("reports".into());
    let mut inner = object(
        ObjectKind::View,
        "inner",
        "CREATE VIEW reports.inner AS SELECT id FROM rooms",
    );
    inner.schema = Some("reports".into());
    let mut total = object(
        ObjectKind::Aggregate,
        "total",
        "CREATE AGGREGATE total(integer) (SFUNC = int4pl, STYPE = integer)",
    );
    total.arguments = Some("integer".into());
    let mut count = object(
        ObjectKind::Function,
        "rooms_count",
        "CREATE FUNCTION rooms_count(r rooms) RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM snapshot'",
    );
    count.arguments = Some("rooms".into());
    let mut objects = vec![
        on(
            after(
                object(
                    ObjectKind::Trigger,
                    "touch it",
                    "CREATE TRIGGER \"touch it\" BEFORE UPDATE ON keys FOR EACH ROW EXECUTE FUNCTION reports.touch()",
                ),
                &["function reports.touch()"],
            ),
            "keys",
        ),
        on(
            object(
                ObjectKind::Policy,
                "own",
                "CREATE POLICY own ON rooms USING (id > 0)",
            ),
            "rooms",
        ),
        on(
            object(
                ObjectKind::Index,
                "snapshot_id",
                "CREATE UNIQUE INDEX snapshot_id ON snapshot (id)",
            ),
            "snapshot",
        ),
        after(
            object(
                ObjectKind::MaterializedView,
                "snapshot",
                "CREATE MATERIALIZED VIEW snapshot AS SELECT id FROM reports.totals",
            ),
            &["view reports.totals"],
        ),
        after(totals, &["view reports.inner"]),
        after(inner, &["table rooms"]),
        object(
            ObjectKind::Statistics,
            "stats",
            "CREATE STATISTICS stats ON id, number FROM rooms",
        ),
        object(
            ObjectKind::Comment,
            "CONSTRAINT rooms_own ON rooms",
            "COMMENT ON CONSTRAINT rooms_own ON rooms IS 'own'",
        ),
        object(
            ObjectKind::Comment,
            "CONSTRAINT rooms_pkey ON rooms",
            "COMMENT ON CONSTRAINT rooms_pkey ON rooms IS 'key' -- a word",
        ),
        after(count, &["table rooms"]),
        total,
        touch,
        after(
            object(
                ObjectKind::Domain,
                "label",
                "CREATE DOMAIN label AS text COLLATE \"german\"",
            ),
            &["collation german"],
        ),
        object(
            ObjectKind::Type,
            "pair",
            "CREATE TYPE pair AS (a integer, b types.mood)",
        ),
        object(
            ObjectKind::Collation,
            "german",
            "CREATE COLLATION german (locale = 'C')",
        ),
        object(ObjectKind::Sequence, "shared", "CREATE SEQUENCE shared"),
        object(
            ObjectKind::Operator,
            "OPERATOR public.=== (integer, integer)",
            "CREATE OPERATOR public.=== (FUNCTION = int4eq, LEFTARG = integer, RIGHTARG = integer)",
        ),
        object(ObjectKind::Namespace, "types", "CREATE SCHEMA types"),
    ];
    objects[17].comment = Some("for types".into());
    objects[7].depends_on = vec!["table rooms".into()];
    objects
}

/// Everything in the database that is not the system's.
fn found(db: &mut Scratch) -> Vec<String> {
    let sql = "SELECT relkind::text || ' ' || relname::text FROM pg_class WHERE relnamespace::regnamespace::text !~ '^(pg_|information_schema)'
         UNION ALL SELECT 'f ' || proname FROM pg_proc WHERE pronamespace::regnamespace::text !~ '^(pg_|information_schema)'
         UNION ALL SELECT 'y ' || typname FROM pg_type WHERE typnamespace::regnamespace::text !~ '^(pg_|information_schema)'
         UNION ALL SELECT 'o ' || oprname FROM pg_operator WHERE oprnamespace::regnamespace::text !~ '^(pg_|information_schema)'
         UNION ALL SELECT 'l ' || collname FROM pg_collation WHERE collnamespace::regnamespace::text !~ '^(pg_|information_schema)'
         UNION ALL SELECT 'n ' || nspname FROM pg_namespace WHERE nspname !~ '^(pg_|information_schema|public)'";
    let rows = db.query(sql).expect("the catalogue answers");
    rows.into_iter().filter_map(|row| row[0].clone()).collect()
}

fn postgres() -> Option<Scratch> {
    testkit::dialects()
        .contains(&Dialect::Postgres)
        .then(|| Scratch::new(Dialect::Postgres))
}

fn value(db: &mut Scratch, sql: &str) -> String {
    let rows = db.query(sql).expect("the engine answers");
    rows[0][0].clone().unwrap_or_default()
}

#[test]
fn all_of_it_is_created_and_dropped() {
    let Some(mut db) = postgres() else { return };
    let mut schema = tables();
    schema.objects = objects();
    for sql in render(&schema, Dialect::Postgres)
        .expect("it renders")
        .iter()
    {
        db.execute(sql).expect("the engine takes it");
    }
    for (question, answer) in [
        ("SELECT nextval('\"old \"\"name\"\"\"')", "7"),
        (
            "SELECT seqtypid::regtype FROM pg_sequence WHERE seqrelid = '\"old \"\"name\"\"\"'::regclass",
            "integer",
        ),
        (
            "SELECT pg_get_serial_sequence('rooms', 'number')",
            "public.rooms_number_seq",
        ),
        (
            "SELECT seqcycle FROM pg_sequence WHERE seqrelid = 'rooms_count'::regclass",
            "t",
        ),
        (
            "SELECT relpersistence::text || relforcerowsecurity::text FROM pg_class WHERE relname = 'rooms'",
            "utrue",
        ),
        (
            "SELECT string_agg(attstorage::text || attcompression::text, '') FROM pg_attribute WHERE attrelid = 'rooms'::regclass AND attname = 'note'",
            "ep",
        ),
        (
            "SELECT count(*) FROM pg_attribute WHERE attrelid = 'suites'::regclass AND attislocal AND attnum > 0",
            "2",
        ),
        (
            "SELECT string_agg(conname || confmatchtype::text || coalesce(confdelsetcols::text, ''), ' ' ORDER BY conname) FROM pg_constraint WHERE conrelid = 'keys'::regclass AND contype = 'f'",
            "keys_room_number_fkeyf keys_somes{3}",
        ),
        (
            "SELECT count(*) FROM pg_partition_tree('events') WHERE isleaf",
            "3",
        ),
        (
            "SELECT count(*) FROM pg_partition_tree('hashed') WHERE isleaf",
            "3",
        ),
        (
            "SELECT obj_description('reports.touch'::regproc)",
            "it's quoted",
        ),
        ("SELECT obj_description('types'::regnamespace)", "for types"),
        (
            "SELECT obj_description('types.mood'::regtype)",
            "how it feels",
        ),
        ("SHOW check_function_bodies", "on"),
    ] {
        assert_eq!(value(&mut db, question), answer, "{question}");
    }
    assert!(found(&mut db).len() > 40);
    for sql in render_drop(&schema, Dialect::Postgres)
        .expect("it renders")
        .iter()
    {
        db.execute(sql).expect("the engine takes it");
    }
    assert_eq!(found(&mut db), Vec::<String>::new());
}

#[test]
fn external_tables_stay() {
    let Some(mut db) = postgres() else { return };
    db.execute("CREATE SCHEMA theirs").expect("a namespace");
    db.execute("CREATE TABLE theirs.users (id bigint PRIMARY KEY)")
        .expect("a table");
    let mut users = table(
        "users",
        [
            column("id", Scalar::I64),
            column("odd", Scalar::Text).len(0),
        ],
    );
    users.0.schema = Some("theirs".into());
    users.0.managed = Managed::External;
    let posts = table("posts", [id(), column("author", Scalar::I64)]).references(
        &["author"],
        0,
        &["id"],
        None,
    );
    let schema = schema([], [users, posts]);
    for script in [
        render(&schema, Dialect::Postgres),
        render_drop(&schema, Dialect::Postgres),
    ] {
        let script = script.expect("it renders");
        assert!(
            script.iter().all(|sql| !sql.contains("TABLE \"theirs\"")),
            "{script}"
        );
        for sql in script.iter() {
            db.execute(sql).expect("the engine takes it");
        }
    }
    assert_eq!(value(&mut db, "SELECT count(*) FROM theirs.users"), "0");
}

#[test]
fn what_needs_version_18_says_so() {
    let mut lines = table("lines", [id(), column("twice", Scalar::I64).nullable()])
        .check("lines_twice", Sql::new("twice > 0"));
    lines.0.columns[1].generated = Some(Generated {
        sql: Sql::new("id * 2"),
        stored: false,
    });
    lines.0.checks[0].enforced = false;
    let schema = schema([], [lines]);
    let errors =
        render(&schema, Engine::new(Dialect::Postgres, &[17])).expect_err("17 has neither");
    let slugs: Vec<_> = errors.0.iter().map(|e| e.code.slug()).collect();
    assert_eq!(slugs, ["not_enforced", "virtual_column"]);
    let script = render(&schema, Engine::new(Dialect::Postgres, &[18])).expect("18 has both");
    let text = script.to_string();
    assert!(
        text.contains("\"twice\" bigint GENERATED ALWAYS AS (id * 2) VIRTUAL"),
        "{text}"
    );
    assert!(text.contains("CHECK (twice > 0) NOT ENFORCED"), "{text}");
}

/// Applications add them as they run; that no row fits meanwhile is what rule P05 says.
#[test]
fn a_partitioned_table_may_have_no_partitions_yet() {
    let mut schema = Schema::default();
    let mut events = partitioned("events", PartitionKind::List, Vec::new());
    events
        .intent
        .partition
        .as_mut()
        .expect("it is partitioned")
        .default = false;
    schema.tables.push(events);
    let script = render(&schema, Dialect::Postgres).expect("a table without partitions");
    let text = script.to_string();
    assert!(text.contains("PARTITION BY LIST (\"day\")"), "{text}");
    assert!(!text.contains("PARTITION OF"), "{text}");
}

#[test]
fn indexes_on_expressions_of_objects_find_them() {
    let Some(mut db) = postgres() else { return };
    let mut low = object(
        ObjectKind::Function,
        "low",
        "CREATE FUNCTION low(text) RETURNS text IMMUTABLE LANGUAGE sql RETURN lower($1)",
    );
    low.arguments = Some("text".into());
    let mut users = table(
        "users",
        [id(), column("name", Scalar::Text).default("low('X')")],
    );
    let mut index = Index::new("users_low", IndexKind::Unique, [ColumnId(1)]);
    index.keys[0].part = erd_core::schema::KeyPart::Expression(Sql::new("low(name)"));
    users.0.indexes.push(index);
    let mut schema = schema([], [users]);
    schema.objects.push(low);
    for sql in render(&schema, Dialect::Postgres)
        .expect("it renders")
        .iter()
    {
        db.execute(sql).expect("the engine takes it");
    }
}
