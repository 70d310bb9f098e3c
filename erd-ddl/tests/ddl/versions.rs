//! What a stated version of MySQL or MariaDB changes. Servers of this run have all of it; older ones are after their manuals.

use erd_core::schema::{Order, Schema, Sql};
use erd_core::{Dialect, Engine, Scalar};
use erd_ddl::{Code, render};
use testkit::Scratch;
use testkit::schema::{With as _, column, id, schema, table};

fn of_type(ty: &str) -> Schema {
    let column = column("c", Scalar::Bytes).with(|c| c.sql_type = Sql::new(ty));
    schema([], [table("t", [id(), column.nullable()])])
}

fn descending() -> Schema {
    let table = table("t", [id(), column("n", Scalar::I32)]);
    schema(
        [],
        [table.index(&["n"], |index| index.keys[0].order = Order::Desc)],
    )
}

fn vectors() -> Schema {
    let column = column("v", Scalar::Bytes).with(|c| c.sql_type = Sql::new("vector(3)"));
    let table = table("t", [id(), column]);
    schema(
        [],
        [table.index(&["v"], |index| index.method = Some("vector".into()))],
    )
}

/// A schema, who has it, the version that has it first, the one before, and the error of that one.
type Since = (Schema, Dialect, [u32; 2], [u32; 2], Code);

fn since() -> Vec<Since> {
    let uuid = schema([], [table("t", [id(), column("u", Scalar::Uuid)])]);
    vec![
        // Release notes of MySQL 9.0.0.
        (
            of_type("vector(3)"),
            Dialect::MySql,
            [9, 0],
            [8, 4],
            Code::Version,
        ),
        // MariaDB's pages of its types, and of release 10.8 for DESC.
        (uuid, Dialect::MariaDb, [10, 7], [10, 6], Code::Version),
        (
            of_type("uuid"),
            Dialect::MariaDb,
            [10, 7],
            [10, 6],
            Code::Version,
        ),
        (
            of_type("INET4"),
            Dialect::MariaDb,
            [10, 10],
            [10, 9],
            Code::Version,
        ),
        (
            of_type("vector(3)"),
            Dialect::MariaDb,
            [11, 7],
            [11, 4],
            Code::Version,
        ),
        (
            descending(),
            Dialect::MariaDb,
            [10, 8],
            [10, 6],
            Code::Version,
        ),
        (
            vectors(),
            Dialect::MariaDb,
            [11, 7],
            [11, 6],
            Code::IndexMethod,
        ),
    ]
}

#[test]
fn what_the_stated_version_has_not_is_refused() {
    for (schema, dialect, first, before, code) in since() {
        for version in [&first[..], &[]] {
            let engine = Engine::new(dialect, version);
            assert!(render(&schema, engine).is_ok(), "{engine:?} {schema:?}");
        }
        let refused = render(&schema, Engine::new(dialect, &before)).expect_err("it is older");
        assert!(
            refused.0.iter().any(|error| error.code == code),
            "{refused}"
        );
    }
}

#[test]
fn what_the_version_of_a_server_has_it_takes() {
    for engine in testkit::engines() {
        let (major, minor) = engine.release();
        for (schema, dialect, first, ..) in since() {
            if dialect != engine.dialect() || [major, minor] < first {
                continue;
            }
            let script = render(&schema, engine.model()).expect("the version has it");
            let mut database = Scratch::on(&engine);
            for sql in script.iter() {
                database
                    .execute(sql)
                    .unwrap_or_else(|error| panic!("{engine}: {error}"));
            }
        }
    }
}

/// The other side of the same: what an older server is not given, it would refuse or forget.
#[test]
fn an_older_server_has_it_not() {
    for engine in testkit::engines() {
        let (major, minor) = engine.release();
        for (schema, dialect, first, ..) in since() {
            if dialect != engine.dialect() || [major, minor] >= first {
                continue;
            }
            let script = render(&schema, dialect).expect("without a version it is written");
            let mut database = Scratch::on(&engine);
            let refused = script.iter().any(|sql| database.execute(sql).is_err());
            assert!(refused, "{engine} takes {script}");
        }
    }
}
