//! An enum with data as an exclusive arc: real foreign keys, their indexes, and a check that exactly one is set.

use erd::Dialect;
use testkit::Scratch;

#[derive(erd::Entity)]
struct Person {
    #[erd(primary_key)]
    #[allow(dead_code, reason = "only its column matters")]
    id: i64,
}

#[derive(erd::Entity)]
struct Team {
    #[erd(primary_key)]
    #[allow(dead_code, reason = "only its column matters")]
    id: i32,
}

/// Who owns a document.
#[derive(Debug, PartialEq, Eq, erd::OneOf)]
enum Owner {
    #[erd(references(Person, on_delete = cascade))]
    Person(i64),
    #[erd(references(Team, on_delete = restrict), column = "group_id")]
    Team(i32),
}

#[derive(erd::Entity)]
#[allow(dead_code, reason = "only its columns matter")]
struct Document {
    #[erd(primary_key)]
    id: i64,
    #[erd(one_of)]
    owner: Owner,
}

/// Who reads a note, if anybody.
#[derive(erd::OneOf)]
enum Reader {
    #[erd(references(Person, on_delete = cascade))]
    Person(i64),
    #[erd(references(Team, on_delete = cascade))]
    Team(i32),
}

#[derive(erd::Entity)]
#[allow(dead_code, reason = "only its columns matter")]
struct Note {
    #[erd(primary_key)]
    id: i64,
    #[erd(one_of)]
    reader: Option<Reader>,
}

erd::schema! { Documents { Person, Team, Document, Note } }

#[test]
fn the_enum_and_its_columns_say_the_same() {
    assert_eq!(Owner::Team(3).into_columns(), (None, Some(3)));
    assert_eq!(Owner::from_columns(Some(7), None), Some(Owner::Person(7)));
    assert_eq!(Owner::from_columns(Some(7), Some(3)), None);
    assert_eq!(Owner::from_columns(None, None), None);
}

#[test]
fn each_alternative_is_a_reference_with_an_index() {
    let schema = Documents::schema();
    let document = &schema.tables[2];
    let names: Vec<_> = document
        .columns
        .iter()
        .map(|c| (c.name.as_str(), c.nullable))
        .collect();
    assert_eq!(
        names,
        [("id", false), ("person_id", true), ("group_id", true)]
    );
    assert_eq!(
        (
            document.foreign_keys.len(),
            document.indexes.len(),
            document.checks.len()
        ),
        (2, 2, 1)
    );
}

#[test]
fn every_engine_holds_exactly_one() {
    for dialect in testkit::dialects() {
        holds_exactly_one(dialect).unwrap_or_else(|error| panic!("{dialect}: {error}"));
    }
}

fn holds_exactly_one(dialect: Dialect) -> Result<(), String> {
    let mut scratch = Scratch::new(dialect);
    let script =
        erd::ddl::render(&Documents::schema(), dialect).map_err(|errors| errors.to_string())?;
    for statement in script.iter() {
        scratch.execute(statement)?;
    }
    scratch.execute("INSERT INTO persons (id) VALUES (1)")?;
    scratch.execute("INSERT INTO teams (id) VALUES (1)")?;
    for good in [
        "documents (id, person_id) VALUES (1, 1)",
        "documents (id, group_id) VALUES (2, 1)",
        "notes (id) VALUES (1)",
    ] {
        scratch.execute(&format!("INSERT INTO {good}"))?;
    }
    for bad in [
        "documents (id) VALUES (3)",
        "documents (id, person_id, group_id) VALUES (4, 1, 1)",
        "documents (id, person_id) VALUES (5, 9)",
        "notes (id, person_id, team_id) VALUES (2, 1, 1)",
    ] {
        if scratch.execute(&format!("INSERT INTO {bad}")).is_ok() {
            return Err(format!("it accepted {bad}"));
        }
    }
    Ok(())
}
