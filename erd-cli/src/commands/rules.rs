//! `cargo erd rules`: the list of the rules.

use crate::cli;
use crate::error::Error;
use crate::{json, output};
use erd_checks::RULES;
use erd_json::{Rule, Rules, Scope};
use std::fmt::Write;

pub(super) fn run(args: &cli::Rules) -> Result<(), Error> {
    let on_schemas = RULES.iter().copied().map(of_schemas);
    let rules = on_schemas.chain(erd_lint::RULES.iter().copied().map(of_migrations));
    let rules: Vec<Rule> = rules.collect();
    if args.written.is_json() {
        return output::json(Rules { rules });
    }
    output::result(&list(&rules))
}

/// A rule on schemas.
pub(super) fn of_schemas(rule: &erd_checks::Rule) -> Rule {
    Rule {
        id: rule.id.to_owned(),
        rule: rule.slug.to_owned(),
        level: json::level(rule.level),
        scope: match rule.scope {
            erd_checks::Scope::Entity => Scope::Entity,
            erd_checks::Scope::Pair => Scope::Pair,
            erd_checks::Scope::Graph => Scope::Graph,
        },
        why: rule.why.to_owned(),
    }
}

/// A rule on migrations.
pub(super) fn of_migrations(rule: &erd_lint::Rule) -> Rule {
    Rule {
        id: rule.id.to_owned(),
        rule: rule.slug.to_owned(),
        level: json::level(rule.levels.highest()),
        scope: Scope::Migration,
        why: rule.why.to_owned(),
    }
}

/// One line for each rule, in columns.
fn list(rules: &[Rule]) -> String {
    let slug_width = rules.iter().map(|rule| rule.rule.len()).max().unwrap_or(0);
    let scopes = rules.iter().map(|rule| rule.scope.name().len());
    let scope_width = scopes.max().unwrap_or(0);
    let mut out = String::new();
    for rule in rules {
        let Rule {
            id,
            rule,
            level,
            scope,
            why,
        } = rule;
        let (level, scope) = (level.name(), scope.name());
        // Writing to a String cannot fail.
        let _ = writeln!(
            out,
            "{id}  {rule:slug_width$}  {level:5}  {scope:scope_width$}  {why}"
        );
    }
    out
}
