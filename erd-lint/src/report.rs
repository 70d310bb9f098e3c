//! Where a rule puts what it finds.

use crate::facts::Name;
use crate::rule::Rule;
use erd_core::Level;
use std::ops::Range;

/// What a rule found in a file.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    pub(crate) rule: &'static Rule,
    pub(crate) level: Level,
    /// Bytes in the file.
    pub(crate) span: Range<usize>,
    /// Logical path: `orders.note`.
    pub(crate) path: String,
    /// The table it is about.
    pub(crate) table: Option<Name>,
    pub(crate) message: String,
    pub(crate) why: String,
    pub(crate) help: Vec<String>,
    /// Whether it takes as long as the table has rows.
    pub(crate) grows: bool,
}

/// Collects what one rule finds in one file.
pub(crate) struct Report {
    rule: &'static Rule,
    level: Level,
    pub(crate) found: Vec<Found>,
}

impl Report {
    pub(crate) fn new(rule: &'static Rule, level: Level) -> Self {
        Self {
            rule,
            level,
            found: Vec::new(),
        }
    }

    /// Adds a finding about a table, or a column of it.
    pub(crate) fn find(
        &mut self,
        span: &Range<usize>,
        table: &Name,
        column: Option<&str>,
        message: impl Into<String>,
    ) -> Entry<'_> {
        let path = match column {
            Some(column) => format!("{table}.{column}"),
            None => table.to_string(),
        };
        self.push(span, path, Some(table.clone()), message.into())
    }

    /// Adds a finding about something else than a table.
    pub(crate) fn find_at(
        &mut self,
        span: &Range<usize>,
        path: impl Into<String>,
        message: impl Into<String>,
    ) -> Entry<'_> {
        self.push(span, path.into(), None, message.into())
    }

    fn push(
        &mut self,
        span: &Range<usize>,
        path: String,
        table: Option<Name>,
        message: String,
    ) -> Entry<'_> {
        self.found.push(Found {
            rule: self.rule,
            level: self.level,
            span: span.clone(),
            path,
            table,
            message,
            why: self.rule.why.to_owned(),
            help: Vec::new(),
            grows: false,
        });
        let last = self.found.len() - 1;
        Entry(&mut self.found[last])
    }
}

/// A finding just added, to be completed.
pub(crate) struct Entry<'a>(&'a mut Found);

impl Entry<'_> {
    /// Adds a step of the way that is safe.
    pub(crate) fn help(self, help: impl Into<String>) -> Self {
        self.0.help.push(help.into());
        self
    }

    /// Says what breaks in this case.
    pub(crate) fn why(self, why: impl Into<String>) -> Self {
        self.0.why = why.into();
        self
    }

    /// Sets another level than the rule's.
    pub(crate) fn level(self, level: Level) -> Self {
        self.0.level = level;
        self
    }

    /// Says that it takes as long as the table has rows.
    pub(crate) fn grows(self) -> Self {
        self.0.grows = true;
        self
    }
}
