//! Everything that the physical model holds, declared and resolved.
#![allow(missing_docs, reason = "what is declared here is only compared")]

use erd::Dialect;
use erd::core::schema::{
    Action, Allow, Check, Column, ColumnId, Deferrable, EnumStorage, EnumType, Exclusion,
    ForeignKey, Generated, Identity, Index, IndexKey, IndexKind, KeyPart, Managed, NullsOrder,
    ObjectKind, ObjectName, Order, Partition, PartitionKind, PartitionTable, PrimaryKey,
    RowSecurity, Schema, Sequence, Sql, SqlObject, SubPartition, Table, TableId, TableOptions,
    Target, Type,
};
use erd::core::{Scalar, Site};

/// How urgent.
#[derive(erd::DbEnum)]
#[erd(schema = "shop", name = "urgency", storage = native)]
pub enum Urgency {
    Low,
    High,
}

/// A domain of the database.
#[derive(erd::ColumnType)]
#[erd(sql_type(postgres = "shop.email", sqlite = "TEXT"))]
pub struct Email(pub String);

/// A newtype of a newtype keeps its SQL type.
#[derive(erd::ColumnType)]
pub struct WorkEmail(pub Email);

#[derive(erd::Entity)]
#[erd(
    schema = "shop",
    table = "rooms",
    managed = external,
    primary_key(tenant, number; include(floor), deferrable = immediate, name = "Rooms: the key"),
    unique(floor, number; deferrable, name = "rooms_on_a_floor")
)]
pub struct Room {
    pub tenant: i64,
    #[erd(unique)]
    pub number: i32,
    #[erd(unique)]
    pub floor: i32,
}

/// Cut twice.
#[derive(erd::Entity)]
#[erd(
    partition_by(
        range(created),
        key = "created, lower(kind)",
        partition(
            "shop.events_old",
            "FOR VALUES FROM (MINVALUE) TO (10)",
            by = "LIST (kind)",
            partition("events_a", "FOR VALUES IN ('a;b')"),
            partition("events_rest", "DEFAULT")
        ),
        partition("p3"),
        default
    ),
    allow(no_primary_key, reason = "found so")
)]
pub struct Event {
    pub created: i64,
    #[erd(max_len = 20)]
    pub kind: String,
    #[erd(identity(serial), allow(identity_duplicate, reason = "found so"))]
    pub counted: i32,
}

#[derive(erd::Entity)]
#[erd(
    schema = "shop",
    comment = "  Bookings -- it's \"all\" \\ kept;\n\u{1F600} ",
    foreign_key((tenant, room) references Room(tenant, number), name = "to_the_room", match_full,
        on_delete = set_null(room), on_update = cascade, deferrable = immediate, not_valid),
    foreign_key((room, floor) references Room(floor, number), on_delete = set_default(floor, room), not_enforced),
    foreign_key((parent, tenant) references Booking(id, tenant), on_delete = restrict),
    unique(id, tenant; include(note)),
    index(note collate "C" opclass("text_pattern_ops") desc nulls last, expr("lower(note)") collate("de_DE");
        using = gist, invisible, comment = "for the search", with = "fillfactor = 70", name = "Search, 1"),
    check("is it \"odd\"?" = "price > 0", no_inherit, not_valid),
    check("price < 1000"),
    check(not_enforced, "odd on one"(postgres = "price > 2", sqlite = "price > 3")),
    exclude("USING gist (room WITH =, during WITH &&) WHERE (price > 0)", name = "no_overlap", deferrable),
    exclude("USING gist (note WITH =)"),
    exclude("USING gist (during WITH &&)"),
    options(
        unlogged,
        with = "autovacuum_enabled = false",
        inherits("shop.base", "plain", "\"with.dot\".\"say \"\"x\"\"\""),
        row_security = forced,
        engine = "MyISAM",
        charset = "utf8mb4",
        collation = "utf8mb4_bin",
        row_format = "COMPRESSED",
        without_rowid,
        autoincrement
    ),
    depends_on("function shop.f(integer, text)", "materialized view totals", "table shop.rooms"),
    index(tenant, room, floor),
    index(parent, tenant),
    index(room, floor),
    allow(engine_not_innodb, unlogged_durable, index_key_refused, reason = "found so")
)]
pub struct Booking {
    #[erd(
        identity(always, name = "booking numbers", start = 1000, increment = -10, min = -5, max = 1000, cache = 3, cycle)
    )]
    pub id: i64,
    pub tenant: i64,
    #[erd(references(Room.number, on_delete = cascade), references(Room.floor, on_delete = no_action))]
    pub room: Option<i32>,
    pub floor: Option<i32>,
    pub parent: Option<i64>,
    #[erd(generated(virtual = "price * 2"), invisible)]
    pub double: i32,
    #[erd(
        default = "nextval('shop.\"Numbers\"'::regclass)",
        on_update = "now()",
        storage = "MAIN COMPRESSION lz4",
        statistics = 500,
        n_distinct = -0.25,
        allow(default_refused, reason = "found so")
    )]
    pub price: i32,
    #[erd(comment = "", default = r"E'it\'s (so'", collate = "C")]
    pub note: String,
    /// Not this.
    #[erd(comment = " exactly\tthis ")]
    pub created: i64,
    #[erd(sql_type = "tstzrange")]
    pub during: String,
    #[erd(sql_type = "inet[]")]
    pub addresses: Vec<Option<String>>,
    /// A keyword.
    pub r#type: Urgency,
    pub earlier: Vec<Urgency>,
    pub email: Option<Email>,
    pub emails: Vec<Option<WorkEmail>>,
    #[erd(sql_type = "citext", column = "self")]
    pub own: WorkEmail,
}

