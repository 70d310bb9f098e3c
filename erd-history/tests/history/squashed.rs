//! One migration in the place of many.

use crate::support::{Folder, migration, written};
use erd_history::run::{Event, Options, State, apply, rollback, status};
use erd_history::{Error, Format, Found, Migration, Replaced};
use erd_live::Connection;
use testkit::Scratch;

const ONE: &str = "20260101000000";
const TWO: &str = "20260102000000";
const THREE: &str = "20260103000000";

fn small(version: &str, name: &str) -> Migration {
    let create = format!("CREATE TABLE {name} (id integer PRIMARY KEY)");
    migration(version, name, &[&create], &[&format!("DROP TABLE {name}")])
}

/// What makes the tables of all of them, and stands for them.
fn squashed(name: &str, found: &[Found]) -> Migration {
    let up = found.iter().flat_map(|f| &f.migration.up).cloned();
    let mut replaces = Vec::new();
    for f in found {
        replaces.extend(f.migration.replaces.iter().cloned().map(|r| Replaced {
            within: r.within.or_else(|| Some(f.checksum.clone())),
            ..r
        }));
        replaces.push(Replaced {
            name: f.migration.full_name(),
            checksum: f.checksum.clone(),
            within: None,
        });
    }
    let last = found.last().expect("there are some");
    Migration {
        up: up.collect(),
        replaces,
        down: None,
        ..small(&last.migration.version, name)
    }
}

struct Steps {
    many: Vec<Found>,
    once: Vec<Found>,
    twice: Vec<Found>,
}

/// Three migrations; the first two as one, and a third; all three as one, made of those two.
fn steps(name: &str) -> (Steps, Folder) {
    let folder = Folder::new(name);
    let write = |sub: &str, migrations: &[Migration]| {
        written(&folder.0.join(sub), Format::Diesel, migrations)
    };
    let many = write(
        "many",
        &[small(ONE, "a"), small(TWO, "b"), small(THREE, "c")],
    );
    let once = write("once", &[squashed("s", &many[..2]), small(THREE, "c")]);
    let twice = write("twice", &[squashed("t", &once)]);
    assert_eq!(twice[0].migration.replaces.len(), 4, "{:?}", twice[0]);
    (Steps { many, once, twice }, folder)
}

fn run(connection: &mut dyn Connection, found: &[Found]) -> Result<Vec<String>, Error> {
    let options = Options::default();
    apply(connection, Format::Diesel, found, &options, &mut |_| {})
}

fn states(connection: &mut dyn Connection, found: &[Found]) -> Vec<State> {
    let status = status(connection, Format::Diesel, found).expect("a ledger can be read");
    status
        .migrations
        .into_iter()
        .map(|(_, state)| state)
        .collect()
}

fn connect(database: &Scratch) -> Box<dyn Connection> {
    erd_live::connect(database.url()).expect("the scratch database is there")
}

#[test]
fn a_database_with_all_of_them_has_it() {
    for dialect in testkit::dialects() {
        let (steps, _folder) = steps(&format!("squash-all-{dialect}"));
        // With either step left out.
        for path in [
            vec![&steps.many, &steps.once, &steps.twice],
            vec![&steps.many, &steps.twice],
            vec![&steps.once, &steps.twice],
            vec![&steps.twice],
        ] {
            let mut database = Scratch::new(dialect);
            let mut connection = connect(&database);
            run(connection.as_mut(), path[0]).unwrap_or_else(|e| panic!("{dialect}: {e}"));
            for found in &path[1..] {
                let applied = vec![State::Applied; found.len()];
                assert_eq!(states(connection.as_mut(), found), applied, "{dialect}");
                let mut adopted = 0;
                let options = Options::default();
                let ran = apply(
                    connection.as_mut(),
                    Format::Diesel,
                    found,
                    &options,
                    &mut |event| adopted += usize::from(matches!(event, Event::Adopted { .. })),
                );
                assert_eq!(ran.unwrap_or_else(|e| panic!("{dialect}: {e}")), [""; 0]);
                assert_eq!(adopted, 1, "{dialect}");
                assert_eq!(states(connection.as_mut(), found), applied, "{dialect}");
            }
            // One way back would take all tables along.
            let last = path[path.len() - 1];
            let options = Options::default();
            let back = rollback(
                connection.as_mut(),
                Format::Diesel,
                last,
                1,
                &options,
                &mut |_| {},
            );
            assert!(matches!(back, Err(Error::Irreversible { .. })), "{back:?}");
            let rows = database
                .query("SELECT version FROM __diesel_schema_migrations")
                .expect("diesel's list is kept");
            assert_eq!(rows, [[Some(THREE.to_owned())]], "{dialect}");
        }
    }
}

