//! Where a rule's check puts what it finds.

use crate::Rule;
use erd_core::schema::{Table, TableId};
use erd_core::{Finding, Level, Site};

/// A finding and the position of its table.
pub(crate) struct Placed {
    pub(crate) table: usize,
    pub(crate) finding: Finding,
}

/// Collects the findings of one rule. A check of one table starts at that table; a check of a schema calls
/// [`enter`](Self::enter) first.
pub struct Report<'a> {
    pub(crate) rule: &'static Rule,
    pub(crate) tables: &'a [Table],
    pub(crate) current: usize,
    pub(crate) out: &'a mut Vec<Placed>,
}

impl Report<'_> {
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
            path: crate::path::site(table, site),
            table: crate::path::table(table),
            site,
            message: message.into(),
            why: self.rule.why.to_owned(),
            help: Vec::new(),
            silenceable: self.rule.silenceable,
        };
        self.out.push(Placed { table: self.current, finding });
        let last = self.out.len() - 1;
        Entry(&mut self.out[last].finding)
    }
}

/// A finding just added, to be completed.
pub struct Entry<'a>(&'a mut Finding);

impl Entry<'_> {
    /// Adds an edit that mends it; starts with a verb.
    pub fn help(self, help: impl Into<String>) -> Self {
        self.0.help.push(help.into());
        self
    }

    /// Says what breaks with the names of this case.
    pub fn why(self, why: impl Into<String>) -> Self {
        self.0.why = why.into();
        self
    }

    /// Sets another level than the rule's.
    pub fn level(self, level: Level) -> Self {
        self.0.level = level;
        self
    }

    /// Marks a case that no engine accepts, so that no `allow` silences it.
    pub fn always(self) -> Self {
        self.0.silenceable = false;
        self
    }
}