erd::schema! {
    pub Shop {
        Room,
        Booking,
        Event,

        objects {
            function "f" ("integer, text") in "shop" = "CREATE FUNCTION shop.f(integer, text) ..";
            materialized view "totals" = "CREATE MATERIALIZED VIEW totals AS SELECT 1";
        }
    }
}

fn object(schema: Option<&str>, name: &str) -> ObjectName {
    ObjectName {
        schema: schema.map(str::to_owned),
        name: name.to_owned(),
    }
}

fn allow(rule: &str, site: Site) -> Allow {
    Allow {
        rule: rule.to_owned(),
        reason: "found so".to_owned(),
        site,
    }
}

fn text(name: &str) -> Column {
    Column::new(name, Type::Scalar(Scalar::Text))
}

fn int(name: &str) -> Column {
    Column::new(name, Type::Scalar(Scalar::I32))
}

fn long(name: &str) -> Column {
    Column::new(name, Type::Scalar(Scalar::I64))
}

fn null(column: Column) -> Column {
    Column {
        nullable: true,
        ..column
    }
}

fn email(array: &str) -> Sql {
    let mut sql = Sql {
        any: None,
        by_dialect: vec![(Dialect::Postgres, format!("shop.email{array}"))],
    };
    if array.is_empty() {
        sql.by_dialect.push((Dialect::Sqlite, "TEXT".to_owned()));
    }
    sql
}

fn rooms() -> Table {
    let unique = |name, column| {
        let kind = IndexKind::UniqueConstraint(Deferrable::No);
        Index::new(name, kind, [ColumnId(column)])
    };
    Table {
        entity: "Room".to_owned(),
        schema: Some("shop".to_owned()),
        managed: Managed::External,
        columns: vec![long("tenant"), int("number"), int("floor")],
        primary_key: Some(PrimaryKey {
            include: vec![ColumnId(2)],
            deferrable: Deferrable::InitiallyImmediate,
            ..PrimaryKey::new("Rooms: the key", vec![ColumnId(0), ColumnId(1)])
        }),
        indexes: vec![
            unique("rooms_number_key", 1),
            unique("rooms_floor_key", 2),
            Index::new(
                "rooms_on_a_floor",
                IndexKind::UniqueConstraint(Deferrable::InitiallyDeferred),
                [ColumnId(2), ColumnId(1)],
            ),
        ],
        ..Table::new("rooms")
    }
}

fn columns() -> Vec<Column> {
    let urgency = || Type::Enum("shop.urgency".to_owned());
    let array = |element| Type::Array(Box::new(element));
    vec![
        Column {
            identity: Some(Identity::Always),
            sequence: Some(Box::new(Sequence {
                name: Some("booking numbers".to_owned()),
                start: Some(1000),
                increment: Some(-10),
                min: Some(-5),
                max: Some(1000),
                cache: Some(3),
                cycle: true,
            })),
            ..long("id")
        },
        long("tenant"),
        null(int("room")),
        null(int("floor")),
        null(long("parent")),
        Column {
            generated: Some(Generated {
                sql: Sql::new("price * 2"),
                stored: false,
            }),
            invisible: true,
            ..int("double")
        },
        Column {
            default: Sql::new("nextval('shop.\"Numbers\"'::regclass)"),
            on_update: Sql::new("now()"),
            storage: Some("MAIN COMPRESSION lz4".to_owned()),
            statistics: Some(500),
            n_distinct: Some("-0.25".to_owned()),
            ..int("price")
        },
        Column {
            default: Sql::new(r"E'it\'s (so'"),
            collation: Sql::new("C"),
            ..text("note")
        },
        Column {
            comment: Some(" exactly\tthis ".to_owned()),
            ..long("created")
        },
        Column {
            sql_type: Sql::new("tstzrange"),
            ..text("during")
        },
        Column {
            sql_type: Sql::new("inet[]"),
            ..Column::new("addresses", array(Type::Scalar(Scalar::Text)))
        },
        Column {
            comment: Some("A keyword.".to_owned()),
            ..Column::new("type", urgency())
        },
        Column::new("earlier", array(urgency())),
        Column {
            sql_type: email(""),
            ..null(text("email"))
        },
        Column {
            sql_type: email("[]"),
            ..Column::new("emails", array(Type::Scalar(Scalar::Text)))
        },
        Column {
            field: "own".to_owned(),
            sql_type: Sql::new("citext"),
            ..text("self")
        },
    ]
}

