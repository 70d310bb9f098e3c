//! One difference of each kind, and what is none.

use erd_core::schema::{
    Action, Check, Deferrable, EnumStorage, Generated, IndexKind, Managed, ObjectKind, Schema, Sql,
    SqlObject, Type, UniqueScope,
};
use erd_core::{Dialect, Scalar};
use erd_migrate::{Diff, Options, Step, diff};
use testkit::schema::{With as _, column, enum_type, enumerated, id, schema, table, updated_at};

pub(crate) fn shop() -> Schema {
    schema(
        [enum_type("mood", EnumStorage::Native, &["sad", "glad"])],
        [
            table(
                "customers",
                [id(), column("email", Scalar::Text).len(50), updated_at()],
            )
            .unique(&["email"], |_| {}),
            table(
                "orders",
                [
                    id(),
                    column("customer_id", Scalar::I64),
                    column("note", Scalar::Text).len(20).nullable(),
                    column("quantity", Scalar::I32).default("1"),
                    enumerated("mood", "mood"),
                ],
            )
            .references(&["customer_id"], 0, &["id"], Some(Action::Cascade))
            .index(&["customer_id"], |_| {})
            .check("positive", Sql::new("quantity > 0")),
        ],
    )
}

pub(crate) fn compare(old: &Schema, new: &Schema, dialect: Dialect) -> Diff {
    diff(old, new, dialect, &Options::default()).expect("both can be compared")
}

/// The steps from the shop to the changed shop, in words.
fn steps(dialect: Dialect, change: impl FnOnce(&mut Schema)) -> Vec<String> {
    let mut new = shop();
    change(&mut new);
    let diff = compare(&shop(), &new, dialect);
    diff.entries().iter().map(ToString::to_string).collect()
}

/// The same on every dialect.
fn everywhere(change: impl Fn(&mut Schema), expected: &[&str]) {
    for dialect in Dialect::ALL {
        assert_eq!(steps(dialect, &change), expected, "{dialect}");
    }
}

#[test]
fn nothing_differs_from_itself() {
    for dialect in Dialect::ALL {
        assert!(compare(&shop(), &shop(), dialect).is_empty());
    }
}

#[test]
fn the_order_of_declaration_is_no_difference() {
    let mut turned = shop();
    turned.tables.reverse();
    for table in &mut turned.tables {
        for key in &mut table.foreign_keys {
            key.target = erd_core::schema::Target::Table(erd_core::schema::TableId(1));
        }
    }
    for dialect in Dialect::ALL {
        assert!(compare(&shop(), &turned, dialect).is_empty(), "{dialect}");
    }
}

#[test]
fn another_order_of_columns_is_told_and_no_step() {
    let mut turned = shop();
    turned.tables[1].columns.swap(2, 3);
    turned.tables[1].checks[0].column = None;
    let diff = compare(&shop(), &turned, Dialect::Postgres);
    assert!(diff.is_empty());
    assert_eq!(diff.reordered.len(), 1);
    assert!(
        diff.to_string()
            .contains("orders: columns stand in another order")
    );
}

#[test]
fn columns() {
    everywhere(
        |s| {
            s.tables[1].columns.remove(3);
            s.tables[1].checks.clear();
        },
        &["- column orders.quantity", "- check orders.positive"],
    );
    assert_eq!(
        steps(Dialect::MariaDb, |s| {
            s.tables[1]
                .columns
                .push(column("extra", Scalar::U64).default("0"));
        }),
        ["+ column orders.extra: bigint unsigned not null default 0"]
    );
}

