//! What holds for every rule: ids that never change, pages that are written, cases that show it, messages of one form.

use erd_checks::{Check, RULES, Rule, Scope};
use erd_core::Level;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten();
    let mut all: Vec<PathBuf> = entries.map(|e| e.expect("an entry").path()).collect();
    all.sort();
    all
}

fn read(file: &Path) -> String {
    std::fs::read_to_string(file).expect("a file of the repository")
}

/// `cargo xtask gen --check` says too whether every rule is in it.
#[test]
fn an_id_never_means_something_else() {
    let lock = read(&root().join("erd-checks/rules.lock"));
    let locked: Vec<(&str, &str)> = lock
        .lines()
        .map(|line| line.split_once(' ').expect("an id and a slug"))
        .collect();
    let ids: BTreeSet<&str> = locked.iter().map(|(id, _)| *id).collect();
    let slugs: BTreeSet<&str> = locked.iter().map(|(_, slug)| *slug).collect();
    assert_eq!((ids.len(), slugs.len()), (locked.len(), locked.len()));
    for rule in RULES {
        for (id, slug) in &locked {
            let (same_id, same_slug) = (*id == rule.id, *slug == rule.slug);
            assert_eq!(
                same_id, same_slug,
                "{} {} and {id} {slug}",
                rule.id, rule.slug
            );
        }
    }
}

#[test]
fn no_stub_is_left() {
    for rule in RULES {
        let file = root()
            .join("erd-checks/src/rules")
            .join(rule.file_name("rs"));
        let text = read(&file);
        for stub in [
            "<what", "<the ", "<verb", "<one ", "<Rejects", "<What", "<The ",
        ] {
            assert!(!text.contains(stub), "{}: `{stub}`", file.display());
        }
    }
}

/// Rules that need a target named in `erd.toml`, which the cases of `erd/tests/ui` do not have. Those of erd-cli's tests do.
const ON_NAMED_TARGETS: [&str; 4] = ["F24", "F25", "P04", "T34"];

/// Whether a build reports it: in the derive, or in const evaluation.
fn reaches_the_build(rule: &Rule) -> bool {
    if ON_NAMED_TARGETS.contains(&rule.id) {
        return false;
    }
    match rule.check {
        Check::Compiler => false,
        Check::Engine => true,
        _ => rule.scope == Scope::Entity || is_of_the_const_tier(rule),
    }
}

/// Whether the checks that the compiler runs name the rule.
fn is_of_the_const_tier(rule: &Rule) -> bool {
    let module = rule.file_name("rs");
    let module = module.trim_end_matches(".rs");
    files(&root().join("erd-checks/src/graph"))
        .iter()
        .any(|file| read(file).contains(module))
}

#[test]
fn what_a_build_reports_has_a_case_that_breaks_it_and_one_that_keeps_it() {
    let mut missing = Vec::new();
    for rule in RULES {
        if rule.level == Level::Allow || !reaches_the_build(rule) {
            continue;
        }
        let folder = root()
            .join("erd/tests/ui/rules")
            .join(rule.id.to_lowercase());
        let names: Vec<String> = files(&folder)
            .iter()
            .filter_map(|file| {
                file.file_name()?
                    .to_str()?
                    .strip_suffix(".rs")
                    .map(str::to_owned)
            })
            .collect();
        let any = |start: &str| names.iter().any(|name| name.starts_with(start));
        if !(any("bad") || any("warn")) || !any("ok") {
            missing.push(rule.id);
        }
    }
    assert!(
        missing.is_empty(),
        "erd/tests/ui/rules lacks bad or warn, or ok, of {missing:?}"
    );
}

#[test]
fn every_folder_of_cases_is_of_a_rule() {
    for folder in files(&root().join("erd/tests/ui/rules")) {
        let name = folder
            .file_name()
            .and_then(|n| n.to_str())
            .unwrap_or_default();
        let known = RULES.iter().any(|rule| rule.id.to_lowercase() == name);
        assert!(known, "{}", folder.display());
    }
}

/// What users read, as the compiler printed it.
#[test]
fn messages_have_one_form() {
    let mut seen = 0;
    let folders = files(&root().join("erd/tests/ui/rules"));
    let expected = folders.iter().flat_map(|folder| files(folder));
    for file in expected.filter(|f| f.extension().is_some_and(|e| e == "stderr")) {
        for line in read(&file).lines() {
            let at = || format!("{}: {line}", file.display());
            let line = line.trim();
            let message = line.split_once("erd[").map(|(_, rest)| rest);
            let message = message.and_then(|rest| rest.split_once(": "));
            let parts = ["why:  ", "help: "].map(|start| line.strip_prefix(start));
            let said = [message.map(|(_, text)| text), parts[0], parts[1]];
            for said in said.into_iter().flatten() {
                assert!(!said.ends_with('.') || said.ends_with(".."), "{}", at());
                seen += 1;
            }
            if let Some((head, text)) = message {
                let first = text.chars().next().unwrap_or(' ');
                assert!(!first.is_whitespace(), "{}", at());
                let (id, slug) = head.split_once("] ").unwrap_or_default();
                let rule = RULES.iter().find(|rule| rule.id == id);
                assert_eq!(rule.map(|rule| rule.slug), Some(slug), "{}", at());
            }
            if let Some(help) = parts[1] {
                let verb = help.starts_with(|c: char| c.is_ascii_lowercase());
                assert!(verb, "help starts with a verb: {}", at());
            }
        }
    }
    assert!(seen > RULES.len(), "expected messages were found");
}