fn key(name: &str, columns: &[usize], target: Target, to: &[&str]) -> ForeignKey {
    ForeignKey::new(
        name.to_owned(),
        columns.iter().copied().map(ColumnId),
        target,
        to.iter().copied(),
    )
}

fn foreign_keys() -> Vec<ForeignKey> {
    let room = || Target::Table(TableId(0));
    vec![
        ForeignKey {
            on_delete: Some(Action::Cascade),
            ..key("bookings_room_fkey", &[2], room(), &["number"])
        },
        ForeignKey {
            on_delete: Some(Action::NoAction),
            ..key("bookings_room_fkey1", &[2], room(), &["floor"])
        },
        ForeignKey {
            on_delete: Some(Action::SetNull),
            on_update: Some(Action::Cascade),
            set_columns: vec![ColumnId(2)],
            match_full: true,
            deferrable: Deferrable::InitiallyImmediate,
            validated: false,
            ..key("to_the_room", &[1, 2], room(), &["tenant", "number"])
        },
        ForeignKey {
            on_delete: Some(Action::SetDefault),
            set_columns: vec![ColumnId(3), ColumnId(2)],
            enforced: false,
            ..key(
                "bookings_room_floor_fkey",
                &[2, 3],
                room(),
                &["floor", "number"],
            )
        },
        ForeignKey {
            on_delete: Some(Action::Restrict),
            ..key(
                "bookings_parent_tenant_fkey",
                &[4, 1],
                Target::Own,
                &["id", "tenant"],
            )
        },
    ]
}

fn indexes() -> Vec<Index> {
    let plain = |name, columns: &[usize]| {
        let columns = columns.iter().copied().map(ColumnId);
        Index::new(name, IndexKind::Plain, columns)
    };
    vec![
        Index {
            include: vec![ColumnId(7)],
            ..Index::new(
                "bookings_id_tenant_key",
                IndexKind::UniqueConstraint(Deferrable::No),
                [ColumnId(0), ColumnId(1)],
            )
        },
        Index {
            keys: vec![
                IndexKey {
                    order: Order::Desc,
                    nulls: Some(NullsOrder::Last),
                    opclass: Some("text_pattern_ops".to_owned()),
                    collation: Some("C".to_owned()),
                    ..IndexKey::column(ColumnId(7))
                },
                IndexKey {
                    part: KeyPart::Expression(Sql::new("lower(note)")),
                    collation: Some("de_DE".to_owned()),
                    ..IndexKey::column(ColumnId(0))
                },
            ],
            method: Some("gist".to_owned()),
            with: Some("fillfactor = 70".to_owned()),
            invisible: true,
            comment: Some("for the search".to_owned()),
            ..Index::new("Search, 1", IndexKind::Plain, [])
        },
        plain("bookings_tenant_room_floor_idx", &[1, 2, 3]),
        plain("bookings_parent_tenant_idx", &[4, 1]),
        plain("bookings_room_floor_idx", &[2, 3]),
    ]
}

fn checks() -> Vec<Check> {
    vec![
        Check {
            validated: false,
            no_inherit: true,
            ..Check::new("is it \"odd\"?", Sql::new("price > 0"))
        },
        Check::new("bookings_check", Sql::new("price < 1000")),
        Check {
            enforced: false,
            ..Check::new(
                "odd on one",
                Sql {
                    any: None,
                    by_dialect: vec![
                        (Dialect::Postgres, "price > 2".to_owned()),
                        (Dialect::Sqlite, "price > 3".to_owned()),
                    ],
                },
            )
        },
    ]
}

fn exclusion(name: &str, definition: &str, deferrable: Deferrable) -> Exclusion {
    Exclusion {
        name: name.to_owned(),
        definition: definition.to_owned(),
        deferrable,
    }
}

