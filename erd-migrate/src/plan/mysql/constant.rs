//! Checks that name no column. MySQL and MariaDB drop them with any column that goes, without a word (seen on 9.7.4 and
//! 10.11), so they are written again in the same statement.

use super::Place;
use super::cost::Cost;
use crate::Step;
use crate::diff::{Element, folded};
use erd_core::schema::{Column, Table};
use erd_ddl::expression::identifiers;

impl Place<'_> {
    /// Whether no column stands in a check.
    pub(super) fn is_constant_check(&self, table: &Table, check: usize) -> bool {
        let dialect = self.context.dialect();
        let text = table.checks[check].sql.get(dialect).unwrap_or_default();
        let names = identifiers(text, dialect);
        let is_named = |name: &str| {
            names
                .iter()
                .any(|n| folded(n, dialect) == folded(name, dialect))
        };
        !table.columns.iter().any(|column| is_named(&column.name))
    }

    /// The change that drops a column, and its cost. `end` tells whether it is the plan that does it, or its way back: by
    /// then every check of the old table is there again.
    pub(super) fn drop_column_change(&self, column: &Column, end: End) -> (String, Cost) {
        let quoted = self.new.quote(&column.name);
        let table = self.before();
        let stays = |check: &usize| {
            end == End::Back
                || !self.context.steps.of(self.pair.old).any(|step| {
                    matches!(step, Step::DropElement { element, .. } | Step::ReplaceElement { old: element, .. } if *element == Element::Check(*check))
                })
        };
        let kept = (0..table.checks.len()).filter(|i| self.is_constant_check(table, *i));
        let again: Vec<_> = kept
            .filter(stays)
            .filter_map(|i| {
                let clause = self.old.check(self.pair.old, &table.checks[i])?;
                let name = self.old.quote(&table.checks[i].name);
                Some(format!(", DROP CONSTRAINT {name}, ADD {clause}"))
            })
            .collect();
        let cost = if again.is_empty() {
            self.drop_column_cost(column)
        } else {
            Cost::Copy
        };
        (format!("DROP COLUMN {quoted}{}", again.concat()), cost)
    }
}

/// Which end of the plan a change leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// The new schema.
    Forth,
    /// The old schema.
    Back,
}
