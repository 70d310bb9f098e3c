//! Real schemas, and that no number is lost.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// What `main.rs` says is here is here: each number that it does not leave to another crate has its test.
#[test]
fn every_number_has_its_test() {
    let folder = root().join("erd-checks/tests/field_cases");
    let read =
        |name: &str| std::fs::read_to_string(folder.join(name)).expect("a file of the tests");
    let main = read("main.rs");
    let rows = main.lines().filter_map(|line| line.strip_prefix("//! | "));
    let mut numbers = BTreeSet::new();
    for row in rows.filter(|row| row.starts_with(|c: char| c.is_ascii_digit())) {
        let cells: Vec<&str> = row.split(" | ").collect();
        let words = cells[0]
            .split([' ', ','])
            .filter_map(|word| word.parse::<u32>().ok());
        let words: Vec<u32> = words.collect();
        let range = if cells[0].contains(" to ") {
            words[0]..=words[1]
        } else {
            words[0]..=words[words.len() - 1]
        };
        for number in range {
            assert!(numbers.insert(number), "{number} is in two rows");
            let names = cells[2].trim_end_matches(" |").split(", ");
            let mut files = names
                .filter(|name| name.ends_with(".rs`"))
                .map(|name| read(name.trim_matches('`')));
            let here = files.any(|text| text.contains(&format!("fn e{number:02}_")));
            assert!(here || cells[2].contains("erd-lint"), "{number}");
        }
    }
    assert_eq!(numbers, (1..=35).collect());
}

/// Ids of rules in a text, such as `F01`.
fn ids(text: &str) -> BTreeSet<String> {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric());
    let is_id = |word: &&str| {
        let mut chars = word.chars();
        word.len() == 3
            && chars.next().is_some_and(|c| c.is_ascii_uppercase())
            && chars.all(|c| c.is_ascii_digit())
    };
    words.filter(is_id).map(str::to_owned).collect()
}

/// Every rule that denied something in a real schema is judged by hand in the report.
#[test]
fn e35_findings_in_real_schemas_are_judged() {
    let report = std::fs::read_to_string(root().join("docs/rules/field-report.md"));
    let report = report.expect("the report");
    let (table, judgement) = report.split_once("\n## Judgement").expect("a judgement");
    let rows: Vec<&str> = table
        .lines()
        .filter(|line| line.starts_with("| ") && !line.contains("---"))
        .collect();
    assert!(rows.len() > 10, "the table of the databases");
    let found = ids(&rows.join("\n"));
    assert!(found.len() > 3, "{found:?}");
    let judged = ids(judgement);
    let open: Vec<_> = found.difference(&judged).collect();
    assert!(open.is_empty(), "found and not judged: {open:?}");
}
