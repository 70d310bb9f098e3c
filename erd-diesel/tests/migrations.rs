//! What erd writes, diesel's own harness runs, from its own source and from erd's.

use diesel::connection::SimpleConnection;
use diesel::{Connection, RunQueryDsl, SqliteConnection};
use diesel_migrations::{FileBasedMigrations, MigrationHarness};
use erd_diesel::FolderMigrations;
use erd_history::{Format, Migration, Statement, format};
use std::path::PathBuf;

struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("erd-diesel-{}-{name}", std::process::id()));
        // What an earlier process of the same number left.
        let _ = std::fs::remove_dir_all(&path);
        let migration = |version: &str, name: &str, up: &[&str], down: Option<&str>| Migration {
            version: version.into(),
            name: name.into(),
            head: vec![format!("Does {name}.")],
            replaces: Vec::new(),
            up: up.iter().copied().map(Statement::new).collect(),
            down: down.map(|sql| vec![Statement::new(sql)]),
            in_transaction: true,
        };
        let trigger = "CREATE TRIGGER t AFTER INSERT ON a BEGIN\n    UPDATE a SET n = 1;\nEND";
        for migration in [
            migration(
                "20260101000000",
                "first",
                &[
                    "CREATE TABLE a (id integer PRIMARY KEY, n integer)",
                    trigger,
                ],
                Some("DROP TABLE a"),
            ),
            migration(
                "20260102000000",
                "second",
                &["INSERT INTO a VALUES (1, 0)"],
                None,
            ),
        ] {
            format::write(&path, Format::Diesel, &migration).expect("the folder can be written");
        }
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // A folder that stays harms nobody.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn connection() -> SqliteConnection {
    SqliteConnection::establish(":memory:").expect("SQLite needs no server")
}

fn n(connection: &mut SqliteConnection) -> i32 {
    diesel::select(diesel::dsl::sql::<diesel::sql_types::Integer>(
        "(SELECT n FROM a)",
    ))
    .get_result(connection)
    .expect("the table has a row")
}

#[test]
fn both_sources_run_the_folder_and_agree_on_what_is_applied() {
    let folder = Folder::new("both");
    let ours = || FolderMigrations::read(&folder.0).expect("the folder can be read");
    let theirs = || FileBasedMigrations::from_path(&folder.0).expect("the folder can be read");
    let mut first = connection();
    first.run_pending_migrations(ours()).expect("ours runs");
    assert_eq!(n(&mut first), 1);
    assert!(!first.has_pending_migration(theirs()).expect("theirs reads"));
    let mut second = connection();
    second
        .run_pending_migrations(theirs())
        .expect("theirs runs");
    assert_eq!(n(&mut second), 1);
    assert!(!second.has_pending_migration(ours()).expect("ours reads"));
}

#[test]
fn where_there_is_no_way_back_both_stop() {
    let folder = Folder::new("back");
    let ours = FolderMigrations::read(&folder.0).expect("the folder can be read");
    let theirs = FileBasedMigrations::from_path(&folder.0).expect("the folder can be read");
    let mut connection = connection();
    connection
        .run_pending_migrations(ours.clone())
        .expect("it runs");
    let refused = connection
        .revert_last_migration(ours.clone())
        .expect_err("no way back");
    assert!(refused.to_string().contains("no way back"), "{refused}");
    assert!(connection.revert_last_migration(theirs).is_err());
    assert_eq!(n(&mut connection), 1);
    connection
        .batch_execute("DELETE FROM __diesel_schema_migrations WHERE version = '20260102000000'")
        .expect("diesel's list is there");
    connection
        .revert_last_migration(ours)
        .expect("the first has one");
    assert!(connection.batch_execute("SELECT * FROM a").is_err());
}

/// A migration whose way back has nothing to do, there and back by diesel's own reader.
fn goes_back<C: Connection + MigrationHarness<C::Backend>>(connection: &mut C) {
    let engine = std::any::type_name::<C>().replace("::", "-");
    let name = format!("erd-diesel-{}-{engine}", std::process::id());
    let folder = Folder(std::env::temp_dir().join(name));
    let filled = Migration {
        version: "20260101000000".into(),
        name: "filled".into(),
        head: Vec::new(),
        replaces: Vec::new(),
        up: vec![Statement::new("CREATE TABLE filled (id integer)")],
        down: Some(Vec::new()),
        in_transaction: true,
    };
    format::write(&folder.0, Format::Diesel, &filled).expect("the folder can be written");
    let theirs = || FileBasedMigrations::from_path(&folder.0).expect("the folder can be read");
    connection
        .run_pending_migrations(theirs())
        .expect("it runs");
    connection
        .revert_last_migration(theirs())
        .expect("nothing is to be done");
    assert!(
        connection
            .has_pending_migration(theirs())
            .expect("diesel's list is there")
    );
}

#[test]
fn what_has_nothing_to_take_back_is_taken_back() {
    goes_back(&mut connection());
    for dialect in testkit::dialects() {
        match dialect.family() {
            #[cfg(feature = "postgres")]
            erd_core::Family::Postgres => {
                let database = testkit::Scratch::new(dialect);
                let connection = diesel::PgConnection::establish(database.url());
                goes_back(&mut connection.expect("a scratch database"));
            }
            #[cfg(feature = "mysql")]
            erd_core::Family::MySql => {
                let database = testkit::Scratch::new(dialect);
                let connection = diesel::MysqlConnection::establish(database.url());
                goes_back(&mut connection.expect("a scratch database"));
            }
            _ => {}
        }
    }
}
