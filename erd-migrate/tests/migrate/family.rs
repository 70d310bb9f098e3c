//! What MySQL and MariaDB do not do, or do without a word.

use crate::diff::shop;
use crate::engines::{migrate, planned};
use erd_core::schema::{Action, Check, IndexKind, Schema, Sql, Type, UniqueScope};
use erd_core::{Dialect, Family, Scalar};
use testkit::schema::{Builder, With as _, column, deleted_at, id, table};

/// Both ways on a server, where there is one.
fn leads(old: &Schema, new: &Schema) {
    for dialect in testkit::dialects() {
        if !dialect.is(Family::MySql) {
            continue;
        }
        for (old, new) in [(old, new), (new, old)] {
            if let Err(error) = migrate(old, new, dialect) {
                panic!("{dialect}: {error}");
            }
        }
    }
}

fn statements(old: &Schema, new: &Schema) -> Vec<String> {
    let plan = planned(old, new, Dialect::MariaDb).expect("a plan");
    plan.ops().flat_map(|op| op.statements.clone()).collect()
}

/// A shop whose soft-deleted customers leave their address free: by an index on a virtual column.
fn soft() -> Schema {
    let mut shop = shop();
    shop.tables[0].columns.push(deleted_at());
    shop.tables[0].indexes[0].kind = IndexKind::Unique;
    shop.tables[0].indexes[0].scope = UniqueScope::Live;
    shop
}

#[test]
fn a_check_without_a_column_outlives_every_column() {
    let mut old = shop();
    let constant = Check::new("never", Sql::new("1 = 1 -- quantity"));
    old.tables[1].checks.push(constant);
    let mut new = old.clone();
    new.tables[1].columns.remove(2);
    leads(&old, &new);
    let drop = statements(&old, &new).pop().expect("one statement");
    assert!(
        drop.contains("DROP CONSTRAINT `never`, ADD CONSTRAINT `never`") && drop.contains("COPY"),
        "{drop}"
    );
    // It comes while another column goes.
    let mut without = shop();
    without.tables[1].columns.remove(2);
    leads(&shop(), &new);
    leads(&old, &without);
}

#[test]
fn a_table_with_an_index_on_a_virtual_column_is_changed() {
    let old = soft();
    let changed = |change: fn(&mut Schema)| {
        let mut new = soft();
        change(&mut new);
        leads(&old, &new);
        statements(&old, &new).join("\n")
    };
    let added = changed(|s| {
        s.tables[0]
            .columns
            .push(column("age", Scalar::I32).nullable());
    });
    assert!(added.ends_with("ALGORITHM=INPLACE, LOCK=SHARED"), "{added}");
    changed(|s| {
        s.tables[0]
            .columns
            .push(column("age", Scalar::I32).default("7"));
    });
    changed(|s| s.tables[0].columns[1].nullable = true);
    changed(|s| s.tables[0].columns[1].max_len = Some(60));
    changed(|s| s.tables[0].columns[1].comment = Some("for bills".into()));
    // The virtual column goes with its index.
    leads(&old, &shop());
}

#[test]
fn a_foreign_key_that_goes_lets_its_columns_change() {
    let mut new = shop();
    new.tables[1].foreign_keys.clear();
    new.tables[1].indexes.clear();
    new.tables[1].columns[1].ty = Type::Scalar(Scalar::I32);
    leads(&shop(), &new);
}

#[test]
fn a_key_and_what_references_it_become_another_type() {
    let mut old = shop();
    old.tables[0].columns[0].ty = Type::Scalar(Scalar::I32);
    old.tables[1].columns[1].ty = Type::Scalar(Scalar::I32);
    leads(&old, &shop());
    let wider = |length: u32| {
        let code = || column("code", Scalar::Text).len(length);
        let parents = table("parents", [code()]).key(&["code"]);
        let children = table("children", [id(), code()])
            .references(&["code"], 0, &["code"], None)
            .index(&["code"], |_| {});
        Schema {
            tables: vec![parents.0, children.0],
            ..Schema::default()
        }
    };
    leads(&wider(20), &wider(30));
}

/// InnoDB keeps the length of a value in one byte or two.
#[test]
fn texts_become_longer() {
    let notes = |length: u32| Schema {
        tables: vec![table("notes", [id(), column("text", Scalar::Text).len(length)]).0],
        ..Schema::default()
    };
    for (from, to, instant) in [
        (31, 100, true),
        (32, 63, true),
        (32, 64, false),
        (64, 65, true),
    ] {
        leads(&notes(from), &notes(to));
        let modify = statements(&notes(from), &notes(to)).concat();
        let one = modify.starts_with("ALTER TABLE `notes` MODIFY ") && modify.contains("INSTANT");
        assert_eq!(one, instant, "{modify}");
    }
}

