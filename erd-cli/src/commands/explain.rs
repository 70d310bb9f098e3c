//! `cargo erd explain`: the page of a rule.

use super::rules;
use crate::cli;
use crate::error::Error;
use crate::output;
use erd_checks::{Rule, Scope};
use erd_core::Level;

pub(super) fn run(args: &cli::Explain) -> Result<(), Error> {
    let rule =
        erd_checks::find_rule(&args.rule).ok_or_else(|| Error::UnknownRule(args.rule.clone()))?;
    output::result(&page(rule))
}

/// The rule's own page, and what is true of every rule in some way.
fn page(rule: &Rule) -> String {
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
        rules::level(rule.level),
    )
}
