//! What is wrong in the file itself.

use super::{Config, FILE, ProjectAllow, RuleLevel};
use crate::rules::{
    u02_unknown_allow, u03_allow_without_reason, u04_unused_allow, u05_futile_allow,
};
use crate::{Rule, find_rule};
use erd_core::{Finding, Level, Site};

/// The findings about the file, each with its line. `used` says which allow, by position, silenced something.
pub(crate) fn judge(config: &Config, used: impl Fn(usize) -> bool) -> Vec<(u32, Finding)> {
    let levels = config
        .levels
        .iter()
        .filter_map(|said| Some((said.line, level(said)?)));
    let allows = config.allows.iter().enumerate();
    let allows = allows.filter_map(|(i, said)| Some((said.line, allow(said, used(i))?)));
    levels.chain(allows).collect()
}

fn level(said: &RuleLevel) -> Option<Finding> {
    let at = format!("rules.{}", said.rule);
    let Some(rule) = find_rule(&said.rule) else {
        return Some(unknown(&said.rule, at));
    };
    let fixed = !rule.silenceable && rule.level == Level::Deny;
    (fixed && said.level != Level::Deny).then(|| {
        let message = format!("`{}` cannot be lowered", rule.slug);
        let help = "remove the line and mend what the rule found";
        finding(&u05_futile_allow::RULE, at, message, help.to_owned())
    })
}

fn allow(said: &ProjectAllow, used: bool) -> Option<Finding> {
    let (slug, target) = (&said.rule, &said.target);
    let at = format!("allow.{slug}.{target}");
    let Some(rule) = find_rule(slug) else {
        return Some(unknown(slug, at));
    };
    let (judge, message, help) = if !rule.silenceable {
        (
            &u05_futile_allow::RULE,
            format!("`{slug}` cannot be allowed"),
            "remove the allow and mend what the rule found",
        )
    } else if said.reason.trim().is_empty() {
        (
            &u03_allow_without_reason::RULE,
            format!("the allow of `{slug}` at `{target}` gives no reason"),
            "say in `reason = \"..\"` why it is right there",
        )
    } else if !used {
        (
            &u04_unused_allow::RULE,
            format!("the allow of `{slug}` at `{target}` silences nothing"),
            "remove it",
        )
    } else {
        return None;
    };
    Some(finding(judge, at, message, help.to_owned()))
}

fn unknown(written: &str, at: String) -> Finding {
    let message = format!("no rule is called `{written}`");
    finding(
        &u02_unknown_allow::RULE,
        at,
        message,
        u02_unknown_allow::help(written),
    )
}

fn finding(rule: &'static Rule, at: String, message: String, help: String) -> Finding {
    Finding {
        id: rule.id,
        slug: rule.slug,
        level: rule.level,
        path: format!("{FILE}:{at}"),
        table: String::new(),
        site: Site::Entity,
        message,
        why: rule.why.to_owned(),
        help: vec![help],
        edit: None,
        silenceable: rule.silenceable,
    }
}
