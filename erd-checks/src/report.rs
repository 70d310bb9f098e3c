//! Where a rule's check puts what it finds.

use crate::config::{Config, NamePattern, Named, TargetVersion};
use crate::{Rule, path};
use erd_core::schema::{Table, TableId};
use erd_core::{Dialect, Edit, Finding, Level, Product, Since, Site};
use std::collections::BTreeSet;

/// A finding and the position of its table.
pub(crate) struct Placed {
    pub(crate) table: usize,
    pub(crate) finding: Finding,
}

/// The allows that silenced something.
#[derive(Default)]
pub(crate) struct UsedAllows {
    /// Those of the code: table and number.
    code: BTreeSet<(usize, usize)>,
    /// Those of the project, by number.
    project: BTreeSet<usize>,
}

/// Why a finding may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Excuse {
    pub(crate) reason: String,
    pub(crate) by: AllowedBy,
}

/// Where an allow is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AllowedBy {
    /// In the declaration.
    Code,
    /// In `erd.toml`.
    Project,
}

impl UsedAllows {
    pub(crate) fn in_code(&self, table: usize, allow: usize) -> bool {
        self.code.contains(&(table, allow))
    }

    pub(crate) fn in_project(&self, allow: usize) -> bool {
        self.project.contains(&allow)
    }

    /// Marks the allows that speak of a rule at a site; the first with a reason excuses it.
    pub(crate) fn mark(
        &mut self,
        tables: &[Table],
        config: &Config,
        table: usize,
        rule: &str,
        site: Site,
    ) -> Option<Excuse> {
        let mut excuse = None;
        let mut speak = |reason: &str, by| {
            if excuse.is_none() && !reason.trim().is_empty() {
                let reason = reason.to_owned();
                excuse = Some(Excuse { reason, by });
            }
        };
        for (number, allow) in tables[table].allows.iter().enumerate() {
            if allow.rule == rule && tables[table].covers(allow.site, site) {
                self.code.insert((table, number));
                speak(&allow.reason, AllowedBy::Code);
            }
        }
        if !config.allows.is_empty() {
            let place = path::site(&tables[table], site);
            for number in config.speak_of(rule, &place) {
                self.project.insert(number);
                speak(&config.allows[number].reason, AllowedBy::Project);
            }
        }
        excuse
    }
}

/// Collects the findings of one rule. A check of one table starts at that table; a check of a schema calls
/// [`enter`](Self::enter) first.
pub struct Report<'a> {
    rule: &'static Rule,
    pub(crate) tables: &'a [Table],
    pub(crate) current: usize,
    config: &'a Config,
    out: &'a mut Vec<Placed>,
    used: &'a mut UsedAllows,
}

impl<'a> Report<'a> {
    pub(crate) fn new(
        rule: &'static Rule,
        tables: &'a [Table],
        config: &'a Config,
        out: &'a mut Vec<Placed>,
        used: &'a mut UsedAllows,
    ) -> Self {
        Self {
            rule,
            tables,
            current: 0,
            config,
            out,
            used,
        }
    }

    /// Further findings are in this table.
    pub fn enter(&mut self, table: TableId) {
        self.current = table.0;
    }

    /// Adds a finding at a place in the current table.
    pub fn find(&mut self, site: Site, message: impl Into<String>) -> Entry<'_> {
        let table = &self.tables[self.current];
        let finding = Finding {
            id: self.rule.id,
            slug: self.rule.slug,
            level: self.rule.level,
            path: path::site(table, site),
            table: table.path(),
            site,
            message: message.into(),
            why: self.rule.why.to_owned(),
            help: Vec::new(),
            edit: None,
            silenceable: self.rule.silenceable,
        };
        self.out.push(Placed {
            table: self.current,
            finding,
        });
        let last = self.out.len() - 1;
        Entry(&mut self.out[last].finding)
    }

    /// Whether the current table allows this rule at `site`; such an allow counts as used. For checks that must know
    /// before they find something; the others are silenced by the engine.
    pub fn allowed(&mut self, site: Site) -> bool {
        let (table, rule) = (self.current, self.rule.slug);
        let excuse = self.used.mark(self.tables, self.config, table, rule, site);
        excuse.is_some()
    }

    /// Whether the project says on which dialects the schema must run.
    pub fn names_targets(&self) -> bool {
        !self.config.targets.is_empty()
    }

    /// Whether the schema must run on that dialect; all of them where the project names none.
    pub fn is_target(&self, dialect: Dialect) -> bool {
        self.config.is_target(dialect)
    }

    /// Whether the schema must run on servers of the product with that dialect of which something may be so. What was seen of
    /// PostgreSQL is not claimed of products that speak its language.
    pub(crate) fn reaches(&self, dialect: Dialect, since: Since) -> bool {
        let named = |t: &TargetVersion| t.product == Product::from(dialect);
        (!self.names_targets() || self.config.targets.iter().any(named))
            && self.config.engine(dialect).may_be(since)
    }

    /// How the project calls things of that kind, where it says so.
    pub(crate) fn naming(&self, of: Named) -> Option<&'a NamePattern> {
        self.config.naming.iter().find(|pattern| pattern.of == of)
    }

    /// The databases that the project names.
    pub fn targets(&self) -> Vec<Dialect> {
        self.config.dialects()
    }

    /// Whether the declaration or the project allows this rule at a site of some table. No allow counts as used by that.
    pub(crate) fn speaks_for(&self, table: &Table, site: Site) -> bool {
        self.speaks_for_rule(self.rule, table, site)
    }

    /// The same for another rule.
    pub(crate) fn speaks_for_rule(&self, rule: &Rule, table: &Table, site: Site) -> bool {
        table.allows(rule.slug, site) || self.config.allows(rule.slug, table, site)
    }

    /// The level of a rule in this project.
    pub(crate) fn level_of(&self, rule: &Rule) -> Level {
        self.config.level(rule.slug).unwrap_or(rule.level)
    }

    /// Whether the project names that dialect as one that the schema must run on.
    pub fn names_target(&self, dialect: Dialect) -> bool {
        self.config.targets.iter().any(|t| t.dialect() == dialect)
    }
}

/// A finding just added, to be completed.
pub struct Entry<'a>(&'a mut Finding);

impl Entry<'_> {
    /// Adds an edit that mends it; starts with a verb.
    #[allow(
        clippy::return_self_not_must_use,
        reason = "the finding is already in the report"
    )]
    pub fn help(self, help: impl Into<String>) -> Self {
        self.0.help.push(help.into());
        self
    }

    /// Says how an editor mends it, where that is certain.
    #[allow(
        clippy::return_self_not_must_use,
        reason = "the finding is already in the report"
    )]
    pub fn mend(self, edit: impl Into<Option<Edit>>) -> Self {
        self.0.edit = edit.into();
        self
    }

    /// Says what breaks with the names of this case.
    #[allow(
        clippy::return_self_not_must_use,
        reason = "the finding is already in the report"
    )]
    pub fn why(self, why: impl Into<String>) -> Self {
        self.0.why = why.into();
        self
    }

    /// Sets another level than the rule's.
    #[allow(
        clippy::return_self_not_must_use,
        reason = "the finding is already in the report"
    )]
    pub fn level(self, level: Level) -> Self {
        self.0.level = level;
        self
    }

    /// Says whether an `allow` silences this case.
    #[allow(
        clippy::return_self_not_must_use,
        reason = "the finding is already in the report"
    )]
    pub fn silenceable(self, silenceable: bool) -> Self {
        self.0.silenceable = silenceable;
        self
    }
}
