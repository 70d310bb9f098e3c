//! One change of each kind, on real engines.

use crate::diff::shop;
use crate::engines::migrate;
use erd_core::schema::{
    Action, Check, Deferrable, EnumStorage, Identity, Index, IndexKind, ObjectKind, Schema, Sql,
    SqlObject, Type, UniqueScope,
};
use erd_core::{Dialect, Scalar, naming};
use testkit::schema::{
    With as _, column, created_at, deleted_at, enum_type, enumerated, id, table,
};

pub(crate) type Change = (&'static str, fn(&mut Schema));

/// Changes that every engine has.
pub(crate) const CHANGES: &[Change] = &[
    ("add a column", |s| {
        s.tables[1]
            .columns
            .push(column("extra", Scalar::I64).nullable());
    }),
    ("add a column with a default", |s| {
        s.tables[1]
            .columns
            .push(column("extra", Scalar::I64).default("7"));
    }),
    ("add a column of text", |s| {
        s.tables[1]
            .columns
            .push(column("extra", Scalar::Text).len(9).nullable());
    }),
    ("drop a column", |s| {
        s.tables[1].columns.remove(3);
        s.tables[1].checks.clear();
    }),
    ("drop a column that was required", |s| {
        s.tables[1].columns[3].default = Sql::default();
        s.tables[1].columns.remove(2);
        s.tables[1].checks[0].column = None;
    }),
    ("rename a column", |s| rename(s, 1, 3, "amount")),
    ("rename a column by its capitals", |s| {
        rename(s, 1, 2, "Note");
    }),
    ("rename a table", |s| {
        s.tables[1].renamed_from = Some("orders".into());
        s.tables[1].name = "purchases".into();
    }),
    ("rename two columns into each other", |s| {
        rename(s, 1, 3, "tmp");
        rename(s, 1, 2, "quantity");
        s.tables[1].columns[3].name = "note".into();
        s.tables[1].checks[0].sql = Sql::new("note > 0");
    }),
    ("let a column be NULL", |s| {
        s.tables[1].columns[3].nullable = true;
    }),
    ("require a column", |s| {
        s.tables[1].columns[2].nullable = false;
    }),
    ("widen a text", |s| {
        s.tables[1].columns[2].max_len = Some(30);
    }),
    ("narrow a text", |s| {
        s.tables[1].columns[2].max_len = Some(10);
    }),
    ("widen a number", |s| {
        s.tables[1].columns[3].ty = Type::Scalar(Scalar::I64);
    }),
    ("change a default", |s| {
        s.tables[1].columns[3].default = Sql::new("2");
    }),
    ("drop a default", |s| {
        s.tables[1].columns[3].default = Sql::default();
    }),
    ("add an index", |s| {
        let index = Index::new(
            "orders_note_idx",
            IndexKind::Plain,
            [erd_core::schema::ColumnId(3)],
        );
        s.tables[1].indexes.push(index);
    }),
    ("add a unique index", |s| {
        let index = Index::new(
            "orders_q_key",
            IndexKind::Unique,
            [erd_core::schema::ColumnId(3)],
        );
        s.tables[1].indexes.push(index);
    }),
    ("add a unique constraint", |s| {
        let kind = IndexKind::UniqueConstraint(Deferrable::No);
        s.tables[1].indexes.push(Index::new(
            "orders_q_key",
            kind,
            [erd_core::schema::ColumnId(3)],
        ));
    }),
    ("drop a unique constraint", |s| s.tables[0].indexes.clear()),
    ("drop a foreign key", |s| s.tables[1].foreign_keys.clear()),
    ("drop a foreign key and its index", |s| {
        s.tables[1].foreign_keys.clear();
        s.tables[1].indexes.clear();
    }),
    ("change what a foreign key does", |s| {
        s.tables[1].foreign_keys[0].on_delete = Some(Action::Restrict);
        s.tables[1].foreign_keys[0].on_update = Some(Action::Cascade);
    }),
    ("change an index", |s| {
        s.tables[1].indexes[0]
            .keys
            .push(erd_core::schema::IndexKey::column(
                erd_core::schema::ColumnId(3),
            ));
    }),
    ("rename an index", |s| {
        s.tables[1].indexes[0].name = "by_customer".into();
    }),
    ("add a check", |s| {
        s.tables[1]
            .checks
            .push(Check::new("small", Sql::new("quantity < 900")));
    }),
    ("change a check", |s| {
        s.tables[1].checks[0].sql = Sql::new("quantity > -5");
    }),
    ("drop a check", |s| s.tables[1].checks.clear()),
    ("create a table that references one", |s| {
        let lines = table("lines", [id(), column("order_id", Scalar::I64)])
            .references(&["order_id"], 1, &["id"], Some(Action::Cascade))
            .index(&["order_id"], |_| {});
        s.tables.push(lines.0);
    }),
    ("create tables in a cycle", |s| {
        let a = table("a", [id(), column("b_id", Scalar::I64).nullable()])
            .references(&["b_id"], 3, &["id"], None)
            .index(&["b_id"], |_| {});
        let b = table("b", [id(), column("a_id", Scalar::I64)])
            .references(&["a_id"], 2, &["id"], None)
            .index(&["a_id"], |_| {});
        s.tables.extend([a.0, b.0]);
    }),
    ("drop a table", |s| {
        s.tables.remove(1);
    }),
    ("reference a new table", |s| {
        s.tables.push(table("shops", [id()]).0);
        let mut column = column("shop_id", Scalar::I64).nullable();
        column.comment = Some("where it was bought".into());
        s.tables[1].columns.push(column);
        let name = naming::foreign_key("orders", &["shop_id"]);
        let mut key = s.tables[1].foreign_keys[0].clone();
        key.name = name;
        key.columns = vec![erd_core::schema::ColumnId(5)];
        key.target = erd_core::schema::Target::Table(erd_core::schema::TableId(2));
        s.tables[1].foreign_keys.push(key);
        let index = Index::new(
            "orders_shop_id_idx",
            IndexKind::Plain,
            [erd_core::schema::ColumnId(5)],
        );
        s.tables[1].indexes.push(index);
    }),
    ("add a value to an enum", |s| {
        s.enums[0].values.push("calm".into());
    }),
    ("add a value in the middle", |s| {
        s.enums[0].values.insert(1, "calm".into());
    }),
    ("add soft delete", |s| {
        s.tables[0].columns.push(deleted_at());
        s.tables[0].indexes[0].kind = IndexKind::Unique;
        s.tables[0].indexes[0].scope = UniqueScope::Live;
    }),
    ("add an audit column", |s| {
        s.tables[1].columns.push(created_at());
    }),
    ("stop keeping a column", |s| {
        s.tables[0].columns[2].role = None;
    }),
    ("comment", |s| {
        s.tables[0].comment = Some("who buys".into());
        s.tables[0].columns[1].comment = Some("where letters go".into());
    }),
    ("add a view", |s| {
        let view = "CREATE VIEW few AS SELECT id FROM orders WHERE quantity < 5";
        let mut view = SqlObject::new(ObjectKind::View, "few", view);
        view.depends_on.push("table orders".into());
        s.objects.push(view);
    }),
];

/// Changes of PostgreSQL alone.
pub(crate) const POSTGRES: &[Change] = &[
    ("move a table", |s| {
        s.tables[1].schema = Some("app".into());
        s.tables[1].renamed_from = Some("public.orders".into());
    }),
    ("number a column", |s| {
        s.tables[0].columns[0].identity = Some(Identity::Always);
    }),
    ("number a column by serial", |s| {
        s.tables[0].columns[0].identity = Some(Identity::Serial);
    }),
    ("stop numbering", |s| s.tables[0].columns[0].identity = None),
    ("rename a value of an enum", |s| {
        s.enums[0].values[0] = "low".into();
        s.enums[0].renamed_values = vec![("low".into(), "sad".into())];
    }),
    ("turn an enum round", |s| s.enums[0].values.reverse()),
    ("a column of a new enum", |s| {
        s.enums
            .push(enum_type("grade", EnumStorage::Native, &["a", "b"]));
        s.tables[1]
            .columns
            .push(enumerated("grade", "grade").nullable());
    }),
    ("a column with a value of its own", |s| {
        s.tables[1]
            .columns
            .push(column("token", Scalar::Uuid).default("gen_random_uuid()"));
    }),
    ("a number becomes text", |s| {
        s.tables[1].columns[3].ty = Type::Scalar(Scalar::Text);
        s.tables[1].checks.clear();
    }),
    ("a deferrable key", |s| {
        s.tables[1].foreign_keys[0].deferrable = Deferrable::InitiallyDeferred;
    }),
    ("a constraint becomes a partial index", |s| {
        s.tables[0].indexes[0].kind = IndexKind::Unique;
        s.tables[0].indexes[0].predicate = Sql::new("email <> ''");
    }),
    ("another primary key", |s| {
        s.tables[1].primary_key.as_mut().expect("a key").columns =
            vec![erd_core::schema::ColumnId(0), erd_core::schema::ColumnId(1)];
    }),
    ("storage parameters", |s| {
        s.tables[1].options.with = Some("fillfactor = 70".into());
    }),
    ("unlogged", |s| s.tables[1].options.unlogged = true),
];

/// Changes of MySQL and MariaDB.
pub(crate) const FAMILY: &[Change] = &[
    ("turn an enum round", |s| s.enums[0].values.reverse()),
    ("rename a column of a check and of a key", |s| {
        rename(s, 1, 3, "amount");
        rename(s, 1, 1, "buyer_id");
    }),
    ("a default, a comment and NULL at once", |s| {
        let column = &mut s.tables[1].columns[3];
        column.default = Sql::new("9");
        column.comment = Some("how many".into());
        column.nullable = true;
    }),
    ("a virtual column", |s| {
        let mut twice = column("twice", Scalar::I32).nullable();
        twice.generated = Some(erd_core::schema::Generated {
            sql: Sql::new("quantity + quantity"),
            stored: false,
        });
        s.tables[1].columns.push(twice);
    }),
    ("a stored column", |s| {
        let mut twice = column("twice", Scalar::I32).nullable();
        twice.generated = Some(erd_core::schema::Generated {
            sql: Sql::new("quantity + quantity"),
            stored: true,
        });
        s.tables[1].columns.push(twice);
    }),
    ("a column with a value of its own", |s| {
        let mut token = column("token", Scalar::Uuid).default("uuid()");
        let binary = "uuid_to_bin(uuid())".to_owned();
        token.default.by_dialect.push((Dialect::MySql, binary));
        s.tables[1].columns.push(token);
    }),
    ("hide an index", |s| s.tables[0].indexes[0].invisible = true),
    ("a comment on an index", |s| {
        s.tables[1].indexes[0].comment = Some("for the list".into());
    }),
    ("an index that a foreign key stands on", |s| {
        s.tables[1].indexes.clear();
    }),
    ("another primary key", |s| {
        s.tables[1].primary_key.as_mut().expect("a key").columns =
            vec![erd_core::schema::ColumnId(0), erd_core::schema::ColumnId(1)];
    }),
    ("number a column", |s| {
        s.tables[1].columns[0].identity = Some(Identity::ByDefault);
    }),
    ("a row format", |s| {
        s.tables[1].options.row_format = Some("COMPRESSED".into());
    }),
    ("drop all tables", |s| s.tables.clear()),
];

fn rename(s: &mut Schema, table: usize, column: usize, name: &str) {
    let column = &mut s.tables[table].columns[column];
    let old = std::mem::replace(&mut column.name, name.to_owned());
    column.renamed_from.get_or_insert(old);
    if name == "amount" {
        s.tables[table].checks[0].sql = Sql::new("amount > 0");
    }
}

pub(crate) fn all(dialect: Dialect, changes: &[Change]) {
    if !testkit::dialects().contains(&dialect) {
        return;
    }
    let mut failures = Vec::new();
    for (name, change) in changes {
        let mut new = shop();
        change(&mut new);
        if let Err(error) = migrate(&shop(), &new, dialect) {
            failures.push(format!("== {name}: {error}"));
        }
    }
    assert!(failures.is_empty(), "{dialect}\n{}", failures.join("\n"));
}

#[test]
fn every_change_of_every_engine_on_sqlite() {
    all(Dialect::Sqlite, CHANGES);
}

#[test]
fn postgres_changes() {
    all(Dialect::Postgres, CHANGES);
    all(Dialect::Postgres, POSTGRES);
}

#[test]
fn mariadb_changes() {
    all(Dialect::MariaDb, CHANGES);
    all(Dialect::MariaDb, FAMILY);
}

#[test]
fn mysql_changes() {
    all(Dialect::MySql, CHANGES);
    all(Dialect::MySql, FAMILY);
}

#[test]
fn several_losses_on_sqlite_are_one_migration() {
    let mut old = shop();
    for name in ["first", "second"] {
        old.tables[1]
            .columns
            .push(column(name, Scalar::I64).nullable());
    }
    let plan = crate::engines::planned(&old, &shop(), Dialect::Sqlite).expect("losses are allowed");
    assert_eq!(plan.migrations.len(), 1);
    let losses: Vec<_> = plan.ops().flat_map(|op| &op.losses).collect();
    assert_eq!(losses.len(), 2, "{losses:?}");
}
