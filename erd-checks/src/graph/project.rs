//! What `erd.toml` says, as far as const evaluation asks: rules cannot read files there, so the macros pass what they read.

use super::allowed::allowed;
use super::text;
use crate::{Rule, config};
use erd_core::def::EntityDef;
use erd_core::text::{Text, same};
use erd_core::{Dialect, Level, Site};

/// The decisions of a project.
#[derive(Clone, Copy, Debug)]
pub struct ProjectDef {
    /// The databases that the schema must run on; empty means every dialect.
    pub targets: &'static [Dialect],
    /// Levels of rules, by slug; the last word counts.
    pub levels: &'static [(&'static str, Level)],
    /// Places that may break a rule, each with a reason: the slug, and the target as the file has it.
    pub allows: &'static [(&'static str, &'static str)],
}

/// Slugs of the rules that ask for their level, or whether they are allowed, during const evaluation.
pub(crate) const ASKING: [&str; 14] = [
    "fk_target_not_unique",
    "fk_type_mismatch",
    "fk_narrower_than_key",
    "fk_key_order",
    "fk_to_virtual_column",
    "equal_enum_values",
    "mandatory_fk_cycle",
    "not_null_self_reference",
    "denormalised_type_drift",
    "shard_key_missing",
    "duplicate_object_name",
    "case_only_difference",
    "fk_and_partition_mysql",
    // F05 asks whether a table without any key is reported there.
    "no_primary_key",
];

/// Whether const evaluation asks what was decided of a rule, by slug.
pub fn is_asked(slug: &str) -> bool {
    ASKING.contains(&slug)
}

impl ProjectDef {
    /// A project without the file: every rule at its own level, every dialect a target.
    pub const BLANK: Self = Self {
        targets: &[],
        levels: &[],
        allows: &[],
    };

    /// The level of a rule's finding in this project.
    pub(crate) const fn level(&self, rule: &Rule, own: Level) -> Level {
        let mut i = self.levels.len();
        while i > 0 {
            i -= 1;
            if same(self.levels[i].0, rule.slug) {
                return self.levels[i].1;
            }
        }
        own
    }

    /// Whether a finding that can be allowed stops the build: its level is deny, and nobody allows it at that site.
    pub(crate) const fn stops(
        &self,
        rule: &Rule,
        own: Level,
        entity: &EntityDef,
        site: Site,
    ) -> bool {
        matches!(self.level(rule, own), Level::Deny) && !self.allows(rule, entity, site)
    }

    /// Whether the declaration or the project allows a rule at a site, with a reason.
    pub(crate) const fn allows(&self, rule: &Rule, entity: &EntityDef, site: Site) -> bool {
        if allowed(entity, rule.slug, site) {
            return true;
        }
        let mut i = 0;
        while i < self.allows.len() {
            let (slug, target) = self.allows[i];
            if same(slug, rule.slug) {
                let mut path = Text::new();
                text::push_site(&mut path, entity, site);
                if config::covers(target, path.as_str()) {
                    return true;
                }
            }
            i += 1;
        }
        false
    }
}

/// Whether a dialect is one of those; without any named, it is.
pub(crate) const fn is_among(targets: &[Dialect], dialect: Dialect) -> bool {
    targets.is_empty() || names(targets, dialect)
}

/// Whether a dialect is named.
pub(crate) const fn names(targets: &[Dialect], dialect: Dialect) -> bool {
    let mut i = 0;
    while i < targets.len() {
        if targets[i] as u8 == dialect as u8 {
            return true;
        }
        i += 1;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::find_rule;
    use std::path::Path;

    /// A rule that is left out would not hear what the project decided.
    #[test]
    fn each_rule_that_asks_is_listed() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let asks = |text: &str| {
            let text: String = text.split_whitespace().collect();
            [
                "project.stops(&RULE",
                "project.allows(&RULE",
                "project.level(&RULE",
            ]
            .iter()
            .any(|call| text.contains(call))
        };
        for rule in crate::RULES {
            let file = folder.join("rules").join(rule.file_name("rs"));
            let text = std::fs::read_to_string(&file).expect("a rule's file");
            if asks(&text) {
                assert!(ASKING.contains(&rule.slug), "{}", rule.slug);
            }
        }
        for slug in ASKING {
            assert!(find_rule(slug).is_some(), "{slug}");
        }
    }

    #[test]
    fn without_targets_every_dialect_is_one() {
        assert!(is_among(&[], Dialect::MySql) && !names(&[], Dialect::MySql));
        let postgres = [Dialect::Postgres];
        assert!(is_among(&postgres, Dialect::Postgres) && !is_among(&postgres, Dialect::MySql));
    }
}
