//! Who made a row and who changed it last, as the database writes it.

use super::is_described;
use crate::connections::{all, each, those};
use diesel::result::Error;
use erd_core::schema::{Column, Maintenance, Role, Schema};
use erd_core::{Capability, Dialect, Scalar};
use erd_diesel::{Session, with_actor};
use testkit::schema::{With as _, column, id, schema, table};

const BY_DEFAULT: Role = Role::CreatedBy(Maintenance::Default);
const BY_TRIGGER: Role = Role::CreatedBy(Maintenance::Trigger);
const CHANGED: Role = Role::UpdatedBy(Maintenance::Trigger);

fn pages(scalar: Scalar, change: impl Fn(&mut Column)) -> Schema {
    let who = [
        ("made_by", BY_DEFAULT),
        ("signed_by", BY_TRIGGER),
        ("changed_by", CHANGED),
    ];
    let who = who.map(|(name, role)| column(name, scalar).role(role).with(&change));
    let all = [id(), column("title", Scalar::Text).len(40)];
    schema(
        [],
        [table("pages", all.into_iter().chain(who)).key(&["id"])],
    )
}

fn add<C: Session>(connection: &mut C, id: i64) -> Result<usize, Error> {
    connection.run(&format!("INSERT INTO pages (id, title) VALUES ({id}, 'x')"))
}

fn rename<C: Session>(connection: &mut C, id: i64, title: &str) -> Result<usize, Error> {
    connection.run(&format!(
        "UPDATE pages SET title = '{title}' WHERE id = {id}"
    ))
}

/// A column of all rows.
fn read<C: Session>(connection: &mut C, column: &str) -> Vec<Option<String>> {
    let sql = format!("SELECT {column} AS text FROM pages ORDER BY id");
    connection.texts(&sql).expect("a query")
}

fn texts<const N: usize>(values: [&str; N]) -> [Option<String>; N] {
    values.map(|text| (!text.is_empty()).then(|| text.to_owned()))
}

#[test]
fn rows_say_who_made_and_changed_them() {
    let schema = pages(Scalar::Text, |c| {
        c.nullable = true;
        c.max_len = Some(40);
    });
    for (scratch, mut connection) in all(&schema) {
        let dialect = scratch.dialect();
        each!(&mut connection, c => {
            add(c, 1).expect("nobody has to act");
            with_actor(c, "ada", |c| {
                add(c, 2)?;
                c.run("INSERT INTO pages (id, title, made_by, signed_by) VALUES (3, 'x', 'bea', 'bea')")?;
                rename(c, 1, "a")
            }).unwrap_or_else(|error: Error| panic!("{dialect}: {error}"));
            with_actor(c, "bea", |c| rename(c, 2, "b")).expect("it can be written");
            // A change by nobody leaves the last one who is known.
            rename(c, 2, "c").expect("it can be written");
            with_actor(c, "ada", |c| {
                c.run("UPDATE pages SET title = 'd', changed_by = 'cleo' WHERE id = 3")
            }).expect("it can be written");
            assert_eq!(read(c, "made_by"), texts(["", "ada", "bea"]), "{dialect}");
            assert_eq!(read(c, "signed_by"), texts(["", "ada", "ada"]), "{dialect}");
            assert_eq!(read(c, "changed_by"), texts(["ada", "bea", "cleo"]), "{dialect}");
        });
        is_described(&schema, &scratch);
    }
}

#[test]
fn who_acts_is_a_number_or_a_uuid_where_the_column_is_one() {
    let uuid = "6ba7b810-9dad-11d1-80b4-00c04fd430c8";
    for (scalar, actor) in [
        (Scalar::I64, "9223372036854775807"),
        (Scalar::U32, "4711"),
        (Scalar::Uuid, uuid),
    ] {
        for strict in [true, false] {
            let mut schema = pages(scalar, |c| c.nullable = true);
            schema.tables[0].strict = strict;
            for (scratch, mut connection) in all(&schema) {
                let dialect = scratch.dialect();
                each!(&mut connection, c => {
                    with_actor(c, actor, |c| {
                        add(c, 1)?;
                        rename(c, 1, "y")
                    }).unwrap_or_else(|error: Error| panic!("{dialect} {scalar:?}: {error}"));
                    // What is no such value is refused, and nothing is written.
                    let failed = [
                        with_actor(c, "somebody", |c| add(c, 2)),
                        with_actor(c, "somebody", |c| rename(c, 1, "z")),
                    ];
                    assert!(failed.iter().all(Result::is_err), "{dialect} {scalar:?}");
                    let all_are = format!(
                        "SELECT title AS text FROM pages WHERE made_by = signed_by AND made_by = changed_by AND made_by = {}",
                        literal(dialect, actor)
                    );
                    let titles = c.texts(&all_are).expect("a query");
                    assert_eq!(titles, texts(["y"]), "{dialect} {scalar:?}");
                });
            }
        }
    }
}

/// A number as it is; a UUID as each engine writes one.
fn literal(dialect: Dialect, actor: &str) -> String {
    if !actor.contains('-') {
        actor.to_owned()
    } else if dialect.may_have(Capability::UuidType) {
        format!("'{actor}'")
    } else {
        format!("X'{}'", actor.replace('-', ""))
    }
}

#[test]
fn a_required_column_refuses_who_is_not_said() {
    let schema = pages(Scalar::Text, |c| c.max_len = Some(40));
    for (scratch, mut connection) in those(&schema, |engine| engine.dialect() != Dialect::Sqlite) {
        let dialect = scratch.dialect();
        each!(&mut connection, c => {
            let refused = add(c, 1).expect_err("nobody acts").to_string();
            assert!(refused.contains("_by"), "{dialect}: {refused}");
            with_actor(c, "ada", |c| add(c, 1)).expect("somebody acts");
            rename(c, 1, "y").expect("who changed it is known already");
            for column in ["made_by", "signed_by", "changed_by"] {
                assert_eq!(read(c, column), texts(["ada"]), "{dialect} {column}");
            }
        });
        is_described(&schema, &scratch);
    }
}
