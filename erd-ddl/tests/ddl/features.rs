//! Schemas of what only some dialects have.

use erd_core::schema::{
    Action, Column, Deferrable, EnumStorage, Generated, Identity, Index, IndexKind, KeyPart,
    Maintenance, NullsOrder, Order, Role, Schema, Sql, Target, Type,
};
use erd_core::{Dialect, Scalar};
use testkit::schema::{With as _, column, enum_type, enumerated, id, schema, table};

/// What `dialect` has and not every other one.
pub(crate) fn of(dialect: Dialect) -> Schema {
    match dialect {
        Dialect::Postgres => postgres(),
        Dialect::MySql => family(true),
        Dialect::MariaDb => family(false),
        Dialect::Sqlite => sqlite(),
    }
}

fn array(name: &str, element: Type) -> Column {
    Column::new(name, Type::Array(Box::new(element)))
}

fn expression(index: &mut Index, sql: &str) {
    index.keys[0].part = KeyPart::Expression(Sql::new(sql));
}

fn generated(sql: &str, stored: bool) -> Generated {
    Generated {
        sql: Sql::new(sql),
        stored,
    }
}

pub(crate) fn postgres() -> Schema {
    let scalars = [
        ("i8", Scalar::I8),
        ("u64", Scalar::U64),
        ("f32", Scalar::F32),
        ("any_decimal", Scalar::Decimal),
        ("local", Scalar::Timestamp),
    ];
    let mut columns = vec![
        id().with(|c| c.identity = Some(Identity::Always)),
        array("tags", Type::Scalar(Scalar::Text)),
        array("moods", Type::Enum("mood".into())),
        array("ranks", Type::Enum("rank".into())),
        array("levels", Type::Enum("level".into())),
        array("grid", Type::Array(Box::new(Type::Scalar(Scalar::I32)))),
        column("address", Scalar::Text).with(|c| c.sql_type = Sql::new("inet")),
        Column::new("area", Type::Named("int4range".into())).nullable(),
        column("title", Scalar::Text).with(|c| c.collation = Sql::new("C")),
        column("doc", Scalar::Json).default("'{}'::jsonb"),
        column("kind", Scalar::Text).default("E'\\\\'"),
    ];
    columns.extend(scalars.map(|(name, scalar)| column(name, scalar).nullable()));
    columns.extend([
        column("born", Scalar::Timestamp).role(Role::CreatedAt(Maintenance::Trigger)),
        column("changed", Scalar::Timestamp).role(Role::UpdatedAt(Maintenance::Trigger)),
    ]);
    let documents = table("documents", columns)
        .with(|t| t.schema = Some("app".into()))
        .index(&["title"], |i| {
            expression(i, "lower(title)");
            i.include = vec![erd_core::schema::ColumnId(1)];
            i.with = Some("fillfactor = 70".into());
        })
        .index(&["tags"], |i| i.method = Some("gin".into()))
        .index(&["doc"], |i| {
            i.method = Some("gin".into());
            i.keys[0].opclass = Some("jsonb_path_ops".into());
        })
        .index(&["born"], |i| {
            i.keys[0].order = Order::Desc;
            i.keys[0].nulls = Some(NullsOrder::Last);
            i.predicate = Sql::new("title <> '' -- not blank");
        })
        .unique(&["kind"], |i| {
            i.nulls_not_distinct = true;
            i.include = vec![erd_core::schema::ColumnId(0)];
        })
        .unique(&["local"], |i| {
            i.kind = IndexKind::UniqueConstraint(Deferrable::InitiallyDeferred);
        })
        .check("title_check", Sql::new("title <> 'x'"))
        .with(|t| t.checks[0].validated = false);
    let nodes = table(
        "nodes",
        [
            id(),
            column("code", Scalar::I32),
            column("next_code", Scalar::I32),
            column("document_id", Scalar::I64),
        ],
    )
    .unique(&["code"], |i| i.kind = IndexKind::Unique)
    .references(&["next_code"], 1, &["code"], None)
    .last_foreign_key(|fk| fk.target = Target::Own)
    .references(&["document_id"], 0, &["id"], Some(Action::SetDefault))
    .last_foreign_key(|fk| {
        fk.validated = false;
        fk.deferrable = Deferrable::InitiallyImmediate;
    });
    schema(
        [
            enum_type("mood", EnumStorage::Native, &["sad", "glad"]),
            enum_type("rank", EnumStorage::Text, &["low", "high"]),
            enum_type("level", EnumStorage::Integer, &["1", "70000"]),
            enum_type("unused", EnumStorage::Native, &["x"]),
        ],
        [documents, nodes],
    )
}

