//! Status, apply, rollback on real servers.

use crate::support::{Folder, history, migration, written};
use erd_core::{Dialect, Family};
use erd_history::run::{Options, Outcome, State, apply, baseline, resolve, rollback, status};
use erd_history::{Error, Format, Migration};
use erd_live::Connection;
use std::time::Duration;
use testkit::Scratch;

fn connect(database: &Scratch) -> Box<dyn Connection> {
    erd_live::connect(database.url()).expect("the scratch database is there")
}

#[test]
fn up_and_down_again() {
    for dialect in testkit::dialects() {
        for layout in [Format::Diesel, Format::Sqlx, Format::Plain] {
            let folder = Folder::new(&format!("runs-{dialect}-{layout}"));
            let found = written(&folder.0, layout, &history(dialect));
            let mut database = Scratch::new(dialect);
            let mut connection = connect(&database);
            let options = Options::default();
            let before = status(connection.as_mut(), layout, &found).expect("nothing is there");
            assert_eq!(before.count(State::Pending), 3, "{dialect}");
            let applied = apply(connection.as_mut(), layout, &found, &options, &mut |_| {})
                .unwrap_or_else(|error| panic!("{dialect}: {error}"));
            assert_eq!(applied.len(), 3);
            let again = apply(connection.as_mut(), layout, &found, &options, &mut |_| {});
            assert_eq!(again.expect("nothing is to do"), [""; 0]);
            let back = rollback(
                connection.as_mut(),
                layout,
                &found,
                2,
                &options,
                &mut |_| {},
            )
            .unwrap_or_else(|error| panic!("{dialect}: {error}"));
            assert_eq!(back, ["20260103000000_third", "20260102000000_second"]);
            let after = status(connection.as_mut(), layout, &found).expect("the ledger is there");
            assert_eq!(
                (after.count(State::Applied), after.count(State::Pending)),
                (1, 2)
            );
            apply(connection.as_mut(), layout, &found, &options, &mut |_| {})
                .unwrap_or_else(|error| panic!("{dialect}: {error}"));
            drop(connection);
            assert!(
                database
                    .query("SELECT id FROM b")
                    .is_ok_and(|rows| rows.len() == 1)
            );
        }
    }
}

/// As erd writes what SQLite cannot do outside a transaction of its own.
#[test]
fn a_failure_in_a_transaction_that_is_written_out_leaves_nothing_and_goes_on() {
    if !testkit::dialects().contains(&Dialect::Sqlite) {
        return;
    }
    let folder = Folder::new("written-out");
    let own = Migration {
        in_transaction: false,
        ..migration(
            "20260101000000",
            "own",
            &[
                "PRAGMA foreign_keys = OFF",
                "BEGIN IMMEDIATE",
                "CREATE TABLE copy (n integer NOT NULL)",
                "INSERT INTO copy SELECT n FROM rows",
                "COMMIT",
                "PRAGMA foreign_keys = ON",
            ],
            &["DROP TABLE copy"],
        )
    };
    let found = written(&folder.0, Format::Diesel, &[own]);
    let mut database = Scratch::new(Dialect::Sqlite);
    database
        .execute("CREATE TABLE rows (n integer)")
        .expect("a table");
    database
        .execute("INSERT INTO rows VALUES (NULL)")
        .expect("a row");
    let options = Options::default();
    let run = || {
        let mut connection = connect(&database);
        let connection = connection.as_mut();
        apply(connection, Format::Diesel, &found, &options, &mut |_| {})
    };
    for _ in 0..2 {
        let Err(Error::Statement {
            ordinal,
            rolled_back,
            ..
        }) = run()
        else {
            panic!("the row cannot be copied");
        };
        assert_eq!((ordinal, rolled_back), (4, true));
    }
    let mend = "UPDATE rows SET n = 1";
    connect(&database).batch(mend).expect("the row is mended");
    assert_eq!(run().expect("it goes on"), ["20260101000000_own"]);
    assert_eq!(run().expect("nothing is left to do"), [""; 0]);
    assert!(
        database
            .query("SELECT n FROM copy")
            .is_ok_and(|rows| rows.len() == 1)
    );
}

#[test]
fn a_failure_says_what_has_stayed_and_mending_it_goes_on() {
    for dialect in testkit::dialects() {
        let folder = Folder::new(&format!("failure-{dialect}"));
        let broken = migration(
            "20260101000000",
            "broken",
            &[
                "CREATE TABLE a (id integer PRIMARY KEY)",
                "INSERT INTO missing VALUES (1)",
            ],
            &["DROP TABLE a"],
        );
        let found = written(&folder.0, Format::Diesel, &[broken]);
        let mut database = Scratch::new(dialect);
        let mut connection = connect(&database);
        let options = Options::default();
        let error = apply(
            connection.as_mut(),
            Format::Diesel,
            &found,
            &options,
            &mut |_| {},
        )
        .expect_err("the table is missing");
        let Error::Statement {
            ordinal,
            rolled_back,
            ..
        } = error
        else {
            panic!("{dialect}: {error}");
        };
        assert_eq!((ordinal, rolled_back), (2, !dialect.is(Family::MySql)));
        assert_eq!(database.query("SELECT * FROM a").is_err(), rolled_back);
        database
            .execute("CREATE TABLE missing (id integer)")
            .expect("it is missing");
        apply(
            connection.as_mut(),
            Format::Diesel,
            &found,
            &options,
            &mut |_| {},
        )
        .unwrap_or_else(|error| panic!("{dialect}: {error}"));
    }
}

