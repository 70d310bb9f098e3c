//! Runs rules and applies allows.

use crate::report::{Placed, Report, UsedAllows};
use crate::rules::{
    u02_unknown_allow, u03_allow_without_reason, u04_unused_allow, u05_futile_allow,
};
use crate::{Check, RULES, Rule, Scope, find_rule};
use erd_core::schema::{Allow, Schema, Table};
use erd_core::{Finding, Level, Site};

/// Runs the rules that need only one entity; the derive calls it while column types are still
/// [`Unknown`](erd_core::schema::Type::Unknown) and targets are paths.
///
/// Findings come in the order of their severity. Those that an `allow` silences are left out, and an `allow` that is
/// wrong in itself is a finding.
pub fn check_entity(table: &Table) -> Vec<Finding> {
    let judged = |rule: &Rule| rule.scope == Scope::Entity;
    finish(std::slice::from_ref(table), judged, |rule, report| {
        if let Check::Entity(check) | Check::Both(check, _) = rule.check {
            check(table, report);
        }
    })
}

/// Runs every rule on a resolved schema, whose ids must be in range.
///
/// Findings come table by table in the schema's order, and in each table in the order of their severity.
pub fn check_schema(schema: &Schema) -> Vec<Finding> {
    finish(
        &schema.tables,
        |_| true,
        |rule, report| match rule.check {
            Check::Entity(check) => each_table(schema, report, check),
            Check::Schema(check) => check(schema, report),
            Check::Both(entity, whole) => {
                each_table(schema, report, entity);
                whole(schema, report);
            }
            Check::Engine => {}
        },
    )
}

fn each_table(schema: &Schema, report: &mut Report<'_>, check: fn(&Table, &mut Report<'_>)) {
    for table in schema.walk_tables() {
        report.enter(table.id());
        check(table.table(), report);
    }
}

/// Runs `run` for every rule, then silences, judges the allows, and sorts. `judged` are the rules whose verdict is
/// complete here, so that an allow which silenced nothing of theirs is unused.
fn finish(
    tables: &[Table],
    judged: impl Fn(&Rule) -> bool,
    run: impl Fn(&'static Rule, &mut Report<'_>),
) -> Vec<Finding> {
    let mut out = Vec::new();
    let mut used = UsedAllows::default();
    for rule in RULES {
        run(rule, &mut Report::new(rule, tables, &mut out, &mut used));
    }
    out.retain(|placed| !silenced(tables, placed, &mut used));
    for (position, table) in tables.iter().enumerate() {
        for (number, allow) in table.allows.iter().enumerate() {
            let unused = !used.contains(position, number);
            if let Some((rule, say)) = judge(allow, |rule| unused && judged(rule)) {
                let mut report = Report::new(rule, tables, &mut out, &mut used);
                report.current = position;
                say(allow, &mut report);
            }
        }
    }
    out.sort_by(|a, b| sort_key(a).cmp(&sort_key(b)));
    out.into_iter().map(|placed| placed.finding).collect()
}

fn sort_key(placed: &Placed) -> (usize, Level, &'static str, Site) {
    let Placed { table, finding } = placed;
    (*table, finding.level, finding.id, finding.site)
}

/// Whether an allow silences a finding; the allows that speak of it count as used.
fn silenced(tables: &[Table], placed: &Placed, used: &mut UsedAllows) -> bool {
    let Placed { table, finding } = placed;
    let allowed = used.mark(tables, *table, finding.slug, finding.site);
    allowed && finding.silenceable
}

type Say = fn(&Allow, &mut Report<'_>);

/// The rule that an allow itself breaks, if any.
fn judge(allow: &Allow, unused: impl Fn(&Rule) -> bool) -> Option<(&'static Rule, Say)> {
    let Some(rule) = find_rule(&allow.rule).filter(|r| r.slug == allow.rule) else {
        return Some((&u02_unknown_allow::RULE, u02_unknown_allow::say));
    };
    if !rule.silenceable {
        Some((&u05_futile_allow::RULE, u05_futile_allow::say))
    } else if allow.reason.trim().is_empty() {
        Some((
            &u03_allow_without_reason::RULE,
            u03_allow_without_reason::say,
        ))
    } else if unused(rule) {
        Some((&u04_unused_allow::RULE, u04_unused_allow::say))
    } else {
        None
    }
}