fn family(mysql: bool) -> Schema {
    let pages = table(
        "pages",
        [
            id().with(|c| {
                c.ty = Type::Scalar(Scalar::U64);
                c.identity = Some(Identity::Always);
            }),
            column("body", Scalar::Text).default("'it''s'"),
            column("ascii", Scalar::Text)
                .len(700)
                .with(|c| c.collation = Sql::new("ascii_bin")),
            column("big", Scalar::Text).len(20_000).nullable(),
            column("blob", Scalar::Bytes).nullable(),
            column("doc", Scalar::Json).default("'{}'"),
            column("seen", Scalar::Timestamp)
                .with(|c| c.sql_type = Sql::new("timestamp(3)"))
                .nullable()
                .role(Role::UpdatedAt(Maintenance::Trigger)),
            column("born", Scalar::TimestampTz).role(Role::CreatedAt(Maintenance::Trigger)),
            column("word", Scalar::Text).len(10).with(|c| {
                c.generated = Some(generated("left(body, 10)", false));
            }),
            column("at", Scalar::Timestamp).default("now(6)"),
            column("i8", Scalar::I8).default("-1"),
            column("erd_live", Scalar::I8).nullable(),
            column("deleted_at", Scalar::Timestamp)
                .nullable()
                .role(Role::DeletedAt),
        ],
    )
    .index(&["body"], |i| i.keys[0].prefix_len = Some(100))
    .index(&["big"], |i| i.method = Some("fulltext".into()))
    .index(&["word"], |i| {
        if mysql {
            expression(i, "lower(word)");
        }
    })
    .unique(&["ascii"], |_| {})
    .unique_live(&["word"])
    .with(|t| t.comment = Some("x".repeat(3000)));
    schema([], [pages])
}

fn sqlite() -> Schema {
    let rows = table(
        "rows",
        [
            column("code", Scalar::Text).with(|c| c.collation = Sql::new("NOCASE")),
            column("rowid", Scalar::I32),
            column("oid", Scalar::I32),
            column("doc", Scalar::Json).nullable(),
            column("lower", Scalar::Text).with(|c| {
                c.generated = Some(generated("lower(code)", false));
            }),
            column("at", Scalar::Timestamp).role(Role::UpdatedAt(Maintenance::Trigger)),
            enumerated("mood", "mood"),
            column("next", Scalar::Text).nullable(),
        ],
    )
    .index(&["doc"], |i| expression(i, "json_extract(doc, '$.a')"))
    .index(&["rowid"], |i| i.predicate = Sql::new("rowid > 0"))
    .references(&["next"], 1, &["code"], None)
    .last_foreign_key(|fk| {
        fk.deferrable = Deferrable::InitiallyDeferred;
        fk.validated = false;
    });
    let plain = table(
        "plain",
        [
            column("code", Scalar::Text).len(10),
            column("price", Scalar::Decimal).digits(10, 2),
            column("rate", Scalar::Decimal),
            column("ok", Scalar::Bool),
            column("small", Scalar::U8),
            column("big", Scalar::U64),
            column("f32", Scalar::F32),
            column("f64", Scalar::F64),
            column("raw", Scalar::Bytes),
            column("uuid", Scalar::Uuid),
            column("day", Scalar::Date),
            column("hour", Scalar::Time),
            column("at", Scalar::TimestampTz),
            column("doc", Scalar::Json),
        ],
    )
    .with(|t| t.strict = false);
    schema(
        [enum_type("mood", EnumStorage::Native, &["sad", "glad"])],
        [rows, plain],
    )
}
