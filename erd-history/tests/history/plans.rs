//! Planned migrations, cut at every statement: the questions that a plan asks the database lead to the same end.

use crate::support::{Breaking, Folder, written};
use erd_core::schema::{Action, Check, ColumnId, EnumStorage, Index, IndexKind, Schema, Sql, Type};
use erd_core::{Dialect, Scalar};
use erd_history::run::{Options, State, apply, status};
use erd_history::{Error, Format, Found, migrations};
use erd_migrate::{PlanOptions, diff, plan};
use testkit::Scratch;
use testkit::schema::{Builder, With as _, column, enum_type, enumerated, id, table};

fn schema(tables: impl IntoIterator<Item = Builder>) -> Schema {
    Schema {
        tables: tables.into_iter().map(|t| t.0).collect(),
        enums: vec![enum_type("mood", EnumStorage::Native, &["sad", "glad"])],
        ..Schema::default()
    }
}

fn shop() -> Schema {
    let customers = table("customers", [id(), column("email", Scalar::Text).len(50)]);
    let orders = [
        id(),
        column("customer_id", Scalar::I64),
        column("note", Scalar::Text).len(20).nullable(),
        column("quantity", Scalar::I32).default("1"),
        enumerated("mood", "mood"),
    ];
    let orders = table("orders", orders)
        .references(&["customer_id"], 0, &["id"], Some(Action::Cascade))
        .index(&["customer_id"], |_| {})
        .check("positive", Sql::new("quantity > 0"));
    schema([customers.unique(&["email"], |_| {}), orders])
}

