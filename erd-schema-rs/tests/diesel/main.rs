//! What is printed is what diesel prints: byte for byte, on databases of every engine.
//!
//! The expected files were written by `diesel_cli` itself. `cargo xtask diesel` builds it, asks it again about every database
//! of these tests and about more of them, and writes the files anew.

mod cases;
mod tool;

use erd_core::{Dialect, Engine, Family, Schema};
use erd_schema_rs::{Code, DieselToml, MismatchKind, Printed, SchemaRs, adopt, print, rustfmt};
use std::path::{Path, PathBuf};
use testkit::Scratch;
use tool::Tool;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diesel")
}

/// The name of the expected files of an engine: MySQL and MariaDB have their own.
fn file_of(dialect: Dialect, case: &str, options: &str) -> PathBuf {
    let name = format!("{case}.{options}.rs");
    folder().join("expected").join(dialect.name()).join(name)
}

/// A database, and what it is described as.
struct Made {
    database: Scratch,
    schema: Schema,
    engine: Engine,
    /// Tables in which migration tools keep their state.
    left_out: Vec<String>,
    /// Whether the schema is all that there is.
    is_whole: bool,
}

/// A database that a file of SQL makes.
fn made(dialect: Dialect, sql: &str) -> Made {
    try_made(dialect, sql).unwrap_or_else(|error| panic!("{}: {error}", dialect.title()))
}

/// The same, where the engine takes all of it.
fn try_made(dialect: Dialect, sql: &str) -> Result<Made, String> {
    let mut database = Scratch::new(dialect);
    database.execute_script(sql)?;
    let described = erd_live::describe_url(database.url()).expect("a description");
    let mut schema = described.schema;
    if dialect == Dialect::Sqlite {
        let mut connection = erd_live::connect(database.url()).expect("a connection");
        let query = &mut |sql: &str| connection.query(sql);
        erd_live::show_nullable_rowids(query, &mut schema).expect("its rowids");
    }
    Ok(Made {
        database,
        schema,
        engine: Engine::new(described.dialect, &described.version),
        is_whole: described.unsupported.is_empty(),
        left_out: described.left_out.into_iter().map(|l| l.table).collect(),
    })
}

/// A database that a schema makes, behind what is no part of it.
fn rendered(dialect: Dialect, before: &str, schema: Schema) -> Made {
    let script = erd_ddl::render(&schema, dialect).expect("a schema that the engine takes");
    let mut database = Scratch::new(dialect);
    database.execute_script(before).expect("what it needs");
    for sql in script.iter() {
        database.execute(sql).expect("a statement that it takes");
    }
    Made {
        database,
        schema,
        engine: dialect.into(),
        left_out: Vec::new(),
        is_whole: true,
    }
}

/// All sections of a `diesel.toml`, printed and formatted, and patterns of the tables that diesel would stop at or that are
/// left out.
fn printed(made: &Made, options: &str) -> (String, Vec<String>) {
    let file = DieselToml::parse(options, &folder()).expect("a good diesel.toml");
    let mut text = String::new();
    let state = made.left_out.iter();
    let mut left_out: Vec<String> = state.map(|table| format!("^{table}$")).collect();
    for section in &file.print_schema {
        let Printed {
            text: part,
            warnings,
        } = print(&made.schema, made.engine, &section.print).expect("a printed schema");
        text.push_str(&rustfmt(&part).expect("rustfmt"));
        for warning in warnings {
            let table = warning.path.rsplit('.').next().unwrap_or_default();
            match warning.code {
                Code::SameName => {}
                // With the tables behind it.
                Code::VirtualTable => left_out.push(format!("^{table}")),
                _ => left_out.push(format!("^{table}$")),
            }
        }
    }
    (text, left_out)
}

/// Compares with the expected file, which the tool writes anew where it is there.
fn check(made: &Made, case: &str, options: &[(&str, &str)]) {
    let dialect = made.engine.dialect;
    for (name, toml) in options {
        let (text, left_out) = printed(made, toml);
        let file = file_of(dialect, case, name);
        if let Some(tool) = Tool::of_this_run() {
            let expected = tool.print(made.database.url(), toml, &left_out);
            std::fs::create_dir_all(file.parent().expect("a folder")).expect("the folder");
            std::fs::write(&file, expected).expect("the file");
        }
        let expected = std::fs::read_to_string(&file).unwrap_or_else(|error| {
            panic!(
                "{}: {error}; `cargo xtask diesel` writes it",
                file.display()
            )
        });
        let what = format!("{case} with {name} on {}", dialect.title());
        assert_same(&what, &text, &expected);
        if *name == "plain" {
            assert_adopted(made, &expected, &what);
        }
    }
}

/// What diesel prints of a database agrees with it.
fn assert_adopted(made: &Made, file: &str, what: &str) {
    let file = SchemaRs::parse(file).expect("a schema.rs");
    let described = erd_live::describe_url(made.database.url()).expect("a description");
    let mut schema = described.schema.clone();
    let mut mismatches = adopt(&mut schema, made.engine, &file).expect("a schema");
    // Tables that are left out, and partitions, which are tables to diesel alone.
    mismatches.retain(|m| !matches!(m.kind, MismatchKind::NotInFile if m.line == 0));
    let is_partition = |path: &str| path.starts_with("readings_") || path.starts_with("sensors_");
    mismatches.retain(|m| !is_partition(&m.path));
    let said: Vec<String> = mismatches
        .iter()
        .map(|m| format!("{}: {m}", m.line))
        .collect();
    assert!(said.is_empty(), "{what}: {said:#?}");
    let explicit = |schema: &Schema| {
        erd_ddl::explicit(schema, made.engine)
            .expect("a schema")
            .schema
    };
    for (a, b) in explicit(&described.schema)
        .tables
        .iter()
        .zip(&explicit(&schema).tables)
    {
        let sql = |table: &erd_core::schema::Table| -> Vec<_> {
            table.columns.iter().map(|c| c.sql_type.clone()).collect()
        };
        assert_eq!(
            (sql(a), &a.checks),
            (sql(b), &b.checks),
            "{what}: {}",
            a.name
        );
    }
}

/// Compares with the tool alone, where it is there.
fn check_without_file(made: &Made, case: &str) {
    if let Some(tool) = Tool::of_this_run() {
        let (text, left_out) = printed(made, "");
        let expected = tool.print(made.database.url(), "", &left_out);
        let what = format!("{case} on {}", made.engine.dialect.title());
        assert_same(&what, &text, &expected);
    }
}

fn assert_same(what: &str, text: &str, expected: &str) {
    if text == expected {
        return;
    }
    let lines = text.lines().zip(expected.lines());
    let differing: Vec<String> = lines
        .enumerate()
        .filter(|(_, (a, b))| a != b)
        .take(10)
        .map(|(i, (a, b))| format!("{:4} erd:    {a}\n     diesel: {b}", i + 1))
        .collect();
    panic!(
        "{what}: {} and {} lines\n{}",
        text.lines().count(),
        expected.lines().count(),
        differing.join("\n")
    );
}

#[test]
fn postgres_is_printed_as_diesel_prints_it() {
    cases::of(Family::Postgres);
}

#[test]
fn mysql_and_mariadb_are_printed_as_diesel_prints_them() {
    cases::of(Family::MySql);
}

#[test]
fn sqlite_is_printed_as_diesel_prints_it() {
    cases::of(Family::Sqlite);
}
