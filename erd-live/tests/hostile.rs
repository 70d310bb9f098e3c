//! Texts that look like SQL, in every place that holds one: from a schema into a database, out of it and into the next, the
//! texts are the same. The default of a column is asked of the server, which is the one that has to agree.

#[path = "support/shown.rs"]
mod support;

use erd_core::schema::{
    Check, Column, ColumnId, EnumStorage, EnumType, Generated, Index, IndexKey, IndexKind, KeyPart,
    ObjectKind, ObjectName, Order, PrimaryKey, Schema, Sql, SqlObject, Table, Type,
};
use erd_core::{Dialect, Family, Scalar};
use erd_live::{Described, Query, Rows};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseError, TestRunner};
use support::shown;
use testkit::{Engine, Scratch};

/// A scratch database as a connection.
struct Connection<'a>(&'a mut Scratch);

impl Query for Connection<'_> {
    fn query(&mut self, sql: &str) -> Result<Rows, String> {
        self.0.answer(sql).map(Rows::from)
    }
}

/// What texts are made of.
const PIECES: [&str; 34] = [
    "'",
    "''",
    "\"",
    "`",
    "\\",
    "\\'",
    "\\n",
    "\n",
    "\r\n",
    "\t",
    "\u{1a}",
    "\0",
    "#",
    "-- ",
    "--",
    "/*",
    "*/",
    "/*!",
    ";",
    ";\n",
    "//",
    "$$",
    "$x$",
    ",",
    ", )",
    "(",
    "%s",
    "_%",
    "{0}",
    "?",
    ":a",
    "NULL",
    "ü漢😀",
    " END",
];

fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(&PIECES[..]), 0..7)
        .prop_map(|pieces| pieces.concat())
}

/// A literal in which line feeds stand as they are, as people write them into bodies.
fn raw(dialect: Dialect, text: &str) -> String {
    let doubled = text.replace('\'', "''");
    if dialect.is(Family::MySql) {
        let escaped = doubled.replace('\\', "\\\\").replace('\0', "\\0");
        format!("'{escaped}'")
    } else {
        format!("'{doubled}'")
    }
}

fn concat(dialect: Dialect, literal: &str, column: &str) -> String {
    if dialect.is(Family::MySql) {
        format!("concat({literal}, {column})")
    } else {
        format!("{literal} || {column}")
    }
}

/// A schema with each of the texts in every place.
fn schema(dialect: Dialect, texts: &[String]) -> Schema {
    let mut schema = Schema::default();
    let mut table = Table::new("t");
    let mut id = Column::new("id", Type::Scalar(Scalar::I32));
    id.nullable = false;
    table.columns.push(id);
    table.primary_key = Some(PrimaryKey::new("t_pkey", vec![ColumnId(0)]));
    table.comment = texts.first().cloned().filter(|text| !text.is_empty());
    for (i, text) in texts.iter().enumerate() {
        let literal = erd_ddl::literal(dialect, text);
        column_of(&mut table, i, text, &literal, dialect);
        if dialect != Dialect::Sqlite {
            enum_of(&mut schema, &mut table, i, text);
        }
        let body = raw(dialect, text);
        let mut view = SqlObject::new(
            ObjectKind::View,
            format!("v{i}"),
            format!("CREATE VIEW v{i} AS SELECT {body} AS c"),
        );
        view.comment = None;
        schema.objects.push(view);
        schema.objects.extend(bodies(dialect, i, &body));
    }
    schema.tables.push(table);
    schema
}

fn column_of(table: &mut Table, i: usize, text: &str, literal: &str, dialect: Dialect) {
    let name = format!("d{i}");
    let mut column = Column::new(name.clone(), Type::Scalar(Scalar::Text));
    column.nullable = true;
    column.max_len = Some(60);
    column.default = Sql::new(literal);
    column.comment = Some(text.to_owned()).filter(|text| !text.is_empty());
    let place = ColumnId(table.columns.len());
    table.columns.push(column);
    let mut generated = Column::new(format!("g{i}"), Type::Scalar(Scalar::Text));
    generated.nullable = true;
    generated.max_len = Some(200);
    generated.generated = Some(Generated {
        sql: Sql::new(concat(dialect, literal, &name)),
        stored: true,
    });
    table.columns.push(generated);
    let other = erd_ddl::literal(dialect, &format!("{text}Q"));
    table.checks.push(Check::new(
        format!("c{i}"),
        Sql::new(format!("{name} <> {other}")),
    ));
    let mut index = Index::new(format!("i{i}"), IndexKind::Plain, [place]);
    index.comment =
        Some(text.to_owned()).filter(|text| !text.is_empty() && dialect != Dialect::Sqlite);
    if dialect != Dialect::MariaDb {
        index.keys.push(IndexKey {
            part: KeyPart::Expression(Sql::new(concat(dialect, literal, &name))),
            order: Order::Asc,
            nulls: None,
            opclass: None,
            collation: None,
            prefix_len: None,
        });
    }
    table.indexes.push(index);
}

fn enum_of(schema: &mut Schema, table: &mut Table, i: usize, text: &str) {
    schema.enums.push(EnumType {
        schema: None,
        name: format!("e{i}"),
        // MySQL cuts blanks at the end.
        values: vec![format!("a{text}z"), format!("b{text}z")],
        storage: EnumStorage::Native,
        comment: None,
        renamed_values: Vec::new(),
    });
    let mut column = Column::new(format!("e{i}"), Type::Enum(format!("e{i}")));
    column.nullable = true;
    table.columns.push(column);
}

