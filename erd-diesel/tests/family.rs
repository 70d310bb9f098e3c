//! On MySQL and MariaDB diesel's own harness runs the folders that a plan becomes, from its own source and from erd's.

use diesel::migration::MigrationSource;
use diesel::mysql::Mysql;
use diesel::{Connection, MysqlConnection};
use diesel_migrations::{FileBasedMigrations, MigrationHarness};
use erd_core::schema::{ObjectKind, Schema, Sql, SqlObject};
use erd_core::{Dialect, Family, Scalar};
use erd_diesel::FolderMigrations;
use erd_history::{Format, format};
use erd_migrate::{Options, PlanOptions, diff, plan};
use std::path::PathBuf;
use testkit::Scratch;
use testkit::schema::{With as _, column, created_at, id, schema, table, updated_at};

fn old() -> Schema {
    let customers = table(
        "customers",
        [id(), column("email", Scalar::Text).len(50), updated_at()],
    );
    let orders = table(
        "orders",
        [id(), column("customer_id", Scalar::I64), created_at()],
    );
    let mut schema = schema(
        [],
        [
            customers.unique(&["email"], |_| {}),
            orders
                .references(&["customer_id"], 0, &["id"], None)
                .index(&["customer_id"], |_| {}),
        ],
    );
    // A body with the end of a statement in it, and in a literal.
    let body = "CREATE PROCEDURE tidy()\nBEGIN\n    SET @said = 'it''s; \\\\ done';\n    DELETE FROM orders WHERE id < 0;\nEND";
    let mut tidy = SqlObject::new(ObjectKind::Procedure, "tidy", body);
    tidy.depends_on.push("table orders".into());
    schema.objects.push(tidy);
    schema
}

fn new() -> Schema {
    let mut new = old();
    let orders = &mut new.tables[1];
    orders
        .columns
        .push(column("note", Scalar::Text).len(20).nullable());
    orders
        .columns
        .push(column("quantity", Scalar::I32).default("1"));
    orders.columns[3].comment = Some("it's; a \"note\" \\".into());
    let orders = testkit::schema::Builder(orders.clone()).check("some", Sql::new("quantity > 0"));
    new.tables[1] = orders.0;
    new
}

/// A folder with what leads from nothing to the old schema, and from there to the new one.
struct Folder(PathBuf);

impl Folder {
    fn planned(name: &str, dialect: Dialect) -> Self {
        let path = std::env::temp_dir().join(format!("erd-family-{}-{name}", std::process::id()));
        // What an earlier process of the same number left.
        let _ = std::fs::remove_dir_all(&path);
        let (nothing, old, new) = (Schema::default(), old(), new());
        let mut number = 0;
        for (from, to) in [(&nothing, &old), (&old, &new)] {
            let difference = diff(from, to, dialect, &Options::default()).expect("both are sound");
            let plan = plan(&difference, &PlanOptions::default()).expect("nothing is lost");
            let all = erd_history::migrations(&plan, "step", || {
                number += 1;
                format!("202601{number:02}000000")
            });
            for migration in all {
                format::write(&path, Format::Diesel, &migration).expect("it can be written");
            }
        }
        Self(path)
    }

    fn ours(&self) -> FolderMigrations {
        FolderMigrations::read(&self.0).expect("the folder can be read")
    }

    fn theirs(&self) -> FileBasedMigrations {
        FileBasedMigrations::from_path(&self.0).expect("the folder can be read")
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // A folder that stays harms nobody.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// What differs between the database and that schema.
fn difference(database: &Scratch, schema: &Schema, dialect: Dialect) -> String {
    let described = erd_live::describe_url(database.url()).expect("it can be described");
    let difference = diff(&described.schema, schema, dialect, &Options::default());
    difference.expect("both are sound").to_string()
}

/// Forth by one source, after which the other finds nothing to do, and back.
fn there_and_back<S, O>(run: &S, other: &O, dialect: Dialect, engine: &testkit::Engine)
where
    S: MigrationSource<Mysql> + Clone,
    O: MigrationSource<Mysql> + Clone,
{
    let database = Scratch::on(engine);
    let mut connection = MysqlConnection::establish(database.url()).expect("the server is there");
    connection
        .run_pending_migrations(run.clone())
        .unwrap_or_else(|error| panic!("{engine}: {error}"));
    assert_eq!(difference(&database, &new(), dialect), "", "{engine}");
    let pending = connection.has_pending_migration(other.clone());
    assert!(!pending.expect("the other source reads it"), "{engine}");
    connection
        .revert_all_migrations(run.clone())
        .unwrap_or_else(|error| panic!("{engine}, back: {error}"));
    assert_eq!(
        difference(&database, &Schema::default(), dialect),
        "",
        "{engine}"
    );
}

#[test]
fn both_sources_run_a_planned_folder_there_and_back() {
    for engine in testkit::engines() {
        let dialect = engine.dialect();
        if !dialect.is(Family::MySql) {
            continue;
        }
        let folder = Folder::planned(&engine.version().replace('.', "-"), dialect);
        there_and_back(&folder.ours(), &folder.theirs(), dialect, &engine);
        there_and_back(&folder.theirs(), &folder.ours(), dialect, &engine);
    }
}

#[test]
fn a_server_tells_its_dialect() {
    use erd_diesel::DialectConnection as _;
    for engine in testkit::engines() {
        if engine.dialect().is(Family::MySql) {
            let database = Scratch::on(&engine);
            let connection = MysqlConnection::establish(database.url());
            let dialect = connection.expect("the server is there").dialect();
            assert_eq!(dialect, Ok(engine.dialect()));
        }
    }
}
