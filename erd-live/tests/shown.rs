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
        self.0.answer(sql).map(Rows::from)
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

/// What is named, by its text.
fn names(described: &Described) -> Vec<String> {
    let unsupported = described.unsupported.iter();
    let mut names: Vec<String> = unsupported.map(ToString::to_string).collect();
    names.sort();
    names
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

/// What is named of a database that those statements make.
fn named(engine: &Engine, statements: &[&str]) -> (Vec<String>, Schema) {
    let mut database = Scratch::on(engine);
    for sql in statements {
        database
            .execute(sql)
            .unwrap_or_else(|error| panic!("{engine}: {error}"));
    }
    let found = describe(&mut database);
    // Whatever is named, the rest can be made.
    make(engine, &found.schema);
    (names(&found), found.schema)
}

#[test]
fn what_no_declaration_can_say_is_named_on_both() {
    for engine in engines() {
        let (found, schema) = named(
            &engine,
            &[
                "CREATE TABLE t (id int PRIMARY KEY, n varchar(9), KEY k (n) KEY_BLOCK_SIZE=4) ROW_FORMAT=COMPRESSED KEY_BLOCK_SIZE=8",
                "SET time_zone = '+03:00'",
                "CREATE EVENT zoned ON SCHEDULE AT '2037-01-01 10:00:00' DO SET @x = 1",
                "SET time_zone = DEFAULT",
                "CREATE EVENT plain ON SCHEDULE AT '2037-01-01 10:00:00' DO SET @x = 1",
                "SET sql_mode = CONCAT(@@sql_mode, ',PIPES_AS_CONCAT,ANSI_QUOTES')",
                "CREATE TRIGGER piped BEFORE INSERT ON t FOR EACH ROW SET NEW.\"n\" = NEW.n || 'x'",
                "CREATE FUNCTION or_not() RETURNS int DETERMINISTIC RETURN 1 OR 0",
                "SET sql_mode = CONCAT(@@global.sql_mode, ',ANSI_QUOTES,NO_BACKSLASH_ESCAPES')",
                "CREATE TRIGGER \"quo`ted\" BEFORE UPDATE ON \"t\" FOR EACH ROW SET NEW.\"n\" = 'a\\'",
                "SET sql_mode = CONCAT(REPLACE(@@global.sql_mode, 'STRICT_TRANS_TABLES', ''), ',NO_AUTO_VALUE_ON_ZERO')",
                "CREATE PROCEDURE loose() INSERT INTO t VALUES (0, 'too long for nine')",
                "SET sql_mode = DEFAULT",
            ],
        );
        assert_eq!(
            found,
            [
                "SQL mode of procedure loose: NO_AUTO_VALUE_ON_ZERO [sql_mode]",
                "SQL mode of procedure loose: without STRICT_TRANS_TABLES [sql_mode]",
                "SQL mode of trigger piped on t: PIPES_AS_CONCAT [sql_mode]",
                "option of event zoned: time zone +03:00 [event_option]",
                "option of index t.k: KEY_BLOCK_SIZE=4 [index_option]",
            ],
            "{engine}"
        );
        let trigger = schema.objects.iter().find(|o| o.name == "quo`ted");
        let sql = trigger.and_then(|o| o.create[0].any.as_deref());
        assert_eq!(
            sql,
            Some(
                "CREATE TRIGGER `quo``ted` BEFORE UPDATE ON `t` FOR EACH ROW SET NEW.`n` = 'a\\\\'"
            ),
            "{engine}"
        );
    }
}

#[test]
fn what_only_mysql_has_is_named() {
    for engine in engines() {
        if engine.dialect() != Dialect::MySql || engine.release() < (9, 7) {
            continue;
        }
        let (found, schema) = named(
            &engine,
            &[
                "CREATE TABLE t (id int PRIMARY KEY COLUMN_FORMAT FIXED, n varchar(9), FULLTEXT KEY f (n) WITH PARSER ngram)",
                "CREATE JSON RELATIONAL DUALITY VIEW dv AS SELECT JSON_DUALITY_OBJECT('_id': id, 'n': n) FROM t",
                "CREATE LIBRARY lib LANGUAGE JAVASCRIPT AS $$ export function f(n) { return n; } $$",
                "CREATE FUNCTION js(n int) RETURNS int LANGUAGE JAVASCRIPT AS $$ return n + 1; $$",
            ],
        );
        assert_eq!(
            found,
            [
                "function js: function in another language than SQL [function]",
                "option of column t.id: COLUMN_FORMAT FIXED [column_option]",
                "other object: library lib [other_object]",
                "view dv: JSON RELATIONAL DUALITY VIEW [view]",
            ],
            "{engine}"
        );
        let parser = schema.tables[0].indexes[0].parser.as_deref();
        assert_eq!(parser, Some("ngram"), "{engine}");
    }
}

#[test]
fn vector_keys_of_mariadb_come_back_and_their_options_are_named() {
    for engine in engines() {
        if engine.dialect() != Dialect::MariaDb || engine.release() < (11, 7) {
            continue;
        }
        let (found, schema) = named(
            &engine,
            &[
                "CREATE TABLE t (id int PRIMARY KEY, v vector(3) NOT NULL, VECTOR INDEX (v) M=6 DISTANCE=cosine)",
                "CREATE SEQUENCE s AS int unsigned START WITH 4",
            ],
        );
        assert_eq!(
            found,
            [
                "option of index t.v: DISTANCE='cosine' [index_option]",
                "option of index t.v: M='6' [index_option]",
            ]
        );
        let mut before = make(&engine, &schema);
        let again = describe(&mut before);
        let mut after = make(&engine, &again.schema);
        assert_same(&engine, "again", &mut before, &mut after);
        assert!(shown(&mut before)["TABLE t"].contains("VECTOR KEY `v` (`v`)"));
        assert!(shown(&mut before)["SEQUENCE s"].contains("as int unsigned"));
    }
}

#[test]
fn a_view_of_two_databases_and_an_alias_of_the_databases_name_are_read_right() {
    for engine in engines() {
        let mut other = Scratch::on(&engine);
        other
            .execute("CREATE TABLE o (id int PRIMARY KEY)")
            .unwrap();
        let name = |database: &mut Scratch| {
            database.query("SELECT DATABASE()").unwrap()[0][0]
                .clone()
                .unwrap()
        };
        let theirs = name(&mut other);
        let mut database = Scratch::on(&engine);
        let own = name(&mut database);
        for sql in [
            "CREATE TABLE t (id int PRIMARY KEY)".to_owned(),
            format!("CREATE VIEW a AS SELECT {own}.id FROM t {own}"),
            format!("CREATE VIEW b AS SELECT t.id, o.id AS other FROM t, {theirs}.o"),
        ] {
            database.execute(&sql).unwrap();
        }
        let found = describe(&mut database);
        assert_eq!(names(&found), [""; 0], "{engine}");
        let mut after = make(&engine, &found.schema);
        assert_eq!(describe(&mut after).schema.objects.len(), 2);
        let text = |name: &str| {
            let view = found.schema.objects.iter().find(|o| o.name == name);
            view.and_then(|o| o.create[0].any.clone()).unwrap()
        };
        assert!(text("a").contains(&format!("`{own}`.`id`")), "{engine}");
        assert!(!text("b").contains(&own), "{engine}: {}", text("b"));
        assert!(text("b").contains(&theirs), "{engine}");
    }
}
