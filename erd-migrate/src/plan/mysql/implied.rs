//! Indexes that the server may have made for a foreign key by itself. Such an index goes without a word when another one
//! comes that serves the key, also the one that comes with another foreign key; nothing that the server shows tells it from
//! one that was stated. A rename, be it to its own name, makes it a stated one, and costs nothing (all seen on MySQL 9.7.4,
//! MariaDB 10.11.19 and 11.8.9).

use super::Place;
use crate::Step;
use crate::diff::{Element, folded};
use erd_core::schema::{ColumnId, Index, Order, Table};

impl Place<'_> {
    /// `RENAME INDEX p TO p` of every index of the old table that the new table's index or key on these columns would take
    /// away. Each clause begins with a comma. `instead` is the index that goes in the same statement.
    pub(super) fn keeping(&self, comes: &[ColumnId], instead: Option<usize>) -> String {
        let there = |i: usize| {
            let renamed = |step: &Step| matches!(step, Step::RenameElement { old, .. } if *old == Element::Index(i));
            Some(i) != instead && !self.context.steps.of(self.pair.old).any(renamed)
        };
        self.kept(self.before(), there, (self.after(), comes))
    }

    /// The same on the way back, and where indexes have gone before: those that stay alone are there.
    pub(super) fn keeping_staying(&self, table: &Table, comes: &[ColumnId]) -> String {
        self.kept(table, |i| self.stays(&table.indexes[i]), (table, comes))
    }

    fn kept(
        &self,
        table: &Table,
        is_there: impl Fn(usize) -> bool,
        (owner, comes): (&Table, &[ColumnId]),
    ) -> String {
        let comes = self.folded_names(owner, comes);
        let indexes = table.indexes.iter().enumerate().filter(|(i, index)| {
            let own = self.implied_columns(table, index);
            is_there(*i) && own.is_some_and(|own| starts_with(&comes, &own))
        });
        let each = indexes.map(|(_, index)| {
            let name = self.new.quote(&index.name);
            format!(", RENAME INDEX {name} TO {name}")
        });
        each.collect()
    }

    fn folded_names(&self, table: &Table, columns: &[ColumnId]) -> Vec<String> {
        let dialect = self.context.dialect();
        let each = columns.iter().map(|c| folded(&table[*c].name, dialect));
        each.collect()
    }

    /// Whether an index is in both tables, and nothing happens to it.
    fn stays(&self, index: &Index) -> bool {
        let dialect = self.context.dialect();
        let same = |other: &Index| folded(&other.name, dialect) == folded(&index.name, dialect);
        let position = |table: &Table| table.indexes.iter().position(same);
        let (Some(before), Some(after)) = (position(self.before()), position(self.after())) else {
            return false;
        };
        !self.context.steps.of(self.pair.old).any(|step| match step {
            Step::AddElement { element, .. } => *element == Element::Index(after),
            Step::DropElement { element, .. } => *element == Element::Index(before),
            Step::ReplaceElement { old, new, .. } | Step::RenameElement { old, new, .. } => {
                *old == Element::Index(before) || *new == Element::Index(after)
            }
            _ => false,
        })
    }

    /// The columns of an index that is as the server makes it for a foreign key of the old or of the new table.
    fn implied_columns(&self, table: &Table, index: &Index) -> Option<Vec<String>> {
        let plain = !index.is_unique()
            && index.is_btree()
            && index.keys.iter().all(|key| key.order == Order::Asc);
        let columns = index.key_columns().filter(|_| plain)?;
        let own = self.folded_names(table, &columns);
        let is_made = [self.before(), self.after()].into_iter().any(|table| {
            let mut keys = table.foreign_keys.iter().filter(|key| key.is_enforced());
            keys.any(|key| {
                self.folded_names(table, &key.columns) == own
                    && is_made_name(index, &key.name, &own)
            })
        });
        is_made.then_some(own)
    }
}

/// Whether a server gives the name to an index that it makes: that of the foreign key where somebody gave it one, else that
/// of its first column, with a number where it is taken.
fn is_made_name(index: &Index, key: &str, columns: &[String]) -> bool {
    let name = index.name.to_lowercase();
    let rest = columns
        .first()
        .and_then(|first| name.strip_prefix(&**first));
    let number = |rest: &str| {
        rest.strip_prefix('_')
            .is_some_and(|number| number.bytes().all(|digit| digit.is_ascii_digit()))
    };
    name == key.to_lowercase() || rest.is_some_and(|rest| rest.is_empty() || number(rest))
}

/// Whether the columns begin with those of an index, in whatever order.
fn starts_with(columns: &[String], index: &[String]) -> bool {
    let first = columns.get(..index.len());
    first.is_some_and(|first| first.iter().all(|column| index.contains(column)))
}
