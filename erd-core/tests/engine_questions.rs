//! Code asks what an engine can do, or of which family it is; it compares no products.

use std::fs;
use std::path::{Path, PathBuf};

/// Where one engine is meant: its own folder, rules that state what one does, and what starts servers.
const ENGINES: &[&str] = &[
    "bench", "dialect", "engine", "mysql", "postgres", "rules", "sqlite", "testkit", "xtask",
];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder that can be read") {
        let path = entry.expect("an entry").path();
        let name = path
            .file_name()
            .and_then(|name| name.to_str())
            .unwrap_or_default()
            .to_owned();
        if path.is_dir() && !ENGINES.contains(&name.as_str()) && name != "tests" {
            sources(&path, found);
        } else if path.extension().is_some_and(|end| end == "rs") {
            found.push(path);
        }
    }
}

/// The lines of a text that compare products.
fn comparisons(text: &str) -> Vec<&str> {
    let code = text.split("#[cfg(test)]").next().unwrap_or_default();
    let compares = |line: &&str| {
        ["== Dialect::", "!= Dialect::"]
            .iter()
            .any(|mark| line.contains(mark))
            || (line.contains("matches!(") && line.contains("Dialect::"))
    };
    code.lines().filter(compares).collect()
}

#[test]
fn no_code_compares_products() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("the workspace");
    let mut found = Vec::new();
    for entry in fs::read_dir(root).expect("the workspace") {
        let source = entry.expect("an entry").path();
        let name = source
            .file_name()
            .and_then(|name| name.to_str())
            .unwrap_or_default()
            .to_owned();
        if source.join("src").is_dir() && !ENGINES.contains(&name.as_str()) {
            sources(&source.join("src"), &mut found);
        }
    }
    assert!(found.len() > 300, "the sources were found: {}", found.len());
    let mut wrong = Vec::new();
    for path in &found {
        let text = fs::read_to_string(path).expect("a source that can be read");
        wrong.extend(
            comparisons(&text)
                .into_iter()
                .map(|line| format!("{}: {}", path.display(), line.trim())),
        );
    }
    assert!(
        wrong.is_empty(),
        "ask for a capability or the family instead:\n{}",
        wrong.join("\n")
    );
}

#[test]
fn a_comparison_is_seen() {
    let text = "if dialect == Dialect::Sqlite {}\nmatch dialect.family() {}\nmatches!(d, Dialect::MySql)\n#[cfg(test)]\nd == Dialect::MySql";
    assert_eq!(comparisons(text).len(), 2);
}
