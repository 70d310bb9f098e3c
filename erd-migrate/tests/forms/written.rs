//! Forms that people write, by engine: each is created, described and compared. And pairs that a normal form must not take
//! for one.

use crate::server::{Case, Place, Server};
use erd_core::{Dialect, Scalar};

fn texts(dialect: Dialect) -> &'static str {
    match dialect {
        Dialect::Postgres => include_str!("texts/postgres.txt"),
        Dialect::MySql => include_str!("texts/mysql.txt"),
        Dialect::MariaDb => include_str!("texts/mariadb.txt"),
        Dialect::Sqlite => include_str!("texts/sqlite.txt"),
    }
}

/// A line is a place and an expression; two expressions with `=/=` between them are not the same.
fn parsed(line: &str) -> (Place, &str) {
    let (place, text) = line
        .split_once(": ")
        .unwrap_or_else(|| panic!("no place: {line}"));
    let scalar = |name: &str| match name {
        "i32" => Scalar::I32,
        "i64" => Scalar::I64,
        "bytes" => Scalar::Bytes,
        "uuid" => Scalar::Uuid,
        "timestamptz" => Scalar::TimestampTz,
        "f64" => Scalar::F64,
        "decimal" => Scalar::Decimal,
        "bool" => Scalar::Bool,
        "text" => Scalar::Text,
        "date" => Scalar::Date,
        "time" => Scalar::Time,
        "timestamp" => Scalar::Timestamp,
        "json" => Scalar::Json,
        other => panic!("no type: {other}"),
    };
    let place = match place.split_once(' ').unwrap_or((place, "")) {
        ("check", _) => Place::Check,
        ("index", _) => Place::Index,
        ("where", _) => Place::Predicate,
        ("generated", ty) => Place::Generated(scalar(ty)),
        ("default", "tags") => Place::DefaultOf("text[]"),
        ("default", "gap") => Place::DefaultOf("interval"),
        ("default", "ip") => Place::DefaultOf("inet"),
        ("default", "mood") => Place::DefaultOf("mood"),
        ("default", "word") => Place::DefaultOf("word"),
        ("default", ty) => Place::Default(scalar(ty)),
        other => panic!("no place: {other:?}"),
    };
    (place, text)
}

#[test]
fn what_people_write_is_what_is_described() {
    Server::each(|server| {
        let lines = texts(server.dialect)
            .lines()
            .filter(|line| !line.is_empty() && !line.contains(" =/= "));
        let cases: Vec<_> = lines
            .map(|line| {
                let (place, text) = parsed(line);
                Case {
                    place,
                    text: text.to_owned(),
                }
            })
            .collect();
        assert!(cases.len() > 20);
        let outcome = server.try_all(&cases);
        assert!(
            outcome.refused.is_empty(),
            "{}: refused\n{}",
            server.dialect,
            outcome.refused.join("\n")
        );
        assert!(
            outcome.different.is_empty(),
            "{}: different\n{}",
            server.dialect,
            outcome.different.join("\n")
        );
    });
}

#[test]
fn what_means_another_thing_differs() {
    Server::each(|server| {
        let lines = texts(server.dialect)
            .lines()
            .filter(|line| line.contains(" =/= "));
        let mut count = 0;
        for line in lines {
            let (place, pair) = parsed(line);
            let (a, b) = pair.split_once(" =/= ").expect("two of them");
            let case = |text: &str| Case {
                place,
                text: text.to_owned(),
            };
            for (made, declared) in [(a, b), (b, a)] {
                let differ = server.differ(&case(made), &case(declared));
                assert_eq!(
                    differ,
                    Ok(true),
                    "{}: {made} and {declared}",
                    server.dialect
                );
            }
            count += 1;
        }
        assert!(count > 4);
    });
}
