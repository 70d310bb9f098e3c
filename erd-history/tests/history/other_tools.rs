//! What another tool applied is applied: its own list is read.

use crate::support::{Folder, migration, written};
use erd_history::Format;
use erd_history::run::{Options, State, apply, rollback, status};
use testkit::Scratch;

/// The lists, as the tools make them, with the first of two migrations in each.
const LISTS: &[(Format, [&str; 2], &str)] = &[
    (
        Format::Diesel,
        ["00000000000000", "20260101000000"],
        "CREATE TABLE __diesel_schema_migrations (version varchar(50) PRIMARY KEY NOT NULL, run_on timestamp NOT NULL DEFAULT \
         CURRENT_TIMESTAMP); INSERT INTO __diesel_schema_migrations (version) VALUES ('00000000000000')",
    ),
    (
        Format::Sqlx,
        ["0001", "0010"],
        "CREATE TABLE _sqlx_migrations (version bigint PRIMARY KEY, success boolean NOT NULL); \
         INSERT INTO _sqlx_migrations VALUES (1, true); INSERT INTO _sqlx_migrations VALUES (10, false)",
    ),
    (
        Format::Refinery,
        ["1", "10"],
        "CREATE TABLE refinery_schema_history (version integer PRIMARY KEY, name varchar(255)); \
         INSERT INTO refinery_schema_history VALUES (1, 'first')",
    ),
];

#[test]
fn what_another_tool_applied_is_applied() {
    for dialect in testkit::dialects() {
        for (format, [first, second], list) in LISTS {
            let context = format!("{dialect}, {format}");
            let folder = Folder::new(&format!("other-{dialect}-{format}"));
            let migrations = [
                migration(first, "first", &["SELECT 1/0 FROM no_such"], &["SELECT 1"]),
                migration(
                    second,
                    "second",
                    &["CREATE TABLE b (id integer)"],
                    &["DROP TABLE b"],
                ),
            ];
            let found = written(&folder.0, *format, &migrations);
            let mut database = Scratch::new(dialect);
            for statement in list.split("; ") {
                database.execute(statement).expect("an empty database");
            }
            let mut connection = erd_live::connect(database.url()).expect("a scratch database");
            let mut states = || -> Vec<State> {
                let status =
                    status(connection.as_mut(), *format, &found).expect("the list is there");
                status
                    .migrations
                    .into_iter()
                    .map(|(_, state)| state)
                    .collect()
            };
            assert_eq!(states(), [State::Applied, State::Pending], "{context}");
            let options = Options::default();
            let mut connection = erd_live::connect(database.url()).expect("a scratch database");
            let done = apply(connection.as_mut(), *format, &found, &options, &mut |_| {});
            assert_eq!(
                done.expect("only the second one runs").len(),
                1,
                "{context}"
            );
            assert_eq!(states(), [State::Applied, State::Applied], "{context}");
            let back = rollback(
                connection.as_mut(),
                *format,
                &found,
                2,
                &options,
                &mut |_| {},
            );
            assert_eq!(back.expect("both have a way back").len(), 2, "{context}");
            assert_eq!(states(), [State::Pending, State::Pending], "{context}");
        }
    }
}
