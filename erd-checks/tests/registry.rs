//! The list of rules: complete, unambiguous, documented.

use erd_checks::{Check, RULES, Scope, find_rule};
use std::collections::BTreeSet;
use std::path::Path;

#[test]
fn ids_and_slugs_are_unique_and_found() {
    let ids: BTreeSet<&str> = RULES.iter().map(|r| r.id).collect();
    let slugs: BTreeSet<&str> = RULES.iter().map(|r| r.slug).collect();
    assert_eq!((ids.len(), slugs.len()), (RULES.len(), RULES.len()));
    for rule in RULES {
        assert_eq!(find_rule(rule.id).map(|r| r.slug), Some(rule.slug));
        assert_eq!(find_rule(rule.slug).map(|r| r.id), Some(rule.id));
        let lower = rule.id.to_lowercase();
        assert_eq!(find_rule(&lower).map(|r| r.id), Some(rule.id));
    }
    assert!(find_rule("fk_without_indx").is_none());
}

#[test]
fn every_file_is_a_rule_and_every_rule_a_file() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/rules");
    let files: BTreeSet<String> = std::fs::read_dir(folder)
        .expect("the folder of the rules")
        .map(|entry| {
            entry
                .expect("an entry")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .filter(|name| name != "mod.rs")
        .collect();
    let rules: BTreeSet<String> = RULES
        .iter()
        .map(|r| format!("{}_{}.rs", r.id.to_lowercase(), r.slug))
        .collect();
    assert_eq!(files, rules);
}

#[test]
fn every_page_has_its_headings_in_order() {
    for rule in RULES {
        let headings: Vec<&str> = rule
            .docs
            .lines()
            .filter(|l| l.starts_with('#') && !l.starts_with("#["))
            .collect();
        let title = format!("# {} {}", rule.id, rule.slug);
        let expected = [
            "## What it does",
            "## Why",
            "## Bad",
            "## Good",
            "## Source",
        ];
        assert_eq!(headings[0], title);
        assert_eq!(headings[1..], expected, "{}", rule.id);
        for (heading, next) in [("## Bad", "## Good"), ("## Good", "## Source")] {
            let part = rule
                .docs
                .split(heading)
                .nth(1)
                .and_then(|t| t.split(next).next());
            let part = part.expect("the headings are in order");
            assert_eq!(part.matches("```").count(), 2, "{} {heading}", rule.id);
        }
        assert!(rule.docs.lines().all(|l| l.len() <= 125), "{}", rule.id);
    }
}

#[test]
fn reasons_are_one_clause() {
    for rule in RULES {
        assert!(!rule.why.ends_with('.'), "{}", rule.id);
        assert!(!rule.why.contains('\n'), "{}", rule.id);
    }
}

#[test]
fn scopes_say_where_a_rule_runs() {
    for rule in RULES {
        let fits = match rule.check {
            Check::Entity(_) | Check::Engine => rule.scope == Scope::Entity,
            Check::Compiler => rule.scope != Scope::Pair,
            Check::Schema(_) => rule.scope != Scope::Entity,
            Check::Both(..) => rule.scope == Scope::Graph,
        };
        assert!(fits, "{}", rule.id);
    }
}