#[test]
fn properties_of_columns() {
    let at = |change: fn(&mut erd_core::schema::Column)| {
        steps(Dialect::Postgres, |s| change(&mut s.tables[1].columns[3]))
    };
    assert_eq!(
        at(|c| c.ty = Type::Scalar(Scalar::I64)),
        ["~ column orders.quantity: type integer -> type bigint"]
    );
    assert_eq!(
        at(|c| c.nullable = true),
        ["~ column orders.quantity: not null -> null"]
    );
    assert_eq!(
        at(|c| c.default = Sql::default()),
        ["~ column orders.quantity: default 1 -> no default"]
    );
    assert_eq!(at(|c| c.default = Sql::new("'1'::integer")), [""; 0]);
    assert_eq!(
        at(|c| c.comment = Some("how many".into())),
        ["~ column orders.quantity: comment nothing -> comment \"how many\""]
    );
    assert_eq!(
        at(|c| {
            c.default = Sql::default();
            c.generated = Some(Generated {
                sql: Sql::new("1 + 1"),
                stored: true,
            });
        }),
        [
            "~ column orders.quantity: not generated, default 1 -> generated stored as (1 + 1), no default"
        ]
    );
}

#[test]
fn a_length_is_a_type_or_a_check() {
    let longer = |s: &mut Schema| s.tables[1].columns[2].max_len = Some(30);
    assert_eq!(
        steps(Dialect::Postgres, longer),
        ["~ column orders.note: type varchar(20) -> type varchar(30)"]
    );
    assert_eq!(
        steps(Dialect::Sqlite, longer),
        [
            "~ check orders.orders_note_length_check: length(\"note\") <= 20 -> length(\"note\") <= 30"
        ]
    );
}

#[test]
fn constraints() {
    assert_eq!(
        steps(Dialect::Postgres, |s| {
            s.tables[1].foreign_keys[0].on_delete = Some(Action::Restrict);
            s.tables[1].checks[0].sql = Sql::new("quantity >= 0");
            s.tables[0].indexes[0].nulls_not_distinct = true;
        }),
        [
            "~ unique customers.customers_email_key: constraint (email) -> constraint (email) nulls not distinct",
            "~ check orders.positive: quantity > 0 -> quantity >= 0",
            "~ foreign key orders.orders_customer_id_fkey: (customer_id) to customers(id) on delete cascade -> (customer_id) to customers(id) on delete restrict",
        ]
    );
    assert_eq!(
        steps(Dialect::Postgres, |s| {
            s.tables[1].foreign_keys.clear();
            s.tables[1]
                .checks
                .push(Check::new("small", Sql::new("quantity < 9")));
            s.tables[1].indexes[0].name = "by_customer".into();
        }),
        [
            "> index orders.by_customer: orders_customer_id_idx -> by_customer",
            "+ check orders.small: quantity < 9",
            "- foreign key orders.orders_customer_id_fkey",
        ]
    );
}

#[test]
fn what_a_server_prints_anew_is_no_difference() {
    let printed = |s: &mut Schema| {
        s.tables[1].checks[0].sql = Sql::new("(quantity > 0)");
        s.tables[1].columns[2].ty = Type::Named("character varying(20)".into());
        s.tables[1].columns[3].default = Sql::new("1");
        s.tables[0].schema = Some("public".into());
    };
    assert_eq!(steps(Dialect::Postgres, printed), [""; 0]);
}

#[test]
fn facts_that_a_dialect_does_not_have_are_none() {
    let names = |s: &mut Schema| {
        s.tables[0].primary_key.as_mut().expect("a key").name = "other".into();
    };
    assert_eq!(
        steps(Dialect::Postgres, names),
        ["> primary key customers.other: customers_pkey -> other"]
    );
    for dialect in [Dialect::MySql, Dialect::MariaDb, Dialect::Sqlite] {
        assert_eq!(steps(dialect, names), [""; 0]);
    }
    let comment = |s: &mut Schema| s.tables[0].comment = Some("who buys".into());
    assert_eq!(steps(Dialect::Sqlite, comment), [""; 0]);
    assert_eq!(
        steps(Dialect::MariaDb, comment),
        ["~ table customers: comment nothing -> comment \"who buys\""]
    );
    let restrict = |s: &mut Schema| s.tables[1].foreign_keys[0].on_update = Some(Action::Restrict);
    assert_eq!(steps(Dialect::MariaDb, restrict), [""; 0]);
    assert_eq!(steps(Dialect::Postgres, restrict).len(), 1);
}

