//! What MySQL and MariaDB show of a database is what they show of the one that erd makes of it: compared in the words of
//! SHOW CREATE, not in erd's.

#[path = "support/shown.rs"]
mod support;

use erd_core::{Dialect, Schema};
use erd_live::{Described, Query, Rows};
use support::shown;
use testkit::{Engine, Scratch};

/// A scratch database as a connection.
struct Connection<'a>(&'a mut Scratch);

impl Query for Connection<'_> {
    fn query(&mut self, sql: &str) -> Result<Rows, String> {
        self.0.query(sql)
    }
}

fn engines() -> Vec<Engine> {
    let all = [Dialect::MySql, Dialect::MariaDb].map(|dialect| {
        if testkit::dialects().contains(&dialect) {
            testkit::engines_of(dialect)
        } else {
            Vec::new()
        }
    });
    all.concat()
}

fn describe(database: &mut Scratch) -> Described {
    let dialect = database.dialect();
    erd_live::describe(&mut Connection(database), dialect).unwrap()
}

fn make(engine: &Engine, schema: &Schema) -> Scratch {
    let mut database = Scratch::on(engine);
    for sql in erd_ddl::render(schema, engine.dialect()).unwrap().iter() {
        database
            .execute(sql)
            .unwrap_or_else(|error| panic!("{engine}: {error}"));
    }
    database
}

fn names(described: &Described) -> Vec<String> {
    described
        .unsupported
        .iter()
        .map(ToString::to_string)
        .collect()
}

/// Statements of a file that an engine understands.
fn statements(text: &'static str, dialect: Dialect) -> Vec<&'static str> {
    let all = text.split("\n;;\n").skip(1);
    all.filter(|sql| match sql.lines().next() {
        Some("-- mysql") => dialect == Dialect::MySql,
        Some("-- mariadb") => dialect == Dialect::MariaDb,
        _ => true,
    })
    .collect()
}

/// Compares object by object, so that a failure says which.
fn assert_same(engine: &Engine, how: &str, before: &mut Scratch, after: &mut Scratch) {
    let (before, after) = (shown(before), shown(after));
    for (name, text) in &before {
        assert_eq!(after.get(name), Some(text), "{engine}, {how}: {name}");
    }
    assert_eq!(before.len(), after.len(), "{engine}, {how}");
}

#[test]
fn every_text_comes_back_as_the_server_had_it() {
    for engine in engines() {
        let mut before = Scratch::on(&engine);
        for sql in statements(include_str!("features/texts.sql"), engine.dialect()) {
            before
                .execute(sql)
                .unwrap_or_else(|error| panic!("{engine}: {error}"));
        }
        let found = describe(&mut before);
        assert_eq!(names(&found), [""; 0], "{engine}");
        let mut after = make(&engine, &found.schema);
        assert_same(&engine, "statement by statement", &mut before, &mut after);
        assert_eq!(describe(&mut after), found, "{engine}");
        let mut loaded = Scratch::on(&engine);
        let script = erd_ddl::render(&found.schema, engine.dialect()).unwrap();
        loaded
            .execute_script(&script.to_string())
            .unwrap_or_else(|error| panic!("{engine}: {error}"));
        // The client leaves comments out of bodies.
        let again = describe(&mut loaded);
        assert_eq!(again.schema.tables, found.schema.tables, "{engine}");
        assert_eq!(again.schema.enums, found.schema.enums, "{engine}");
        assert_eq!(again.schema.objects.len(), found.schema.objects.len());
    }
}
