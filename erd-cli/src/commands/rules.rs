//! `cargo erd rules`: the list of the rules.

use crate::error::Error;
use crate::output;
use erd_checks::render::{level_name, scope_name};
use erd_checks::{RULES, Rule};
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
            level_name(rule.level),
            scope_name(rule.scope),
            rule.why
        );
    }
    out
}