#[test]
fn an_index_goes_before_its_column_becomes_text() {
    let short = column("text", Scalar::Text).len(20);
    let old = table("notes", [id(), short]).index(&["text"], |_| {});
    let long = table("notes", [id(), column("text", Scalar::Text)]);
    let one = |table: testkit::schema::Builder| Schema {
        tables: vec![table.0],
        ..Schema::default()
    };
    leads(&one(old), &one(long));
}

#[test]
fn a_foreign_key_that_goes_locks_both_tables_on_mysql() {
    let mut new = shop();
    new.tables[1].foreign_keys.clear();
    for (dialect, locked) in [
        (Dialect::MySql, &["customers", "orders"][..]),
        (Dialect::MariaDb, &["orders"]),
    ] {
        let plan = planned(&shop(), &new, dialect).expect("a plan");
        let mut ops = plan.ops();
        let drop = ops.find(|op| op.name.to_string().starts_with("drop_foreign_key:"));
        let locks = &drop.expect("it goes").locks;
        let tables: Vec<_> = locks.iter().map(|lock| lock.table.as_str()).collect();
        assert_eq!(tables, locked, "{dialect}");
    }
}

/// InnoDB makes an index for a foreign key that has none, under the key's name, which may have spaces.
#[test]
fn the_index_of_a_foreign_key_comes_and_goes_under_its_whole_name() {
    let schema = |indexed: bool| {
        let columns = [
            id(),
            column("customer", Scalar::I64),
            column("day", Scalar::I64),
        ];
        let child = table("orders", columns);
        let mut child = child.references(&["customer"], 0, &["id"], None).0;
        child.foreign_keys[0].name = "who ordered".to_owned();
        let child = Builder(child);
        let child = if indexed {
            child.index(&["customer", "day"], |_| {})
        } else {
            child
        };
        testkit::schema::schema([], [table("customers", [id()]), child])
    };
    let plan = planned(&schema(true), &schema(false), Dialect::MariaDb).expect("a plan");
    let op = plan.ops().next().expect("the index goes");
    assert!(
        op.statements[0].contains("ADD KEY `who ordered` (`customer`)"),
        "{op:?}"
    );
    let back = plan.migrations[0].down().expect("a way back").concat();
    assert!(back.contains("DROP INDEX `who ordered`, ADD KEY"), "{back}");
    leads(&schema(true), &schema(false));
}

/// A foreign key is never without an index, whichever serves it before and after.
#[test]
fn the_indexes_of_a_foreign_key_change() {
    let schema = |change: fn(Builder) -> Builder, action: Option<Action>| {
        let columns = [
            column("id", Scalar::I64),
            column("customer", Scalar::I64),
            column("day", Scalar::I64),
        ];
        let child = change(table("orders", columns));
        let child = child.references(&["customer"], 0, &["id"], action);
        testkit::schema::schema([], [table("customers", [id()]), child])
    };
    let indexes: [fn(Builder) -> Builder; 6] = [
        |child| child.key(&["id"]),
        |child| child.key(&["id"]).index(&["customer", "day"], |_| {}),
        |child| child.key(&["id"]).index(&["day", "customer"], |_| {}),
        |child| {
            let child = child.key(&["id"]).index(&["customer"], |_| {});
            child.index(&["customer", "id"], |index| index.kind = IndexKind::Unique)
        },
        |child| child.key(&["customer", "id"]),
        |child| {
            let child = child.key(&["customer", "id"]);
            child.index(&["customer", "day"], |_| {})
        },
    ];
    for (at, old) in indexes.iter().enumerate() {
        for new in indexes.iter().skip(at) {
            leads(&schema(*old, None), &schema(*new, None));
        }
        leads(
            &schema(*old, None),
            &schema(indexes[1], Some(Action::Cascade)),
        );
    }
}

/// The server gives constraints other names with the table, where they begin as those do that it gives.
#[test]
fn constraints_keep_names_that_the_server_would_change() {
    let schema = |name: &str, was: Option<&str>| {
        let columns = [id(), column("customer", Scalar::I64)];
        let child = table(name, columns)
            .references(&["customer"], 0, &["id"], None)
            .last_foreign_key(|key| key.name = "orders_ibfk_1".to_owned())
            .index(&["customer"], |index| index.name = "by_customer".to_owned())
            .check("orders_chk_1", Sql::new("customer > 0"))
            .with(|table| table.renamed_from = was.map(str::to_owned));
        testkit::schema::schema([], [table("customers", [id()]), child])
    };
    for dialect in testkit::dialects() {
        if dialect.is(Family::MySql) {
            let done = migrate(
                &schema("orders", None),
                &schema("sales", Some("orders")),
                dialect,
            );
            assert!(done.is_ok(), "{dialect}: {done:?}");
        }
    }
}
