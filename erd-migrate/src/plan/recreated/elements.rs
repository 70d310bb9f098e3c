//! Constraints and indexes that go and come back.

use super::Search;
use crate::Step;
use crate::diff::{Element, TablePair, element_name};
use crate::plan::context::Context;
use erd_core::schema::{ColumnId, KeyPart, Table, TableId};
use std::collections::BTreeSet;

impl Search<'_> {
    /// Whether an expression speaks of what goes, or of one of the columns.
    pub(super) fn speaks(
        &self,
        text: &str,
        table: TableId,
        columns: &BTreeSet<(TableId, ColumnId)>,
    ) -> bool {
        let things = self.names.of_text(text);
        let names_it = |column: ColumnId| {
            let name = &self.diff.old[table][column].name;
            self.names.names_column(text, name)
        };
        things.iter().any(|thing| self.gone.contains(thing))
            || columns
                .iter()
                .any(|(owner, column)| *owner == table && names_it(*column))
    }

    pub(super) fn elements(&mut self, pair: TablePair) {
        let (mid, new) = (&self.mid[pair.old], &self.diff.new[pair.new]);
        for element in expressive(&self.diff.old[pair.old]) {
            match self.step_of(pair, element) {
                Some(Step::DropElement { .. }) => {}
                Some(Step::ReplaceElement { .. }) => {
                    // Under another type the old expression may be another one, and a foreign key the same.
                    let columns = if matches!(element, Element::ForeignKey(_)) {
                        &self.found.recast
                    } else {
                        &self.retyped
                    };
                    if self.uses(pair, element, columns) || self.is_recollated(pair, element) {
                        self.found.parts_apart.insert((pair, element));
                    }
                }
                _ if self.uses(pair, element, &self.found.recast)
                    || self.is_recollated(pair, element) =>
                {
                    if let Some(after) = same_element(new, element, element_name(mid, element)) {
                        self.found.elements.push((pair, element, after));
                    }
                }
                _ => {}
            }
        }
    }

    /// Whether a constraint or an index has something that goes or one of the columns in an expression, or one of them in a foreign key.
    pub(super) fn uses(
        &self,
        pair: TablePair,
        element: Element,
        columns: &BTreeSet<(TableId, ColumnId)>,
    ) -> bool {
        let table = &self.diff.old[pair.old];
        let dialect = self.diff.dialect;
        let speaks = |text: &str| self.speaks(text, pair.old, columns);
        let anew = |column: &ColumnId| self.anew.contains(&(pair.old, *column));
        match element {
            Element::PrimaryKey => false,
            Element::Check(i) => table.checks[i].sql.get(dialect).is_some_and(speaks),
            Element::Exclusion(i) => speaks(&table.exclusions[i].definition),
            Element::ForeignKey(i) => {
                let key = &table.foreign_keys[i];
                let own = key.columns.iter().map(|c| (pair.old, *c));
                let target = Context::target(&self.diff.old, pair.old, key);
                let others = target.into_iter().flat_map(|(id, parent)| {
                    let names = key.target_columns.iter();
                    let places = names.filter_map(|name| {
                        let mut all = parent.columns.iter();
                        all.position(|c| c.name == *name).map(ColumnId)
                    });
                    places.map(move |column| (id, column))
                });
                own.chain(others).any(|column| columns.contains(&column))
            }
            Element::Index(i) => {
                let index = &table.indexes[i];
                let mut keys = index.keys.iter();
                keys.any(|key| match &key.part {
                    KeyPart::Expression(sql) => sql.get(dialect).is_some_and(speaks),
                    KeyPart::Column(column) => anew(column),
                }) || index.include.iter().any(anew)
                    || index.predicate.get(dialect).is_some_and(speaks)
            }
        }
    }

    /// Whether a key of an index has a collation of its own, and its column has that one before or after.
    fn is_recollated(&self, pair: TablePair, element: Element) -> bool {
        let Element::Index(i) = element else {
            return false;
        };
        let mut keys = self.diff.old[pair.old].indexes[i].keys.iter();
        keys.any(|key| match key.part {
            KeyPart::Column(column) => {
                key.collation.is_some() && self.found.recollated.contains(&(pair.old, column))
            }
            KeyPart::Expression(_) => false,
        })
    }

    pub(super) fn step_of(&self, pair: TablePair, element: Element) -> Option<&Step> {
        self.steps.of(pair.old).find(|step| {
            matches!(step, Step::DropElement { element: old, .. } | Step::ReplaceElement { old, .. } if *old == element)
        })
    }
}

/// The constraints and indexes that may have an expression, and the foreign keys.
fn expressive(table: &Table) -> Vec<Element> {
    let checks = (0..table.checks.len()).map(Element::Check);
    let exclusions = (0..table.exclusions.len()).map(Element::Exclusion);
    let keys = (0..table.foreign_keys.len()).map(Element::ForeignKey);
    let indexes = (0..table.indexes.len()).map(Element::Index);
    checks
        .chain(exclusions)
        .chain(keys)
        .chain(indexes)
        .collect()
}

/// The constraint or index of that kind and name.
fn same_element(table: &Table, kind: Element, name: &str) -> Option<Element> {
    let all: Vec<Element> = match kind {
        Element::PrimaryKey => vec![Element::PrimaryKey],
        Element::Index(_) => (0..table.indexes.len()).map(Element::Index).collect(),
        Element::Check(_) => (0..table.checks.len()).map(Element::Check).collect(),
        Element::Exclusion(_) => (0..table.exclusions.len())
            .map(Element::Exclusion)
            .collect(),
        Element::ForeignKey(_) => (0..table.foreign_keys.len())
            .map(Element::ForeignKey)
            .collect(),
    };
    all.into_iter()
        .find(|element| element_name(table, *element) == name)
}