#[test]
fn an_index_that_mariadb_makes_for_a_key_is_no_difference() {
    let mut declared = shop();
    declared.tables[1].indexes.clear();
    let mut there = declared.clone();
    let mut index = shop().tables[1].indexes[0].clone();
    index.name = "orders_customer_id_fkey".into();
    there.tables[1].indexes.push(index);
    assert!(compare(&there, &declared, Dialect::MariaDb).is_empty());
    assert_eq!(compare(&there, &declared, Dialect::Postgres).steps.len(), 1);
}

#[test]
fn native_enums() {
    let values = |values: &[&str]| {
        let values: Vec<_> = values.iter().map(|v| (*v).to_owned()).collect();
        move |s: &mut Schema| s.enums[0].values.clone_from(&values)
    };
    assert_eq!(
        steps(Dialect::Postgres, values(&["sad", "calm", "glad"])),
        ["+ enum value mood: calm"]
    );
    assert_eq!(
        steps(Dialect::Postgres, values(&["glad", "sad"])),
        ["~ enum mood: sad, glad -> glad, sad"]
    );
    assert_eq!(
        steps(Dialect::Postgres, |s| {
            s.enums[0].values[0] = "low".into();
            s.enums[0].renamed_values = vec![("low".into(), "sad".into())];
        }),
        ["> enum value mood: sad -> low"]
    );
    assert_eq!(
        steps(Dialect::MariaDb, values(&["sad", "calm", "glad"])),
        ["~ column orders.mood: type enum('sad','glad') -> type enum('sad','calm','glad')"]
    );
    assert_eq!(
        steps(Dialect::Sqlite, values(&["sad", "glad", "calm"])),
        [
            "~ check orders.orders_mood_values_check: \"mood\" IN ('sad', 'glad') -> \"mood\" IN ('sad', 'glad', 'calm')"
        ]
    );
}

#[test]
fn tables_and_namespaces() {
    assert_eq!(
        steps(Dialect::Postgres, |s| {
            s.tables.remove(1);
            let mut notes = table("notes", [id()]).0;
            notes.schema = Some("app".into());
            s.tables.push(notes);
        }),
        [
            "+ schema app",
            "- enum mood",
            "- table orders",
            "+ table app.notes: id",
        ]
    );
    let external = |s: &mut Schema| {
        s.tables[0].managed = Managed::External;
        s.tables[0].columns[1].max_len = Some(9);
    };
    for dialect in Dialect::ALL {
        assert_eq!(steps(dialect, external), [""; 0], "{dialect}");
    }
}

#[test]
fn objects_are_compared_by_what_they_say() {
    let mut old = shop();
    old.objects.push(SqlObject::new(
        ObjectKind::View,
        "rich",
        "CREATE VIEW rich AS\n SELECT customers.id,\n    count(*) AS count\n   FROM customers\n  WHERE (customers.id > 5)",
    ));
    let mut new = shop();
    new.objects.push(SqlObject::new(
        ObjectKind::View,
        "rich",
        "create or replace view \"rich\" as select id, count(*) from customers where id > 5",
    ));
    assert!(compare(&old, &new, Dialect::Postgres).is_empty());
    new.objects[0].create = vec![Sql::new("CREATE VIEW rich AS SELECT id FROM customers")];
    let diff = compare(&old, &new, Dialect::Postgres);
    assert!(matches!(diff.steps[..], [Step::ReplaceObject { .. }]));
    assert_eq!(
        compare(&old, &shop(), Dialect::Postgres).to_string(),
        "- view rich\n"
    );
}

