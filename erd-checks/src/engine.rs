//! Runs rules and applies allows.

use crate::config::{self, Config};
use crate::report::{AllowedBy, Excuse, Placed, Report, UsedAllows};
use crate::rules::{
    u02_unknown_allow, u03_allow_without_reason, u04_unused_allow, u05_futile_allow,
};
use crate::{Check, RULES, Rule, Scope, find_rule};
use erd_core::schema::{Allow, Schema, Table};
use erd_core::{Finding, Level, Site};

/// What the rules say of a schema.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checked {
    /// What nobody allowed, table by table in the schema's order, and in each table in the order of severity.
    pub findings: Vec<Finding>,
    /// What somebody allowed, in the same order.
    pub allowed: Vec<Allowed>,
    /// What is wrong in `erd.toml`, each with its line.
    pub config: Vec<(u32, Finding)>,
}

/// A finding that an `allow` silences.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allowed {
    /// What was found.
    pub finding: Finding,
    /// Why it may be.
    pub reason: String,
    /// Who said so.
    pub by: AllowedBy,
}

/// Runs the rules that need only one entity; the derive calls it while column types are still
/// [`Unknown`](erd_core::schema::Type::Unknown) and targets are paths.
///
/// Findings come in the order of their severity. Those that an `allow` silences are left out, and an `allow` that is
/// wrong in itself is a finding.
pub fn check_entity(table: &Table) -> Vec<Finding> {
    check_entity_with(table, &Config::default())
}

/// The same with the decisions of a project. What is wrong in these themselves is no finding here: every entity would
/// repeat it.
pub fn check_entity_with(table: &Table, config: &Config) -> Vec<Finding> {
    let judged = |rule: &Rule| rule.scope == Scope::Entity;
    let tables = std::slice::from_ref(table);
    let checked = finish(tables, config, judged, |rule, report| {
        if let Check::Entity(check) | Check::Both(check, _) = rule.check {
            check(table, report);
        }
    });
    checked.findings
}

/// Runs every rule on a resolved schema, whose ids must be in range.
///
/// Findings come table by table in the schema's order, and in each table in the order of their severity.
pub fn check_schema(schema: &Schema) -> Vec<Finding> {
    check_schema_with(schema, &Config::default()).findings
}

/// The same with the decisions of a project; says too what was allowed, and what is wrong in the decisions.
pub fn check_schema_with(schema: &Schema, config: &Config) -> Checked {
    let run = |rule: &'static Rule, report: &mut Report<'_>| match rule.check {
        Check::Entity(check) => each_table(schema, report, check),
        Check::Schema(check) => check(schema, report),
        Check::Both(entity, whole) => {
            each_table(schema, report, entity);
            whole(schema, report);
        }
        Check::Engine | Check::Compiler => {}
    };
    finish(&schema.tables, config, |_| true, run)
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
    config: &Config,
    judged: impl Fn(&Rule) -> bool,
    run: impl Fn(&'static Rule, &mut Report<'_>),
) -> Checked {
    let mut out = Vec::new();
    let mut used = UsedAllows::default();
    for rule in RULES {
        let mut report = Report::new(rule, tables, config, &mut out, &mut used);
        run(rule, &mut report);
    }
    let mut allowed = Vec::new();
    let mut left = Vec::new();
    for mut placed in out {
        config.set_level(&mut placed.finding);
        match excuse(tables, config, &placed, &mut used) {
            Some(excuse) => allowed.push((placed, excuse)),
            None => left.push(placed),
        }
    }
    let mut out = left;
    for (position, table) in tables.iter().enumerate() {
        for (number, allow) in table.allows.iter().enumerate() {
            let unused = !used.in_code(position, number);
            if let Some((rule, say)) = judge(allow, |rule| unused && judged(rule)) {
                let mut report = Report::new(rule, tables, config, &mut out, &mut used);
                report.current = position;
                say(allow, &mut report);
            }
        }
    }
    out.sort_by(|a, b| sort_key(a).cmp(&sort_key(b)));
    allowed.sort_by(|(a, _), (b, _)| sort_key(a).cmp(&sort_key(b)));
    let complete = |(placed, Excuse { reason, by }): (Placed, Excuse)| Allowed {
        finding: placed.finding,
        reason,
        by,
    };
    Checked {
        findings: out.into_iter().map(|placed| placed.finding).collect(),
        allowed: allowed.into_iter().map(complete).collect(),
        config: config::judge(config, |allow| used.in_project(allow)),
    }
}

fn sort_key(placed: &Placed) -> (usize, Level, &'static str, Site) {
    let Placed { table, finding } = placed;
    (*table, finding.level, finding.id, finding.site)
}

/// Why a finding may be, if it may; the allows that speak of it count as used.
fn excuse(
    tables: &[Table],
    config: &Config,
    placed: &Placed,
    used: &mut UsedAllows,
) -> Option<Excuse> {
    let Placed { table, finding } = placed;
    let excuse = used.mark(tables, config, *table, finding.slug, finding.site);
    excuse.filter(|_| finding.silenceable)
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
