//! What is printed is what diesel prints: byte for byte, on databases of every engine.
//!
//! The expected files were written by `diesel_cli` itself. `cargo xtask diesel` builds it, asks it again about every database
//! of these tests and about more of them, and writes the files anew.

mod cases;
mod tool;

use erd_core::{Dialect, Engine, Family};
use erd_live::Described;
use erd_schema_rs::{Code, DieselToml, Printed, print, rustfmt};
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

/// A database that a file of SQL makes, as it is described.
fn described(dialect: Dialect, sql: &str) -> (Scratch, Described) {
    let mut database = Scratch::new(dialect);
    if let Err(error) = database.execute_script(sql) {
        panic!("{}: {error}", dialect.title());
    }
    let mut described = erd_live::describe_url(database.url()).expect("a description");
    if dialect == Dialect::Sqlite {
        let mut connection = erd_live::connect(database.url()).expect("a connection");
        let query = &mut |sql: &str| connection.query(sql);
        erd_live::show_nullable_rowids(query, &mut described.schema).expect("its rowids");
    }
    (database, described)
}

/// All sections of a `diesel.toml`, printed and formatted, and the tables that diesel would stop at.
fn printed(described: &Described, options: &str) -> (String, Vec<String>) {
    let file = DieselToml::parse(options, &folder()).expect("a good diesel.toml");
    let engine = Engine::new(described.dialect, &described.version);
    let (mut text, mut left_out) = (String::new(), Vec::new());
    for section in &file.print_schema {
        let Printed {
            text: part,
            warnings,
        } = print(&described.schema, engine, &section.print).expect("a printed schema");
        text.push_str(&rustfmt(&part).expect("rustfmt"));
        let stops = |code: Code| code != Code::SameName;
        let stopping = warnings.into_iter().filter(|w| stops(w.code));
        left_out.extend(stopping.map(|warning| warning.path));
    }
    (text, left_out)
}

fn check(dialect: Dialect, case: &str, sql: &str, options: &[(&str, &str)]) {
    let (database, described) = described(dialect, sql);
    for (name, toml) in options {
        let (text, left_out) = printed(&described, toml);
        let file = file_of(dialect, case, name);
        if let Some(tool) = Tool::of_this_run() {
            let expected = tool.print(database.url(), toml, &left_out);
            std::fs::create_dir_all(file.parent().expect("a folder")).expect("the folder");
            std::fs::write(&file, expected).expect("the file");
        }
        let expected = std::fs::read_to_string(&file).unwrap_or_else(|error| {
            panic!(
                "{}: {error}; `cargo xtask diesel` writes it",
                file.display()
            )
        });
        assert_same(
            &format!("{case} with {name} on {}", dialect.title()),
            &text,
            &expected,
        );
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
    cases::of(Family::Postgres, check);
}

#[test]
fn mysql_and_mariadb_are_printed_as_diesel_prints_them() {
    cases::of(Family::MySql, check);
}

#[test]
fn sqlite_is_printed_as_diesel_prints_it() {
    cases::of(Family::Sqlite, check);
}
