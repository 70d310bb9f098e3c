//! Every kind of op that the planner of PostgreSQL makes has a case.

use crate::cases;
use erd_core::schema::ObjectKind;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Kinds whose names are put together: what stands in the source, and what becomes of it.
fn composed(pattern: &str) -> Option<Vec<String>> {
    let all = |verbs: &[&str], nouns: &[&str]| {
        let pairs = verbs
            .iter()
            .flat_map(|v| nouns.iter().map(move |n| format!("{v}_{n}")));
        pairs.collect()
    };
    match pattern {
        // Of an object. Namespaces are no objects to a plan, and engines other than PostgreSQL have the others.
        "{verb}_{}" => {
            let other = [
                ObjectKind::Namespace,
                ObjectKind::VirtualTable,
                ObjectKind::Event,
            ];
            let kinds = ObjectKind::ALL.iter().filter(|kind| !other.contains(kind));
            let nouns: Vec<_> = kinds.map(|kind| kind.word().replace(' ', "_")).collect();
            let nouns: Vec<_> = nouns.iter().map(String::as_str).collect();
            let mut all: Vec<String> = all(&["create", "drop", "replace", "comment"], &nouns);
            let never = [
                // They have none, and nothing drops a comment.
                "comment_comment",
                "comment_setting",
            ];
            // The others are dropped and made, so that what uses them can go between.
            let replaced = [
                "replace_domain",
                "replace_function",
                "replace_procedure",
                "replace_sequence",
                "replace_setting",
            ];
            all.retain(|kind| {
                let kind = kind.as_str();
                !never.contains(&kind)
                    && (!kind.starts_with("replace_") || replaced.contains(&kind))
            });
            Some(all)
        }
        // The name of an op that is there, under the table's old name.
        "{what}" => Some(Vec::new()),
        "set_{}" => Some(all(
            &["set"],
            &["comment", "logging", "storage_parameters", "row_security"],
        )),
        // Of a part: by verb, on a table and on one of its partitions.
        "{}_{}" | "{verb}_{}_part" => {
            let keys = ["primary_key", "index"];
            let constraints = ["primary_key", "index", "check", "exclusion", "foreign_key"];
            let mut kinds: Vec<String> = all(&["build", "attach"], &keys);
            kinds.extend::<Vec<_>>(all(&["drop", "add"], &constraints));
            kinds.extend::<Vec<_>>(all(&["validate"], &["check", "foreign_key"]));
            kinds.extend(["alter_foreign_key".to_owned(), "comment_index".to_owned()]);
            Some(kinds)
        }
        "rename_{}" => Some(all(
            &["rename"],
            &["primary_key", "index", "check", "exclusion", "foreign_key"],
        )),
        _ => None,
    }
}

/// The kinds in the text of a source file: what stands in quotes before a colon and a placeholder.
fn patterns(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let pieces: Vec<_> = text.split('"').collect();
    for pair in pieces.chunks_exact(2) {
        let Some((kind, rest)) = pair[1].split_once(':') else {
            continue;
        };
        // A loss has a name of its own.
        let losses = ["allow: format!(", "allow = format!("];
        if losses.iter().any(|end| pair[0].trim_end().ends_with(end)) {
            continue;
        }
        let is_kind = |c: char| c.is_ascii_lowercase() || "_{}".contains(c);
        if rest.starts_with('{') && !kind.is_empty() && kind.chars().all(is_kind) {
            found.push(kind.to_owned());
        }
    }
    found
}

fn sources(folder: &Path, out: &mut Vec<String>) {
    for entry in fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("a file").path();
        if path.ends_with("mysql") || path.ends_with("sqlite") {
            continue;
        }
        if path.is_dir() {
            sources(&path, out);
        } else {
            out.push(fs::read_to_string(&path).expect("a source"));
        }
    }
}

#[test]
fn every_kind_of_op_has_a_case() {
    let plan = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/plan");
    let mut texts = Vec::new();
    sources(&plan, &mut texts);
    let mut kinds = BTreeSet::new();
    for pattern in texts.iter().flat_map(|text| patterns(text)) {
        if pattern.contains('{') {
            let all = composed(&pattern);
            kinds.extend(all.unwrap_or_else(|| panic!("what kinds are `{pattern}`?")));
        } else {
            kinds.insert(pattern);
        }
    }
    assert!(kinds.len() > 100, "{kinds:?}");
    let seen: BTreeSet<String> = cases::all(18)
        .iter()
        .flat_map(|case| {
            case.plan(15)
                .map(|plan| plan.ops().map(|op| op.name.clone()).collect::<Vec<_>>())
                .unwrap_or_default()
        })
        .filter_map(|name| name.split_once(':').map(|(kind, _)| kind.to_owned()))
        .collect();
    let missing: Vec<_> = kinds.difference(&seen).collect();
    assert!(missing.is_empty(), "no case makes {missing:?}");
    let unknown: Vec<_> = seen.difference(&kinds).collect();
    assert!(
        unknown.is_empty(),
        "no source was read that makes {unknown:?}"
    );
}