#[test]
fn what_was_applied_must_stay_as_it_was() {
    for dialect in testkit::dialects() {
        let folder = Folder::new(&format!("diverged-{dialect}"));
        let all = history(dialect);
        let found = written(&folder.0, Format::Diesel, &[all[0].clone(), all[2].clone()]);
        let database = Scratch::new(dialect);
        let mut connection = connect(&database);
        let options = Options::default();
        let mut run = |found: &[_], options: &Options| {
            apply(
                connection.as_mut(),
                Format::Diesel,
                found,
                options,
                &mut |_| {},
            )
        };
        run(&found, &options).unwrap_or_else(|error| panic!("{dialect}: {error}"));
        let found = written(&folder.0, Format::Diesel, &[all[1].clone()]);
        let late = run(&found, &options)
            .expect_err("the second is late")
            .to_string();
        assert!(late.contains("20260102000000_second is older"), "{late}");
        let merged = Options {
            out_of_order: true,
            ..options
        };
        assert_eq!(run(&found, &merged).expect("it may be late").len(), 1);
        let missing = run(&found[1..], &options)
            .expect_err("the first is gone")
            .to_string();
        assert!(
            missing.contains("20260101000000_first was applied"),
            "{missing}"
        );
        let mut edited = found.clone();
        edited[0].checksum = "0".repeat(64);
        let edited = run(&edited, &options)
            .expect_err("the first is edited")
            .to_string();
        assert!(edited.contains("edited since"), "{edited}");
    }
}

#[test]
fn one_runner_at_a_time() {
    for dialect in testkit::dialects() {
        let folder = Folder::new(&format!("lock-{dialect}"));
        let found = written(&folder.0, Format::Diesel, &history(dialect));
        let database = Scratch::new(dialect);
        let options = Options {
            lock_wait: Duration::ZERO,
            ..Options::default()
        };
        let mut other = None;
        let mut report = |_: erd_history::run::Event<'_>| {
            let mut second = connect(&database);
            let result = apply(
                second.as_mut(),
                Format::Diesel,
                &found,
                &options,
                &mut |_| {},
            );
            other.get_or_insert(result.map_err(|error| error.to_string()));
        };
        apply(
            connect(&database).as_mut(),
            Format::Diesel,
            &found,
            &options,
            &mut report,
        )
        .unwrap_or_else(|error| panic!("{dialect}: {error}"));
        let refused = other
            .expect("something was reported")
            .expect_err("the lock is taken");
        assert!(refused.contains("holds the lock"), "{refused}");
    }
}

#[test]
fn no_way_back_is_said_before_anything_runs() {
    for dialect in testkit::dialects() {
        let folder = Folder::new(&format!("irreversible-{dialect}"));
        let mut all = history(dialect);
        all[1].down = None;
        let found = written(&folder.0, Format::Diesel, &all);
        let mut database = Scratch::new(dialect);
        let mut connection = connect(&database);
        let options = Options::default();
        apply(
            connection.as_mut(),
            Format::Diesel,
            &found,
            &options,
            &mut |_| {},
        )
        .unwrap_or_else(|error| panic!("{dialect}: {error}"));
        let error = rollback(
            connection.as_mut(),
            Format::Diesel,
            &found,
            2,
            &options,
            &mut |_| {},
        )
        .expect_err("the second has no way back");
        assert!(matches!(error, Error::Irreversible { .. }), "{error}");
        assert!(
            database.query("SELECT id FROM b").is_ok(),
            "{dialect}: the third is still there"
        );
    }
}

#[test]
fn a_database_that_has_it_all_is_only_noted() {
    for dialect in testkit::dialects() {
        let folder = Folder::new(&format!("baseline-{dialect}"));
        let found = written(&folder.0, Format::Diesel, &history(dialect));
        let mut database = Scratch::new(dialect);
        database
            .execute("CREATE TABLE a (id integer)")
            .expect("the database is empty");
        let mut connection = connect(&database);
        let options = Options::default();
        baseline(connection.as_mut(), Format::Diesel, &found[..1], &options)
            .unwrap_or_else(|error| panic!("{dialect}: {error}"));
        let status = status(connection.as_mut(), Format::Diesel, &found).expect("it is noted");
        assert_eq!(
            (status.count(State::Applied), status.count(State::Pending)),
            (1, 2)
        );
        let nothing = resolve(
            connection.as_mut(),
            Format::Diesel,
            &found[0],
            Outcome::Done,
            &options,
        );
        assert_eq!(nothing.expect("the ledger is there"), None);
    }
}

#[test]
fn rows_that_would_break_a_statement_stop_the_run_before_it() {
    for dialect in testkit::dialects() {
        let folder = Folder::new(&format!("blocked-{dialect}"));
        let mut unique = migration(
            "20260104000000",
            "unique",
            &["CREATE UNIQUE INDEX a_unique ON a (n)"],
            &[],
        );
        unique.up[0].blocked_by = Some("SELECT n FROM a GROUP BY n HAVING count(*) > 1".into());
        let mut all = history(dialect);
        all.push(unique);
        let found = written(&folder.0, Format::Diesel, &all);
        let mut database = Scratch::new(dialect);
        let mut connection = connect(&database);
        let options = Options::default();
        let mut run = |found: &[_]| {
            apply(
                connection.as_mut(),
                Format::Diesel,
                found,
                &options,
                &mut |_| {},
            )
        };
        run(&found[..3]).unwrap_or_else(|error| panic!("{dialect}: {error}"));
        database
            .execute("INSERT INTO a VALUES (2, 1)")
            .expect("the key is free");
        let error = run(&found).expect_err("n is there twice").to_string();
        assert!(error.contains("finds (1)"), "{error}");
        database
            .execute("DELETE FROM a WHERE id = 2")
            .expect("it is there");
        run(&found).unwrap_or_else(|error| panic!("{dialect}: {error}"));
    }
}