#[test]
fn a_part_is_named_and_nothing_runs() {
    for dialect in testkit::dialects() {
        let (steps, _folder) = steps(&format!("squash-part-{dialect}"));
        let database = Scratch::new(dialect);
        let mut connection = connect(&database);
        run(connection.as_mut(), &steps.many[..1]).unwrap_or_else(|e| panic!("{dialect}: {e}"));
        assert_eq!(
            states(connection.as_mut(), &steps.once),
            [State::Partial, State::Pending]
        );
        let refused = run(connection.as_mut(), &steps.once).expect_err("b is missing");
        let text = refused.to_string();
        assert!(
            text.contains(&format!("({ONE}_a is applied, {TWO}_b is not)")),
            "{text}"
        );
        // Finished from before the squash, it goes on.
        run(connection.as_mut(), &steps.many[..2]).unwrap_or_else(|e| panic!("{dialect}: {e}"));
        let ran =
            run(connection.as_mut(), &steps.once).unwrap_or_else(|e| panic!("{dialect}: {e}"));
        assert_eq!(ran, [format!("{THREE}_c")]);
    }
}

#[test]
fn what_was_another_text_is_named() {
    for dialect in testkit::dialects() {
        let (steps, folder) = steps(&format!("squash-edited-{dialect}"));
        let mut other = small(TWO, "b");
        other.head = vec!["Another text.".into()];
        let other = written(
            &folder.0.join("other"),
            Format::Diesel,
            &[small(ONE, "a"), other],
        );
        let database = Scratch::new(dialect);
        let mut connection = connect(&database);
        run(connection.as_mut(), &other).unwrap_or_else(|e| panic!("{dialect}: {e}"));
        let refused = run(connection.as_mut(), &steps.once).expect_err("it is another one");
        let text = refused.to_string();
        assert!(text.contains("20260102000000_b was another text"), "{text}");
    }
}

/// diesel knows versions alone.
#[test]
fn the_list_of_diesel_is_enough() {
    for dialect in testkit::dialects() {
        let (steps, _folder) = steps(&format!("squash-diesel-{dialect}"));
        for (noted, partial) in [
            (&[ONE, TWO, THREE][..], false),
            // As it runs the squashed ones itself.
            (&[TWO, THREE], false),
            (&[THREE], false),
            (&[ONE, TWO], true),
            (&[ONE, THREE], true),
        ] {
            let mut database = Scratch::new(dialect);
            database
                .execute("CREATE TABLE __diesel_schema_migrations (version varchar(50) PRIMARY KEY NOT NULL, run_on timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP)")
                .expect("an empty database");
            for version in noted {
                let insert = format!(
                    "INSERT INTO __diesel_schema_migrations (version) VALUES ('{version}')"
                );
                database.execute(&insert).expect("the table is there");
            }
            let mut connection = connect(&database);
            let expected = if partial {
                State::Partial
            } else {
                State::Applied
            };
            assert_eq!(
                states(connection.as_mut(), &steps.twice),
                [expected],
                "{dialect}: {noted:?}"
            );
        }
    }
}
