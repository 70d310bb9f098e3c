//! The ported example schemas against the SQL of their originals: both go into a database, are described, and compared.
//! `ERD_TEST_SAKILA` and `ERD_TEST_CRATES_IO` name folders with checkouts; the README of each example says of which commit.

mod explain;
mod original;

use std::fmt::Write as _;
use std::path::Path;

use erd_core::{Dialect, Schema};
use erd_migrate::{Entry, Options, diff};
use testkit::Scratch;

use explain::Explanation;

#[test]
fn sakila_differs_from_its_original_as_explained() {
    compare(
        "ERD_TEST_SAKILA",
        "sakila",
        "",
        &sakila::Sakila::schema(),
        |checkout, dialect| Some(original::sakila(checkout, dialect)),
    );
}

#[test]
fn the_package_registry_differs_from_its_original_as_explained() {
    let schema = package_registry::Registry::schema();
    let prelude = package_registry::PRELUDE;
    compare(
        "ERD_TEST_CRATES_IO",
        "package_registry",
        prelude,
        &schema,
        original::crates_io,
    );
}

/// Compares on all engines that the original has SQL for. Every difference has a reason, and every reason a difference.
fn compare(
    variable: &str,
    example: &str,
    prelude: &str,
    schema: &Schema,
    original: fn(&Path, Dialect) -> Option<String>,
) {
    let Some(checkout) = std::env::var_os(variable) else {
        return;
    };
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../examples")
        .join(example);
    let explanations = Explanation::read(&folder.join("differences.toml"));
    let mut used = vec![false; explanations.len()];
    let mut wrong = String::new();
    for dialect in testkit::dialects() {
        let Some(theirs) = original(Path::new(&checkout), dialect) else {
            continue;
        };
        let ddl = erd_ddl::render(schema, dialect).expect("the schema is sound");
        for entry in differences(dialect, &theirs, &format!("{prelude}\n{ddl}")) {
            match explanations.iter().position(|e| e.covers(dialect, &entry)) {
                Some(at) => used[at] = true,
                None => {
                    let _ = writeln!(wrong, "{dialect}: not explained: {entry}");
                }
            }
        }
    }
    for (explanation, used) in explanations.iter().zip(used) {
        if !used {
            let _ = writeln!(
                wrong,
                "nothing differs for this reason: {}",
                explanation.reason
            );
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// What a table has. Views, functions and the like are in the original alone.
const KINDS: [&str; 8] = [
    "table",
    "column",
    "primary_key",
    "unique",
    "foreign_key",
    "check",
    "index",
    "enum",
];

/// What has to change in a database that `theirs` made to become what `ours` makes.
fn differences(dialect: Dialect, theirs: &str, ours: &str) -> Vec<Entry> {
    let [old, new] = [theirs, ours].map(|script| {
        let mut database = Scratch::new(dialect);
        database.execute_script(script).expect("the script runs");
        let described = erd_live::describe_url(database.url());
        described.expect("a description").schema
    });
    let difference = diff(&old, &new, dialect, &Options::default());
    let mut entries = difference.expect("a difference").entries();
    // An index of a materialized view is called after it.
    entries.retain(|e| KINDS.contains(&e.kind.as_str()) && !e.path.contains(" on "));
    entries
}
