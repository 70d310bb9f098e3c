//! What the pages say is bad is found, and what they say is good is not denied.

use super::found;
use crate::rules::{RULES, index};
use erd_core::Level;
use std::collections::BTreeSet;

/// The SQL blocks under a heading, with their dialect.
fn blocks<'a>(page: &'a str, heading: &str) -> Vec<(&'a str, &'a str)> {
    let section = page
        .split("\n## ")
        .find(|part| part.starts_with(heading))
        .unwrap_or_default();
    let blocks = section.split("```sql ").skip(1);
    blocks
        .map(|block| {
            let block = block.split("```").next().unwrap_or_default();
            block.split_once('\n').expect("a block has lines")
        })
        .collect()
}

#[test]
fn the_examples_are_true() {
    let mut wrong = Vec::new();
    for rule in RULES.iter().filter(|rule| rule.id != "M54") {
        let (bad, good) = (blocks(rule.docs, "Bad"), blocks(rule.docs, "Good"));
        if bad.is_empty() || good.is_empty() {
            wrong.push(format!("{}: no example", rule.id));
        }
        for (dialect, sql) in bad {
            let found = found(sql, dialect.parse().expect("a dialect"));
            if !found.iter().any(|(id, _)| *id == rule.id) {
                wrong.push(format!("{}: not found in\n{sql}{found:?}", rule.id));
            }
        }
        for (dialect, sql) in good {
            let found = found(sql, dialect.parse().expect("a dialect"));
            if found
                .iter()
                .any(|(id, level)| *id == rule.id || *level == Level::Deny)
            {
                wrong.push(format!("{}: {found:?} in\n{sql}", rule.id));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn an_example_of_each_engine_is_there_where_the_rule_denies() {
    for rule in RULES.iter().filter(|rule| rule.id != "M54") {
        let bad = blocks(rule.docs, "Bad");
        let on = |names: &[&str]| bad.iter().any(|(dialect, _)| names.contains(dialect));
        for (level, names) in [
            (rule.levels.postgres, &["postgres"][..]),
            (rule.levels.mysql, &["mysql", "mariadb"]),
            (rule.levels.sqlite, &["sqlite"]),
        ] {
            // What is the same everywhere, and what only an old version does, which a test of its own has.
            let elsewhere = matches!(rule.id, "M17" | "M50" | "M03");
            assert!(
                level != Some(Level::Deny) || on(names) || elsewhere,
                "{} has no bad example for {names:?}",
                rule.id
            );
        }
    }
}

#[test]
fn ids_and_slugs_are_unique_and_pages_have_their_parts() {
    let mut names = BTreeSet::new();
    for rule in RULES {
        assert!(
            names.insert(rule.id) && names.insert(rule.slug),
            "{}",
            rule.id
        );
        assert!(
            rule.docs
                .starts_with(&format!("# {} {}\n", rule.id, rule.slug))
        );
        for part in [
            "\n## What it does\n",
            "\n## Why\n",
            "\n## Bad\n",
            "\n## Good\n",
        ] {
            assert!(rule.docs.contains(part), "{} has no{part}", rule.id);
        }
        assert!(rule.page().contains(&format!("erd:allow({}", rule.slug)));
        assert!(index().contains(&rule.file_name("md")));
    }
}
