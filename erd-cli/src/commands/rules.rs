//! `cargo erd rules`: the list of the rules.

use crate::error::Error;
use crate::output;
use erd_checks::{RULES, Rule, Scope};
use erd_core::Level;
use std::fmt::Write;

pub(super) fn run() -> Result<(), Error> {
    output::result(&list(RULES))
}

/// One line for each rule, in columns.
fn list(rules: &[&Rule]) -> String {
    let slug_width = rules.iter().map(|rule| rule.slug.len()).max().unwrap_or(0);
    let mut out = String::new();
    for rule in rules {
        let _ = writeln!(
            out,
            "{}  {:slug_width$}  {:5}  {:6}  {}",
            rule.id,
            rule.slug,
            level(rule.level),
            scope(rule.scope),
            rule.why
        );
    }
    out
}

pub(super) const fn level(level: Level) -> &'static str {
    match level {
        Level::Deny => "deny",
        Level::Warn => "warn",
        Level::Allow => "allow",
    }
}

const fn scope(scope: Scope) -> &'static str {
    match scope {
        Scope::Entity => "entity",
        Scope::Pair => "pair",
        Scope::Graph => "graph",
    }
}
