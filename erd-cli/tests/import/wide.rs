//! One schema per engine that has everything: what the import makes of it, read by people, and for diesel.

use crate::comes_back;
use crate::krate::Crate;
use erd_core::Dialect;
use testkit::Scratch;

fn wide(dialect: Dialect) -> Scratch {
    let script = match dialect {
        Dialect::Postgres => include_str!("wide/postgres.sql"),
        Dialect::MySql => include_str!("wide/mysql.sql"),
        Dialect::MariaDb => include_str!("wide/mariadb.sql"),
        Dialect::Sqlite => include_str!("wide/sqlite.sql"),
    };
    let mut database = Scratch::new(dialect);
    database
        .execute_script(script)
        .unwrap_or_else(|error| panic!("{dialect}: {error}"));
    database
}

#[test]
fn a_wide_schema_becomes_a_crate_that_makes_it_again() {
    for dialect in testkit::dialects() {
        let database = wide(dialect);
        let name = format!("wide-{}", dialect.name());
        let imported = comes_back(&name, database.url(), dialect);
        let files = joined(imported.files().iter());
        insta::assert_snapshot!(name, format!("{}{files}", imported.said));
    }
}

/// The files in which diesel makes a difference: names that are `table!`'s own, keys of several columns and none, types
/// that diesel has not.
const DIESEL: &[&str] = &[
    "enums.rs",
    "log_line.rs",
    "order.rs",
    "showing.rs",
    "sql_types.rs",
];

#[test]
fn a_wide_schema_is_ready_for_diesel() {
    for dialect in testkit::dialects() {
        let database = wide(dialect);
        let name = format!("diesel-{}", dialect.name());
        let imported = Crate::import(&name, database.url(), &["--diesel"]);
        imported.is_formatted();
        imported.compiles_without_a_warning();
        // The engine with the most types, as each set of features is compiled anew.
        if dialect == Dialect::Postgres {
            imported.needs_nothing_else();
        }
        let files = imported.files();
        let files = files
            .iter()
            .filter(|(name, _)| DIESEL.contains(&name.as_str()));
        insta::assert_snapshot!(name, format!("{}{}", imported.said, joined(files)));
    }
}

#[test]
fn a_wide_schema_fits_in_one_file() {
    let database = wide(Dialect::Sqlite);
    for (name, options) in [
        ("single", &["--single-file"][..]),
        ("single-diesel", &["--single-file", "--diesel"]),
    ] {
        let imported = Crate::import(name, database.url(), options);
        imported.is_formatted();
        imported.compiles_without_a_warning();
        assert_eq!(imported.files().len(), 1);
    }
}

fn joined<'a>(files: impl Iterator<Item = &'a (String, String)>) -> String {
    files.fold(String::new(), |text, (name, file)| {
        text + &format!("\n// {name}\n{file}")
    })
}
