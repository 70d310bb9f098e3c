//! The planner keeps what it knows in types: it takes no SQL apart that erd wrote, knows no op by its name, and the planner of
//! one family uses nothing of another's.

use std::fs;
use std::path::{Path, PathBuf};

/// Methods that take a text apart.
const READING: [&str; 9] = [
    "starts_with",
    "ends_with",
    "strip_prefix",
    "strip_suffix",
    "split_once",
    "rsplit_once",
    "replacen",
    "trim_start_matches",
    "trim_end_matches",
];

/// Sources that read texts which others wrote, and which.
const READERS: &[(&str, &str)] = &[
    ("middle.rs", "names that the server gave"),
    ("mysql/columns/defaults.rs", "defaults of columns"),
    ("mysql/columns/mod.rs", "defaults of columns"),
    ("mysql/implied.rs", "names that the server gave"),
    ("mysql/options.rs", "names of table options"),
    ("mysql/traits.rs", "defaults of columns"),
    ("mysql/types.rs", "types in their normal form"),
    ("objects/mod.rs", "names of settings"),
    ("phases/cast.rs", "defaults of columns"),
    ("postgres/checked.rs", "CREATE DOMAIN of the user"),
    ("postgres/composite.rs", "CREATE TYPE of the user"),
    ("postgres/objects.rs", "names of settings"),
    ("postgres/partitions/bounds.rs", "bounds of partitions"),
    ("postgres/elements/leaf_names.rs", "expressions of indexes"),
    ("postgres/elements/settings.rs", "names of settings"),
    ("postgres/referenced.rs", "literals of arrays"),
    ("postgres/replaced.rs", "types of columns"),
    ("postgres/tables/properties.rs", "storage parameters"),
    ("postgres/types.rs", "types in their normal form"),
    ("recreated/mod.rs", "types of columns"),
    ("resource.rs", "keys of dependencies"),
    ("sequences.rs", "CREATE SEQUENCE of the user"),
    ("sqlite/transition.rs", "defaults of columns"),
    ("uses.rs", "names of objects"),
];

const FAMILIES: [&str; 3] = ["mysql", "postgres", "sqlite"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src/plan")
}

/// Each source of the planner without its tests, by its path.
fn sources(folder: &Path, out: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, out);
            continue;
        }
        let text = fs::read_to_string(&path).expect("a source");
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        let name = path.strip_prefix(root()).expect("a source of the planner");
        let name: Vec<_> = name.iter().map(|part| part.to_string_lossy()).collect();
        out.push((name.join("/"), code.to_owned()));
    }
}

fn all() -> Vec<(String, String)> {
    let mut all = Vec::new();
    sources(&root(), &mut all);
    assert!(all.len() > 80, "the sources were found: {}", all.len());
    all
}

/// The lines that take a text apart.
fn reading(code: &str) -> Vec<&str> {
    let reads = |line: &&str| READING.iter().any(|m| line.contains(&format!(".{m}(")));
    code.lines().filter(reads).collect()
}

/// The lines in which a source of one family names another.
fn siblings<'a>(name: &str, code: &'a str) -> Vec<&'a str> {
    let Some((own, _)) = name
        .split_once('/')
        .filter(|(own, _)| FAMILIES.contains(own))
    else {
        return Vec::new();
    };
    let others = FAMILIES.iter().filter(|family| **family != own);
    let marks: Vec<_> = others
        .flat_map(|other| [format!("plan::{other}"), format!("super::{other}")])
        .collect();
    let names = |line: &&str| marks.iter().any(|mark| line.contains(mark));
    code.lines().filter(names).collect()
}

#[test]
fn only_texts_of_others_are_taken_apart() {
    let mut wrong = Vec::new();
    for (name, code) in all() {
        let lines = reading(&code);
        let is_reader = READERS.iter().any(|(known, _)| *known == name);
        if is_reader == lines.is_empty() {
            wrong.push(format!("{name}: {lines:?}"));
        }
    }
    assert!(
        wrong.is_empty(),
        "keep it in a type, or say in READERS whose text it is:\n{}",
        wrong.join("\n")
    );
}

#[test]
fn the_planner_of_a_family_uses_no_other() {
    for (name, code) in all() {
        let found = siblings(&name, &code);
        assert!(
            found.is_empty(),
            "{name}: what families share stands beside them: {found:?}"
        );
    }
}

#[test]
fn what_is_forbidden_is_seen() {
    let code = "let a = sql.strip_suffix(\" NOT VALID\");\nlet b = sql.len();";
    assert_eq!(reading(code).len(), 1);
    let code =
        "use crate::plan::postgres::using;\nuse super::super::mysql::lock;\nuse super::cost;";
    assert_eq!(siblings("mysql/tables.rs", code).len(), 1);
    assert_eq!(siblings("sqlite/mod.rs", code).len(), 2);
    assert_eq!(siblings("phases/cast.rs", code).len(), 0);
}