fn bodies(dialect: Dialect, i: usize, literal: &str) -> Vec<SqlObject> {
    let object = |kind, name: &str, sql: String| SqlObject::new(kind, format!("{name}{i}"), sql);
    let trigger = |sql: String| {
        let mut trigger = object(ObjectKind::Trigger, "tr", sql);
        trigger.table = Some(ObjectName {
            schema: None,
            name: "t".to_owned(),
        });
        trigger
    };
    match dialect {
        Dialect::Postgres => vec![object(
            ObjectKind::Function,
            "f",
            format!(
                "CREATE FUNCTION f{i}() RETURNS text LANGUAGE sql AS $erd$ SELECT {literal}::text; $erd$"
            ),
        )],
        Dialect::Sqlite => vec![trigger(format!(
            "CREATE TRIGGER tr{i} AFTER UPDATE ON t BEGIN SELECT {literal}; END"
        ))],
        Dialect::MySql | Dialect::MariaDb => vec![
            trigger(format!(
                "CREATE TRIGGER tr{i} BEFORE UPDATE ON t FOR EACH ROW BEGIN SET @a = {literal}; SET @b = 1; END"
            )),
            object(
                ObjectKind::Function,
                "f",
                format!(
                    "CREATE FUNCTION f{i}() RETURNS varchar(60) DETERMINISTIC BEGIN RETURN {literal}; END"
                ),
            ),
            object(
                ObjectKind::Procedure,
                "p",
                format!("CREATE PROCEDURE p{i}() SELECT {literal}"),
            ),
            object(
                ObjectKind::Event,
                "ev",
                format!("CREATE EVENT ev{i} ON SCHEDULE AT '2037-01-01' DO SET @a = {literal}"),
            ),
        ],
    }
}

fn made(engine: &Engine, schema: &Schema) -> Result<Scratch, String> {
    let script = erd_ddl::render(schema, engine.dialect()).map_err(|errors| errors.to_string())?;
    let mut database = Scratch::on(engine);
    for sql in script.iter() {
        database.execute(sql)?;
    }
    Ok(database)
}

fn describe(database: &mut Scratch) -> Result<Described, String> {
    let dialect = database.dialect();
    erd_live::describe(&mut Connection(database), dialect).map_err(|error| error.to_string())
}

/// What the server says that the texts are: of defaults, and of functions where there are some.
fn answers(database: &mut Scratch, texts: &[String]) -> Result<(), String> {
    database.execute("INSERT INTO t (id) VALUES (1)")?;
    let functions = database.dialect() != Dialect::Sqlite;
    for (i, text) in texts.iter().enumerate() {
        let mut queries = vec![format!("SELECT d{i} FROM t"), format!("SELECT c FROM v{i}")];
        if functions {
            queries.push(format!("SELECT f{i}()"));
        }
        for sql in queries {
            let found = database.query(&sql)?;
            if found != [[Some(text.clone())]] {
                return Err(format!("{sql}: {found:?}, not {text:?}"));
            }
        }
    }
    Ok(())
}

fn survive(engine: &Engine, texts: &[String]) -> Result<(), String> {
    let dialect = engine.dialect();
    let declared = schema(dialect, texts);
    let mut first = made(engine, &declared)?;
    let found = describe(&mut first)?;
    if !found.unsupported.is_empty() {
        return Err(format!("unsupported: {:?}", found.unsupported));
    }
    let mut second = made(engine, &found.schema)?;
    if describe(&mut second)? != found {
        return Err("described twice, and not the same".to_owned());
    }
    let mut all = vec![];
    if dialect.is(Family::MySql) {
        let (one, two) = (shown(&mut first), shown(&mut second));
        if let Some((name, text)) = one
            .iter()
            .find(|(name, text)| two.get(*name) != Some(*text))
        {
            return Err(format!("{name}: {text}\nand\n{:?}", two.get(name)));
        }
        let mut loaded = Scratch::on(engine);
        let script =
            erd_ddl::render(&found.schema, dialect).map_err(|errors| errors.to_string())?;
        loaded.execute_script(&script.to_string())?;
        all.push(loaded);
    }
    all.extend([first, second]);
    for database in &mut all {
        answers(database, texts)?;
    }
    Ok(())
}

fn any_text(engine: &Engine) {
    let mut runner = TestRunner::new(Config {
        cases: 4,
        failure_persistence: None,
        max_shrink_iters: 40,
        ..Config::default()
    });
    let with_nul = engine.dialect() == Dialect::MySql;
    let texts = prop::collection::vec(text(), 4);
    let outcome = runner.run(&texts, |mut texts| {
        if engine.dialect() == Dialect::MariaDb {
            // It prints them as `?` in defaults, comments and values of enums, and nowhere tells what they were.
            for text in &mut texts {
                text.retain(|c| c.len_utf8() < 4);
            }
        }
        if !with_nul {
            // PostgreSQL has none in a text, SQLite none in a statement; MariaDB 10.11 writes tables with some enum values of
            // this kind that it cannot read afterwards (error 1033).
            for text in &mut texts {
                text.retain(|c| c != '\0');
            }
        }
        survive(engine, &texts).map_err(TestCaseError::fail)
    });
    if let Err(error) = outcome {
        panic!("{engine}: {error}");
    }
}

#[test]
fn texts_that_look_like_sql_survive_everywhere() {
    for engine in testkit::engines() {
        any_text(&engine);
    }
}
