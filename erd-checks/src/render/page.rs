//! The pages of the rules: the same text in the terminal and in `docs/rules`.

use crate::{Rule, Scope};
use erd_core::Level;
use std::fmt::Write;

/// The rule's own page, and what is true of every rule in some way. Markdown.
pub fn page(rule: &Rule) -> String {
    let level = match rule.level {
        Level::Deny => "the build fails",
        Level::Warn => "the build warns",
        Level::Allow => "only where a project asks for it",
    };
    let scope = match rule.scope {
        Scope::Entity => "one entity",
        Scope::Pair => "an entity and one that it references",
        Scope::Graph => "all entities",
    };
    let allow = if rule.silenceable {
        format!("yes: `#[erd(allow({}, reason = \"...\"))]`", rule.slug)
    } else {
        String::from("no")
    };
    format!(
        "{}\n\n## Facts\n- level: {}, {level}\n- needs to see: {scope}\n- can be allowed: {allow}\n",
        rule.docs.trim_end(),
        level_name(rule.level),
    )
}

/// The table of all rules, which links to their pages. Markdown.
pub fn index(rules: &[&Rule]) -> String {
    let mut out = String::from(
        "# The rules\n\n\
         Written by `cargo xtask gen` from the rules themselves; `cargo erd explain ID` shows the same pages.\n\n\
         | id | name | level | sees | because |\n| --- | --- | --- | --- | --- |\n",
    );
    for rule in rules {
        // Writing to a String cannot fail.
        let _ = writeln!(
            out,
            "| {} | [{}]({}) | {} | {} | {} |",
            rule.id,
            rule.slug,
            rule.file_name("md"),
            level_name(rule.level),
            scope_name(rule.scope),
            rule.why.replace('|', "\\|"),
        );
    }
    out
}

/// What a level is called in `erd.toml`.
pub const fn level_name(level: Level) -> &'static str {
    match level {
        Level::Deny => "deny",
        Level::Warn => "warn",
        Level::Allow => "allow",
    }
}

/// What a scope is called in lists.
pub const fn scope_name(scope: Scope) -> &'static str {
    match scope {
        Scope::Entity => "entity",
        Scope::Pair => "pair",
        Scope::Graph => "graph",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::RULES;

    #[test]
    fn every_rule_is_in_the_index_and_has_its_facts() {
        let index = index(RULES);
        for rule in RULES {
            let link = format!(
                "| {} | [{}]({}_{}.md) |",
                rule.id,
                rule.slug,
                rule.id.to_lowercase(),
                rule.slug
            );
            assert!(index.contains(&link), "{link}");
            let page = page(rule);
            assert!(page.starts_with(rule.docs.trim_end()));
            assert_eq!(page.contains("can be allowed: yes"), rule.silenceable);
        }
    }
}
