//! `CREATE INDEX CONCURRENTLY`, alone in its file: its time-outs, and what a build that fails leaves.

use crate::support::{Folder, written};
use erd_core::schema::{IndexKind, Schema};
use erd_core::{Dialect, Scalar};
use erd_history::run::{Options, apply};
use erd_history::{Error, Format, Found, migrations};
use erd_live::Connection;
use erd_migrate::{PlanOptions, diff, plan};
use testkit::Scratch;
use testkit::schema::{With as _, column, id, table};

fn shop(unique: bool) -> Schema {
    let mut customers = table("customers", [id(), column("email", Scalar::Text).len(50)]);
    if unique {
        customers = customers.index(&["email"], |index| {
            index.name = "customers_email_key".into();
            index.kind = IndexKind::Unique;
        });
    }
    Schema {
        tables: vec![customers.0],
        ..Schema::default()
    }
}

/// A database with the table, and the migrations that add a unique index to it.
fn start(name: &str) -> (Scratch, Vec<Found>, Folder) {
    let dialect = Dialect::Postgres;
    let mut database = Scratch::new(dialect);
    let create = erd_ddl::render(&shop(false), dialect).expect("PostgreSQL has all of it");
    for sql in create.iter() {
        database.execute(sql).expect("the database is empty");
    }
    let difference = diff(
        shop(false),
        shop(true),
        dialect,
        &erd_migrate::Options::default(),
    )
    .expect("both are sound");
    let plan = plan(&difference, &PlanOptions::default()).expect("nothing is lost");
    let mut day = 0;
    let all = migrations(&plan, "unique", || {
        day += 1;
        format!("2026010{day}000000")
    });
    let folder = Folder::new(name);
    let found = written(&folder.0, Format::Diesel, &all);
    let written: Vec<_> = found.iter().map(|f| f.migration.clone()).collect();
    assert_eq!(written, all);
    (database, found, folder)
}

fn run(connection: &mut dyn Connection, found: &[Found]) -> Result<Vec<String>, Error> {
    let options = Options {
        retries: 0,
        ..Options::default()
    };
    apply(connection, Format::Diesel, found, &options, &mut |_| {})
}

fn setting(connection: &mut dyn Connection, name: &str) -> Option<String> {
    let rows = connection.query(&format!("SELECT current_setting('{name}')"));
    rows.expect("it is a setting").values[0][0].clone()
}

const INDEX: &str =
    "SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass('customers_email_key')";
const TWICE: &str = "INSERT INTO customers (email) VALUES ('a'), ('a')";
const ONCE: &str = "DELETE FROM customers WHERE id > 1";

#[test]
fn duplicates_stop_it_before_and_while_it_is_built() {
    if !testkit::dialects().contains(&Dialect::Postgres) {
        return;
    }
    let (mut database, found, folder) = start("duplicates");
    let mut connection = erd_live::connect(database.url()).expect("it is there");
    database.execute(TWICE).expect("nothing forbids it yet");
    let blocked = run(connection.as_mut(), &found);
    assert!(matches!(blocked, Err(Error::Blocked { .. })), "{blocked:?}");
    assert_eq!(database.query(INDEX), Ok(Vec::new()));

    // As if the rows had come between the question and the build.
    let mut unasked: Vec<_> = found.iter().map(|f| f.migration.clone()).collect();
    unasked
        .iter_mut()
        .flat_map(|m| &mut m.up)
        .for_each(|statement| statement.blocked_by = None);
    let unasked = written(&folder.0.join("unasked"), Format::Diesel, &unasked);
    for _ in 0..2 {
        let failed = run(connection.as_mut(), &unasked);
        assert!(matches!(failed, Err(Error::Statement { .. })), "{failed:?}");
        assert_eq!(database.query(INDEX), Ok(vec![vec![Some("f".into())]]));
    }
    database.execute(ONCE).expect("the rows are there");
    run(connection.as_mut(), &unasked).expect("the rows are mended");
    assert_eq!(database.query(INDEX), Ok(vec![vec![Some("t".into())]]));
}

/// What somebody else made under that name is not dropped.
#[test]
fn an_index_that_is_whole_is_not_removed() {
    if !testkit::dialects().contains(&Dialect::Postgres) {
        return;
    }
    let (mut database, found, _folder) = start("whole");
    let mut connection = erd_live::connect(database.url()).expect("it is there");
    let own = "CREATE INDEX customers_email_key ON customers (lower(email))";
    database.execute(own).expect("it is new");
    for _ in 0..2 {
        let failed = run(connection.as_mut(), &found).expect_err("the name is taken");
        assert!(failed.to_string().contains("already exists"), "{failed}");
    }
    assert_eq!(database.query(INDEX), Ok(vec![vec![Some("t".into())]]));
}

#[test]
fn its_time_outs_are_set_and_taken_back() {
    if !testkit::dialects().contains(&Dialect::Postgres) {
        return;
    }
    let (mut database, found, folder) = start("time-outs");
    let up = std::fs::read_to_string(&found[0].files[0]).expect("it was written");
    let line = "-- erd:settings SET lock_timeout = 0; SET statement_timeout = 0\n";
    assert!(up.contains(line), "{up}");
    // What the server gives every session would end a long build.
    let mut connection = erd_live::connect(database.url()).expect("it is there");
    let short = "SET statement_timeout = '2s'; SET lock_timeout = '2s'";
    connection.batch(short).expect("they are settings");
    let mut slow: Vec<_> = found.iter().map(|f| f.migration.clone()).collect();
    slow[0].up[0].sql = "SELECT pg_sleep(2.5)".into();
    slow[0].up[0].done = None;
    slow[0].up[0].cleanup = None;
    let slow = written(&folder.0.join("slow"), Format::Diesel, &slow);
    run(connection.as_mut(), &slow).expect("it has all the time");

    // A short one gives up, and leaves no trace of its time-out.
    let mut short: Vec<_> = found.iter().map(|f| f.migration.clone()).collect();
    short[0].up[0].settings = Some("SET lock_timeout = '100ms'".into());
    short[0].version = "20260201000000".into();
    let short = written(&folder.0.join("short"), Format::Diesel, &short);
    let mut other = erd_live::connect(database.url()).expect("it is there");
    other
        .batch("BEGIN; LOCK TABLE customers IN SHARE ROW EXCLUSIVE MODE")
        .expect("it is free");
    let mut connection = erd_live::connect(database.url()).expect("it is there");
    let mut all = slow.clone();
    all.extend(short);
    let failed = run(connection.as_mut(), &all).expect_err("the table is locked");
    assert!(failed.to_string().contains("lock timeout"), "{failed}");
    assert_eq!(
        setting(connection.as_mut(), "lock_timeout").as_deref(),
        Some("0")
    );
    other.batch("ROLLBACK").expect("it was begun");
    run(connection.as_mut(), &all).expect("the table is free");
    assert_eq!(
        setting(connection.as_mut(), "lock_timeout").as_deref(),
        Some("0")
    );
    assert_eq!(database.query(INDEX), Ok(vec![vec![Some("t".into())]]));
}
