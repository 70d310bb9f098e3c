//! Databases of PostgreSQL for tests, on every version that the run has.

#![allow(dead_code, reason = "each test file uses its own part")]

use erd_core::Dialect;
use erd_core::Engine;
use erd_core::schema::Schema;
use erd_live::{Described, Query, Rows, oracle};
use testkit::{Engine as Place, Scratch, engines_of};

/// A scratch database as a connection that counts its queries.
pub(crate) struct Connection {
    pub(crate) database: Scratch,
    pub(crate) queries: usize,
}

impl Query for Connection {
    fn query(&mut self, sql: &str) -> Result<Rows, String> {
        self.queries += 1;
        self.database.answer(sql).map(Rows::from)
    }
}

impl Connection {
    pub(crate) fn new(place: &Place) -> Self {
        Self {
            database: Scratch::on(place),
            queries: 0,
        }
    }

    pub(crate) fn run<'a>(&mut self, statements: impl IntoIterator<Item = &'a str>) {
        for sql in statements {
            self.database
                .execute(sql)
                .unwrap_or_else(|error| panic!("{error}"));
        }
    }

    /// The first value that a query answers.
    pub(crate) fn query_one(&mut self, sql: &str) -> String {
        let rows = self
            .database
            .query(sql)
            .unwrap_or_else(|error| panic!("{error}"));
        rows[0][0].clone().unwrap_or_default()
    }

    pub(crate) fn describe(&mut self) -> Described {
        self.queries = 0;
        erd_live::describe(self, Dialect::Postgres).unwrap_or_else(|error| panic!("{error}"))
    }
}

/// The script that makes a described database again.
pub(crate) fn script(described: &Described) -> Vec<String> {
    let engine = Engine::new(Dialect::Postgres, &described.version);
    let script =
        erd_ddl::render(&described.schema, engine).unwrap_or_else(|errors| panic!("{errors}"));
    script.iter().map(str::to_owned).collect()
}

/// Fails with what differs, and no more.
pub(crate) fn assert_same(before: &Schema, after: &Schema) {
    for (a, b) in before.tables.iter().zip(&after.tables) {
        assert_eq!(a.name, b.name);
        for (a, b) in a.columns.iter().zip(&b.columns) {
            assert_eq!(a, b);
        }
        assert_eq!(a, b);
    }
    for (a, b) in before.objects.iter().zip(&after.objects) {
        assert_eq!(a, b);
    }
    assert_eq!(before, after);
}

/// What the server says of one database and not of the other is named.
pub(crate) fn nothing_is_lost(before: &Connection, after: &Connection, described: &Described) {
    oracle::judge(before.database.url(), after.database.url(), Some(described))
        .unwrap_or_else(|error| panic!("{:?}: {error}", described.version));
}

/// What is described of the statements on each version, once what is described has made the same again, and what is made
/// has been dropped whole.
pub(crate) fn made_twice(statements: &[&str], check: impl Fn(&Described)) {
    for place in engines_of(Dialect::Postgres) {
        let mut before = Connection::new(&place);
        before.run(statements.iter().copied());
        let first = before.describe();
        check(&first);
        let mut after = Connection::new(&place);
        after.run(script(&first).iter().map(String::as_str));
        assert_same(&first.schema, &after.describe().schema);
        nothing_is_lost(&before, &after, &first);
        let engine = Engine::new(Dialect::Postgres, &first.version);
        let drop = erd_ddl::render_drop(&first.schema, engine).expect("it renders");
        after.run(drop.iter());
        assert_eq!(after.describe().schema, Schema::default());
    }
}

/// The objects that belong to a table, by name, and their statements.
pub(crate) fn objects_on<'a>(
    described: &'a Described,
    table: &str,
) -> Vec<(&'a str, Vec<&'a str>)> {
    let objects = described.schema.objects.iter();
    let own = objects.filter(|o| o.table.as_ref().is_some_and(|t| t.to_string() == table));
    own.map(|object| {
        let texts = object.create.iter();
        let texts = texts.filter_map(|sql| sql.get(Dialect::Postgres));
        (object.name.as_str(), texts.collect())
    })
    .collect()
}