fn events() -> Table {
    let part = |name, bounds: &str, partition| PartitionTable {
        name,
        bounds: bounds.to_owned(),
        partition,
    };
    let partition = Partition {
        over_time: None,
        kind: PartitionKind::Range,
        columns: vec![ColumnId(0)],
        count: None,
        default: true,
        key: Some("created, lower(kind)".to_owned()),
        parts: vec![
            part(
                object(Some("shop"), "events_old"),
                "FOR VALUES FROM (MINVALUE) TO (10)",
                Some(SubPartition {
                    by: "LIST (kind)".to_owned(),
                    parts: vec![
                        part(object(None, "events_a"), "FOR VALUES IN ('a;b')", None),
                        part(object(None, "events_rest"), "DEFAULT", None),
                    ],
                }),
            ),
            part(object(None, "p3"), "", None),
        ],
    };
    let mut table = Table {
        entity: "Event".to_owned(),
        comment: Some("Cut twice.".to_owned()),
        columns: vec![
            long("created"),
            Column {
                max_len: Some(20),
                ..text("kind")
            },
            Column {
                identity: Some(Identity::Serial),
                ..int("counted")
            },
        ],
        allows: vec![
            allow("no_primary_key", Site::Entity),
            allow("identity_duplicate", Site::Column(ColumnId(2))),
        ],
        ..Table::new("events")
    };
    table.intent.partition = Some(partition);
    table
}

fn bookings() -> Table {
    Table {
        entity: "Booking".to_owned(),
        schema: Some("shop".to_owned()),
        comment: Some("  Bookings -- it's \"all\" \\ kept;\n\u{1F600} ".to_owned()),
        columns: columns(),
        foreign_keys: foreign_keys(),
        indexes: indexes(),
        checks: checks(),
        exclusions: vec![
            exclusion(
                "no_overlap",
                "USING gist (room WITH =, during WITH &&) WHERE (price > 0)",
                Deferrable::InitiallyDeferred,
            ),
            exclusion("bookings_excl", "USING gist (note WITH =)", Deferrable::No),
            exclusion(
                "bookings_excl1",
                "USING gist (during WITH &&)",
                Deferrable::No,
            ),
        ],
        options: TableOptions {
            unlogged: true,
            with: Some("autovacuum_enabled = false".to_owned()),
            inherits: vec![
                object(Some("shop"), "base"),
                object(None, "plain"),
                object(Some("with.dot"), "say \"x\""),
            ],
            row_security: Some(RowSecurity::Forced),
            engine: Some("MyISAM".to_owned()),
            charset: Some("utf8mb4".to_owned()),
            collation: Some("utf8mb4_bin".to_owned()),
            row_format: Some("COMPRESSED".to_owned()),
            without_rowid: true,
            autoincrement: true,
        },
        depends_on: [
            "function shop.f(integer, text)",
            "materialized view totals",
            "table shop.rooms",
        ]
        .map(str::to_owned)
        .to_vec(),
        allows: vec![
            allow("engine_not_innodb", Site::Entity),
            allow("unlogged_durable", Site::Entity),
            allow("index_key_refused", Site::Entity),
            allow("default_refused", Site::Column(ColumnId(6))),
        ],
        ..Table::new("bookings")
    }
}

#[test]
fn everything_that_is_declared_is_in_the_schema() {
    let mut schema = Shop::schema();
    for table in &mut schema.tables {
        table.source = None;
    }
    let expected = Schema {
        tables: vec![rooms(), bookings(), events()],
        enums: vec![EnumType {
            schema: Some("shop".to_owned()),
            name: "urgency".to_owned(),
            values: vec!["low".to_owned(), "high".to_owned()],
            storage: EnumStorage::Native,
            comment: Some("How urgent.".to_owned()),
            renamed_values: Vec::new(),
        }],
        objects: vec![
            SqlObject {
                schema: Some("shop".to_owned()),
                arguments: Some("integer, text".to_owned()),
                ..SqlObject::new(
                    ObjectKind::Function,
                    "f",
                    "CREATE FUNCTION shop.f(integer, text) ..",
                )
            },
            SqlObject::new(
                ObjectKind::MaterializedView,
                "totals",
                "CREATE MATERIALIZED VIEW totals AS SELECT 1",
            ),
        ],
    };
    for (table, expected) in schema.tables.iter().zip(&expected.tables) {
        for (column, expected) in table.columns.iter().zip(&expected.columns) {
            assert_eq!(column, expected);
        }
        assert_eq!(table.foreign_keys, expected.foreign_keys);
        assert_eq!(table.indexes, expected.indexes);
    }
    assert_eq!(schema, expected);
}