/// What PostgreSQL prints of a view, and what it prints of a view that was made from that.
#[test]
fn a_view_that_is_printed_twice_is_the_same() {
    let view = |text: &str| {
        let mut schema = shop();
        let text = format!("CREATE VIEW v AS {text}");
        schema
            .objects
            .push(SqlObject::new(ObjectKind::View, "v", text));
        schema
    };
    let same = |one: &str, two: &str| compare(&view(one), &view(two), Dialect::Postgres).is_empty();
    assert!(same(
        "SELECT id FROM a WHERE ((b)::text = ANY ((ARRAY['x'::character varying])::text[]))",
        "SELECT id FROM a WHERE ((b)::text = ANY (ARRAY[('x'::character varying)::text]))",
    ));
    assert!(same(
        "SELECT id, b FROM a UNION ALL SELECT id, NULL::integer FROM c",
        "SELECT id, b FROM a UNION ALL SELECT id, NULL::integer AS int4 FROM c",
    ));
    assert!(same(
        "SELECT 'a'::text, b FROM a",
        "SELECT 'a'::text AS text, b FROM a",
    ));
    assert!(!same("SELECT b FROM a", "SELECT b AS text FROM a"));
    assert!(!same("SELECT 1 + b FROM a", "SELECT 1 + b AS int4 FROM a"));
}

#[test]
fn a_trigger_follows_from_a_role() {
    let plain = |s: &mut Schema| s.tables[0].columns[2].role = None;
    assert_eq!(
        steps(Dialect::Postgres, plain),
        [
            "~ column customers.updated_at: default CURRENT_TIMESTAMP -> no default",
            "- function erd_touch_updated_at()",
            "- trigger customers_updated_at_trigger on customers",
        ]
    );
}

#[test]
fn a_live_scope_is_what_each_engine_makes_of_it() {
    let live = |s: &mut Schema| {
        s.tables[0].columns.push(testkit::schema::deleted_at());
        s.tables[0].indexes[0].kind = IndexKind::Unique;
        s.tables[0].indexes[0].scope = UniqueScope::Live;
    };
    assert_eq!(
        steps(Dialect::Postgres, live),
        [
            "+ column customers.deleted_at: timestamptz null",
            "~ unique customers.customers_email_key: constraint (email) -> index (email) where \"deleted_at\" IS NULL",
        ]
    );
    assert_eq!(
        steps(Dialect::MariaDb, live),
        [
            "+ column customers.deleted_at: datetime(6) null",
            "+ column customers.erd_live: tinyint null generated as (IF(`deleted_at` IS NULL, 1, NULL))",
            "~ unique customers.customers_email_key: index (email) -> index (email, erd_live)",
        ]
    );
}

#[test]
fn a_unique_index_becomes_a_constraint_where_it_can() {
    let mut old = shop();
    old.tables[0].indexes[0].kind = IndexKind::Unique;
    let diff = compare(&old, &shop(), Dialect::Postgres);
    assert!(
        matches!(diff.steps[..], [Step::AlterElement { .. }]),
        "{diff}"
    );
    old.tables[0].indexes[0].kind = IndexKind::UniqueConstraint(Deferrable::No);
    assert!(compare(&old, &shop(), Dialect::Postgres).is_empty());
}

#[test]
fn steps_are_data() {
    let mut new = shop();
    new.tables[1].columns.remove(2);
    new.tables[1].indexes.clear();
    let diff = compare(&shop(), &new, Dialect::Postgres);
    let json = serde_json::to_value(&diff.steps).expect("they serialise");
    assert_eq!(
        json,
        serde_json::json!([
            {"step": "drop_column", "table": {"old": 1, "new": 1}, "column": 2},
            {"step": "drop_element", "table": {"old": 1, "new": 1}, "element": {"index": 0}},
        ])
    );
    let entries = serde_json::to_value(diff.entries()).expect("they serialise");
    assert_eq!(
        entries[0],
        serde_json::json!({"verb": "drop", "kind": "column", "path": "orders.note"})
    );
}