type Change = (&'static str, fn(&mut Schema));

const CHANGES: &[Change] = &[
    ("columns that come", |s| {
        let columns = &mut s.tables[1].columns;
        columns.push(column("plain", Scalar::I64).nullable());
        columns.push(column("constant", Scalar::I64).default("7"));
        columns.push(column("filled", Scalar::I64));
    }),
    ("columns that go and change", |s| {
        let orders = &mut s.tables[1];
        orders.columns[3].ty = Type::Scalar(Scalar::I64);
        orders.columns[3].default = Sql::new("2");
        orders.columns[4].comment = Some("how they felt".into());
        orders.columns.remove(2);
        orders.checks[0].column = None;
        let email = &mut s.tables[0].columns[1];
        email.max_len = Some(80);
        email.nullable = true;
    }),
    ("names", |s| {
        let customers = &mut s.tables[0];
        customers.columns[1].name = "address".into();
        customers.columns[1].renamed_from = Some("email".into());
        s.tables[1].name = "purchases".into();
        s.tables[1].renamed_from = Some("orders".into());
        s.tables[1].indexes[0].name = "by_customer".into();
    }),
    ("indexes and checks", |s| {
        let orders = &mut s.tables[1];
        let quantity = [ColumnId(3)];
        orders.indexes.push(Index::new(
            "orders_quantity_idx",
            IndexKind::Plain,
            quantity,
        ));
        orders.indexes.push(Index::new(
            "orders_note_key",
            IndexKind::Unique,
            [ColumnId(2)],
        ));
        orders.checks[0].sql = Sql::new("quantity > -5");
        orders
            .checks
            .push(Check::new("small", Sql::new("quantity < 900")));
        s.tables[0].indexes.clear();
    }),
    ("foreign keys and tables", |s| {
        s.tables[1].foreign_keys[0].on_delete = Some(Action::Restrict);
        let lines = table("lines", [id(), column("order_id", Scalar::I64)])
            .references(&["order_id"], 1, &["id"], Some(Action::Cascade))
            .index(&["order_id"], |_| {});
        s.tables.push(lines.0);
        s.enums[0].values.push("calm".into());
    }),
    ("what a table has goes", |s| {
        s.tables[1].foreign_keys.clear();
        s.tables[1].indexes.clear();
        s.tables[1].checks.clear();
        s.tables[1].comment = Some("what was bought".into());
        s.tables.remove(0);
    }),
];

const ROWS: [&str; 2] = [
    "INSERT INTO customers (id, email) VALUES (1, 'a')",
    "INSERT INTO orders (id, customer_id, note, mood) VALUES (1, 1, 'n', 'glad')",
];

/// A database with the shop and a row in each table.
fn filled(dialect: Dialect, old: &Schema) -> Scratch {
    let mut database = Scratch::new(dialect);
    let create = erd_ddl::render(old, dialect).expect("the dialect has all of it");
    let create = create.iter();
    for sql in create.chain(ROWS) {
        database.execute(sql).expect("the database is empty");
    }
    database
}

fn planned(dialect: Dialect, old: &Schema, new: &Schema, folder: &Folder) -> Vec<Found> {
    let difference =
        diff(old, new, dialect, &erd_migrate::Options::default()).expect("both are sound");
    let mut options = PlanOptions {
        in_place: true,
        ..PlanOptions::default()
    };
    let filled = ("orders.filled".to_owned(), "quantity + 1".to_owned());
    options.backfill.extend([filled]);
    for loss in ["drop_column:orders.note", "drop_table:customers"] {
        options.allow.push(loss.to_owned());
    }
    let plan = plan(&difference, &options).unwrap_or_else(|refusals| panic!("{refusals}"));
    let mut number = 0;
    let all = migrations(&plan, "change", || {
        number += 1;
        format!("202601{number:02}000000")
    });
    written(&folder.0, Format::Diesel, &all)
}

/// Neither the runner's own notes nor what it tells the session.
fn is_of_the_plan(sql: &str) -> bool {
    let own = [
        "erd_migration",
        "__diesel_schema_migrations",
        "SET ",
        "PRAGMA ",
    ];
    !own.iter().any(|word| sql.contains(word)) && !["BEGIN", "COMMIT", "ROLLBACK"].contains(&sql)
}

/// Cuts one run, and runs again; returns whether there was anything to cut.
fn cut(dialect: Dialect, new: &Schema, found: &[Found], at: usize, after: bool) -> bool {
    let mut database = filled(dialect, &shop());
    let connect = || erd_live::connect(database.url()).expect("it is there");
    let options = Options::default();
    let mut breaking = Breaking {
        counts: is_of_the_plan,
        inner: Some(connect()),
        calls: 0,
        at,
        after,
    };
    let first = apply(&mut breaking, Format::Diesel, found, &options, &mut |_| {});
    let was_cut = breaking.inner.is_none();
    drop(breaking);
    assert_eq!(first.is_err(), was_cut, "{dialect} at {at}: {first:?}");
    let place = format!("{dialect}, cut at {at}, after: {after}");
    let mut connection = connect();
    let again = apply(
        connection.as_mut(),
        Format::Diesel,
        found,
        &options,
        &mut |_| {},
    );
    match again {
        Ok(_) => {}
        Err(Error::Unknown { sql, .. }) => panic!("{place}: nothing was asked about {sql}"),
        Err(error) => panic!("{place}: {error}"),
    }
    let states = status(connection.as_mut(), Format::Diesel, found).expect("the ledger is there");
    assert_eq!(states.count(State::Applied), found.len(), "{place}");
    drop(connection);
    let described = {
        let mut connection = connect();
        erd_live::describe(&mut |sql: &str| connection.query(sql), dialect).expect("it is sound")
    };
    let difference = diff(
        &described.schema,
        new,
        dialect,
        &erd_migrate::Options::default(),
    );
    let difference = difference.expect("both are sound");
    assert!(difference.is_empty(), "{place}: {difference}");
    for name in ["customers", "orders", "purchases"] {
        if new.tables.iter().any(|t| t.name == name) {
            let rows = database.query(&format!("SELECT count(*) FROM {name}"));
            assert_eq!(rows, Ok(vec![vec![Some("1".into())]]), "{place}");
        }
    }
    let filled = new
        .tables
        .iter()
        .flat_map(|t| &t.columns)
        .any(|c| c.name == "filled");
    if filled {
        let rows = database.query("SELECT filled FROM orders");
        assert_eq!(rows, Ok(vec![vec![Some("2".into())]]), "{place}");
    }
    was_cut
}

fn every_cut(dialect: Dialect, changes: &[Change]) {
    if !testkit::dialects().contains(&dialect) {
        return;
    }
    for (i, (name, change)) in changes.iter().enumerate() {
        let mut new = shop();
        change(&mut new);
        let folder = Folder::new(&format!("plans-{dialect}-{i}"));
        let found = planned(dialect, &shop(), &new, &folder);
        for f in &mut new.tables {
            f.renamed_from = None;
            f.columns.iter_mut().for_each(|c| c.renamed_from = None);
        }
        let mut at = 1;
        // Until a run ends before it could be cut.
        while cut(dialect, &new, &found, at, false) | cut(dialect, &new, &found, at, true) {
            at += 1;
        }
        assert!(at > 1, "{name}: nothing was cut");
    }
}

#[test]
fn mariadb_plans_are_cut_anywhere() {
    every_cut(Dialect::MariaDb, CHANGES);
}

#[test]
fn postgres_plans_are_cut_anywhere() {
    // Those with statements outside of transactions; in one, a cut takes all back.
    every_cut(Dialect::Postgres, &CHANGES[3..4]);
}
