//! `cargo erd rules`: the list of the rules.

use crate::error::Error;
use crate::output;
use erd_checks::RULES;
use erd_checks::render::{level_name, scope_name};
use std::fmt::Write;

pub(super) fn run() -> Result<(), Error> {
    let on_schemas = RULES.iter().map(|rule| Line {
        id: rule.id,
        slug: rule.slug,
        level: level_name(rule.level),
        scope: scope_name(rule.scope),
        why: rule.why,
    });
    let on_migrations = erd_lint::RULES.iter().map(|rule| Line {
        id: rule.id,
        slug: rule.slug,
        level: level_name(rule.levels.highest()),
        scope: "migration",
        why: rule.why,
    });
    output::result(&list(&on_schemas.chain(on_migrations).collect::<Vec<_>>()))
}

/// What is said of a rule.
struct Line {
    id: &'static str,
    slug: &'static str,
    level: &'static str,
    scope: &'static str,
    why: &'static str,
}

/// One line for each rule, in columns.
fn list(lines: &[Line]) -> String {
    let width = |of: fn(&Line) -> usize| lines.iter().map(of).max().unwrap_or(0);
    let slug_width = width(|line| line.slug.len());
    let scope_width = width(|line| line.scope.len());
    let mut out = String::new();
    for line in lines {
        let Line {
            id,
            slug,
            level,
            scope,
            why,
        } = line;
        // Writing to a String cannot fail.
        let _ = writeln!(
            out,
            "{id}  {slug:slug_width$}  {level:5}  {scope:scope_width$}  {why}"
        );
    }
    out
}
