//! Constraints that stay, and that the engine wants gone while their columns or their table change.

use super::texts_of;
use crate::Step;
use crate::diff::{ColumnChange, Element, TableChange, TablePair, element_name};
use crate::plan::context::Context;
use crate::plan::mysql::Place;
use crate::plan::node::Nodes;
use erd_core::Dialect;
use erd_core::schema::ColumnId;
use std::collections::BTreeSet;

/// Constraints that lose the name that they keep, when the server gives them one of the table's other name.
pub(super) fn kept(context: &Context<'_>, nodes: &mut Nodes) {
    for step in &context.diff.steps {
        let Step::RenameTable { table } = step else {
            continue;
        };
        let place = Place::new(context, *table);
        let old = &context.diff.old[table.old];
        let keys = (0..old.foreign_keys.len()).map(Element::ForeignKey);
        for element in keys.chain((0..old.checks.len()).map(Element::Check)) {
            let name = element_name(old, element);
            let changed = context.steps.of(table.old).any(|step| match step {
                Step::DropElement { element: other, .. }
                | Step::ReplaceElement { old: other, .. }
                | Step::RenameElement { old: other, .. } => *other == element,
                _ => false,
            });
            let after = place.after();
            let same = |other: &Element| element_name(after, *other) == name;
            let new = match element {
                Element::Check(_) => (0..after.checks.len()).map(Element::Check).find(same),
                _ => (0..after.foreign_keys.len())
                    .map(Element::ForeignKey)
                    .find(same),
            };
            if let Some(new) = new
                && !changed
                && element_name(place.before(), element) != name
            {
                place.replace_element(element, new, nodes);
            }
        }
    }
}

/// Foreign keys that stay, on columns or leading to columns that become another type or get numbers: the engine lets
/// neither side change before the key is gone, so it goes and comes again.
pub(super) fn held(context: &Context<'_>, nodes: &mut Nodes) {
    let mut known = BTreeSet::new();
    for (table, columns) in context
        .diff
        .steps
        .iter()
        .filter_map(|s| changed(context, s))
    {
        let before = context.mid_table(table);
        for (owner, i) in context.keys_around(table.old) {
            let key = &context.mid[owner].foreign_keys[i];
            let is_own = owner == table.old && key.columns.iter().any(|c| columns.contains(c));
            let leads = Context::target(&context.mid, owner, key)
                .is_some_and(|(to, _)| to == table.old)
                && key.target_columns.iter().any(|target| {
                    let mut names = columns.iter().map(|c| &before[*c].name);
                    names.any(|name| target.eq_ignore_ascii_case(name))
                });
            if (is_own || leads)
                && let Some(pair) = context.pair_of(owner)
                && let place = Place::new(context, pair)
                && let Some(new) = place.staying_foreign_key(i)
                && known.insert((pair, new))
            {
                place.replace_element(Element::ForeignKey(i), Element::ForeignKey(new), nodes);
            }
        }
    }
}

/// The columns of the old table that a step changes in what foreign keys hold.
fn changed(context: &Context<'_>, step: &Step) -> Option<(TablePair, Vec<ColumnId>)> {
    match step {
        Step::AlterColumn {
            table,
            old,
            changes,
            ..
        } if changes
            .iter()
            .any(|change| is_held(*change, context.dialect())) =>
        {
            Some((*table, vec![*old]))
        }
        Step::AlterTable { table, changes } if changes.contains(&TableChange::Charset) => {
            // One that has a collation of its own before and after is told by its own step where it changes.
            let old = context.mid_table(*table);
            let mut texts = texts_of(old, context.dialect());
            texts.retain(|column| old[*column].collation.is_empty());
            Some((*table, texts))
        }
        _ => None,
    }
}

/// Whether a foreign key refuses the change of its columns, even of a length, on either side. MariaDB lets them begin and
/// cease to number themselves (seen on 10.11 and 11.8).
pub(in super::super) fn is_held(change: ColumnChange, dialect: Dialect) -> bool {
    match change {
        ColumnChange::Type | ColumnChange::Collation | ColumnChange::Generated => true,
        ColumnChange::Identity => dialect == Dialect::MySql,
        _ => false,
    }
}

impl Place<'_> {
    /// The new foreign key that an old one is, if no step changes it.
    fn staying_foreign_key(&self, old: usize) -> Option<usize> {
        let key = &self.before().foreign_keys[old];
        let changed = self.context.steps.of(self.pair.old).any(|step| match step {
            Step::DropElement { element, .. } | Step::ReplaceElement { old: element, .. } => {
                *element == Element::ForeignKey(old)
            }
            Step::RenameElement {
                old: element, new, ..
            } => *element == Element::ForeignKey(old) && !self.follows(*element, *new),
            _ => false,
        });
        let mut new = self.after().foreign_keys.iter();
        let position = new.position(|other| other.name.eq_ignore_ascii_case(&key.name));
        position.filter(|_| !changed && key.is_enforced())
    }
}
