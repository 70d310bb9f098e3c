//! Constraints and indexes: which function handles which, and what they share.

mod checks;
mod foreign_keys;
mod recreated;

pub(super) use recreated::is_held;

use crate::Step;
use crate::diff::{Element, column_type, element_name, folded};
use crate::plan::context::Context;
use crate::plan::mysql::Place;
use crate::plan::mysql::types::has_charset;
use crate::plan::node::{Nodes, Stage};
use crate::plan::resource::{Aspect, Resource};
use erd_core::Dialect;
use erd_core::schema::{ColumnId, Table};

pub(super) fn nodes(context: &Context<'_>, nodes: &mut Nodes) {
    for step in &context.diff.steps {
        let Some(table) = step.table_of_element() else {
            continue;
        };
        let place = Place::new(context, table);
        match step {
            Step::AddElement { element, .. } => place.add_element(*element, None, nodes),
            Step::DropElement { element, .. } => {
                place.drop_element(*element, nodes);
            }
            Step::RenameElement { old, new, .. } => match (old, new) {
                (Element::Index(old), Element::Index(new)) => place.rename_index(*old, *new, nodes),
                // It had the name of its column, or one of its table, and has it again.
                _ if place.follows(*old, *new) => {}
                _ => place.replace_element(*old, *new, nodes),
            },
            Step::ReplaceElement { old, new, .. } if !place.is_with_column(*old, *new) => {
                place.replace_element(*old, *new, nodes);
            }
            Step::AlterElement {
                old: Element::Index(old),
                new: Element::Index(new),
                changes,
                ..
            } => place.alter_index(*old, *new, changes, nodes),
            _ => {}
        }
    }
    recreated::held(context, nodes);
    recreated::kept(context, nodes);
}

/// The columns that have a character set.
pub(super) fn texts_of(table: &Table, dialect: Dialect) -> Vec<ColumnId> {
    let is_text = |id: &ColumnId| has_charset(&column_type(&table[*id], dialect));
    (0..table.columns.len())
        .map(ColumnId)
        .filter(is_text)
        .collect()
}

impl Place<'_> {
    fn add_element(&self, element: Element, after: Option<usize>, nodes: &mut Nodes) {
        match element {
            Element::PrimaryKey => self.primary_key(false, true, nodes),
            Element::Index(i) => self.add_index(i, nodes),
            Element::Check(i) => self.add_check(i, after, nodes),
            Element::ForeignKey(i) => self.add_foreign_key(i, after, nodes),
            Element::Exclusion(_) => {}
        }
    }

    /// Returns the node that drops it, where it is one of its own.
    fn drop_element(&self, element: Element, nodes: &mut Nodes) -> Option<usize> {
        match element {
            Element::PrimaryKey => self.primary_key(true, false, nodes),
            Element::Index(i) => self.drop_index(i, nodes),
            Element::Check(i) => return self.drop_check(i, nodes),
            Element::ForeignKey(i) => return Some(self.drop_foreign_key(i, nodes)),
            Element::Exclusion(_) => {}
        }
        None
    }

    fn replace_element(&self, old: Element, new: Element, nodes: &mut Nodes) {
        match (old, new) {
            (Element::PrimaryKey, Element::PrimaryKey) => self.primary_key(true, true, nodes),
            (Element::Index(old), Element::Index(new)) => self.replace_index(old, new, nodes),
            // One line of a column, in which both stand.
            (Element::Check(old), Element::Check(new)) if self.is_in_line(old, new) => {
                self.drop_check(old, nodes);
            }
            _ => {
                let dropped = self.drop_element(old, nodes);
                // What stands in its place follows at once.
                if let Some(node) = dropped.and_then(|at| nodes.0.get_mut(at)) {
                    node.stage = Stage::Finish;
                }
                self.add_element(new, dropped, nodes);
            }
        }
    }

    /// Whether a constraint of the old table gets its other name with that of its table or column.
    fn follows(&self, old: Element, new: Element) -> bool {
        let is_constraint = matches!(old, Element::Check(_) | Element::ForeignKey(_));
        is_constraint && element_name(self.before(), old) == element_name(self.after(), new)
    }

    fn constraint_exists(&self, name: &str) -> String {
        format!(
            "SELECT 1 FROM information_schema.table_constraints WHERE {} AND constraint_name = {}",
            self.here("table_schema"),
            self.new.literal(name)
        )
    }

    fn drop_constraint(&self, element: Element, name: &str) -> String {
        let word = match (element, self.context.dialect()) {
            (Element::ForeignKey(_), _) => "FOREIGN KEY",
            (_, Dialect::MySql) => "CHECK",
            _ => "CONSTRAINT",
        };
        format!("DROP {word} {}", self.new.quote(name))
    }

    /// The new column of an old one, which may have changed in nothing.
    pub(super) fn column_after(&self, before: ColumnId) -> Option<ColumnId> {
        let name = folded(&self.before()[before].name, self.context.dialect());
        let mut all = (0..self.after().columns.len()).map(ColumnId);
        all.find(|id| folded(&self.after()[*id].name, self.context.dialect()) == name)
    }

    pub(super) fn column_before(&self, after: ColumnId) -> Option<ColumnId> {
        let name = folded(&self.after()[after].name, self.context.dialect());
        let mut all = (0..self.before().columns.len()).map(ColumnId);
        all.find(|id| folded(&self.before()[*id].name, self.context.dialect()) == name)
    }

    /// The changes of the columns that a constraint or an index of the new table reads.
    fn changed(&self, element: Element) -> Vec<Resource> {
        let table = self.after();
        crate::plan::context::element_columns(table, element)
            .into_iter()
            .map(|c| Aspect::NewDefinition.of(&self.path(), &table[c].name))
            .collect()
    }
}
