//! Keys, indexes, checks, exclusions and foreign keys: by name, and by what they are where the name is gone.

mod definition;
mod reader;

use super::normal::Pairing;
use super::{Element, ElementChange, Options, Step, TablePair};
use definition::{Definition, Found, IndexDefinition};
use erd_core::schema::{ForeignKey, Order};
use erd_core::{Capability, Dialect};
use reader::Reader;

pub(super) fn compare(
    pairing: &Pairing<'_>,
    pair: TablePair,
    options: Options,
    steps: &mut Vec<Step>,
) {
    let old = Reader::old(pairing, pair);
    let new = Reader::new(pairing, pair);
    let lists = [
        (old.primary_key(), new.primary_key()),
        (old.indexes(), new.indexes()),
        (old.checks(), new.checks()),
        (old.exclusions(), new.exclusions()),
    ];
    for (mut before, after) in lists {
        before.retain(|found| !is_implied(pairing, pair, found, &after));
        list(pairing, pair, options, before, after, steps);
    }
    foreign_keys(pairing, pair, options, steps);
}

/// Compares the foreign keys, which are also about other tables.
pub(super) fn foreign_keys(
    pairing: &Pairing<'_>,
    pair: TablePair,
    options: Options,
    steps: &mut Vec<Step>,
) {
    let before = Reader::old(pairing, pair).foreign_keys();
    let after = Reader::new(pairing, pair).foreign_keys();
    list(pairing, pair, options, before, after, steps);
}

fn list(
    pairing: &Pairing<'_>,
    pair: TablePair,
    options: Options,
    before: Vec<Found>,
    after: Vec<Found>,
    steps: &mut Vec<Step>,
) {
    let mut left: Vec<Option<Found>> = before.into_iter().map(Some).collect();
    let mut matched: Vec<Option<Found>> = after.iter().map(|_| None).collect();
    // By name, then by what is said; where the dialect keeps no names, the other way round.
    for (round, by_name) in [true, false, true].into_iter().enumerate() {
        for (i, new) in after.iter().enumerate() {
            if matched[i].is_some() || (round == 0 && !new.kept) {
                continue;
            }
            let same = |old: &Found| {
                if by_name {
                    old.name == new.name
                } else {
                    old.definition == new.definition && old.definition != Definition::Gone
                }
            };
            let found = left.iter().position(|o| o.as_ref().is_some_and(same));
            matched[i] = found.and_then(|at| left[at].take());
        }
    }
    let mut drops: Vec<_> = left.into_iter().flatten().collect();
    drops.sort_by(|a, b| a.name.cmp(&b.name));
    for old in drops {
        steps.push(Step::DropElement {
            table: pair,
            element: old.element,
        });
    }
    let mut order: Vec<_> = (0..after.len()).collect();
    order.sort_by(|a, b| after[*a].name.cmp(&after[*b].name));
    for i in order {
        let new = &after[i];
        let Some(old) = &matched[i] else {
            steps.push(Step::AddElement {
                table: pair,
                element: new.element,
            });
            continue;
        };
        if old.definition != new.definition
            && !becomes_constraint(&old.definition, &new.definition, pairing.dialect)
        {
            steps.push(Step::ReplaceElement {
                table: pair,
                old: old.element,
                new: new.element,
            });
            continue;
        }
        if new.kept && old.name != new.name {
            steps.push(Step::RenameElement {
                table: pair,
                old: old.element,
                new: new.element,
            });
        }
        let mut changes = alterations(pairing, pair, old.element, new.element, options);
        if old.definition != new.definition {
            changes.insert(0, ElementChange::Constraint);
        }
        if !changes.is_empty() {
            steps.push(Step::AlterElement {
                table: pair,
                old: old.element,
                new: new.element,
                changes,
            });
        }
    }
}

/// A unique index that becomes a constraint keeps its btree (PostgreSQL).
fn becomes_constraint(old: &Definition, new: &Definition, dialect: Dialect) -> bool {
    let (Definition::Index(old), Definition::Index(new)) = (old, new) else {
        return false;
    };
    dialect.has(Capability::ConstraintFromIndex)
        && !old.constraint
        && new.constraint
        && IndexDefinition {
            constraint: true,
            deferrable: new.deferrable,
            ..(**old).clone()
        } == **new
}

fn alterations(
    pairing: &Pairing<'_>,
    pair: TablePair,
    old: Element,
    new: Element,
    options: Options,
) -> Vec<ElementChange> {
    let (a, b) = (pairing.old_table(pair), pairing.new_table_of(pair));
    let mut changes = Vec::new();
    match (old, new) {
        (Element::Check(i), Element::Check(j))
            if !a.checks[i].validated && b.checks[j].validated =>
        {
            changes.push(ElementChange::Validate);
        }
        (Element::ForeignKey(i), Element::ForeignKey(j)) => {
            let (a, b) = (&a.foreign_keys[i], &b.foreign_keys[j]);
            if pairing.dialect.has(Capability::NotValid) && !a.validated && b.validated {
                changes.push(ElementChange::Validate);
            }
            if a.deferrable != b.deferrable {
                changes.push(ElementChange::Deferrable);
            }
        }
        (Element::Index(i), Element::Index(j)) => {
            let (a, b) = (&a.indexes[i], &b.indexes[j]);
            if pairing.dialect.has(Capability::InvisibleIndexes) && a.invisible != b.invisible {
                changes.push(ElementChange::Invisible);
            }
            if options.comments
                && pairing.dialect.has(Capability::Comments)
                && a.comment != b.comment
            {
                changes.push(ElementChange::Comment);
            }
        }
        _ => {}
    }
    changes
}

/// An index that MySQL and MariaDB made for a foreign key by themselves, and would make again.
fn is_implied(pairing: &Pairing<'_>, pair: TablePair, found: &Found, after: &[Found]) -> bool {
    let Element::Index(position) = found.element else {
        return false;
    };
    let (old, new) = (pairing.old_table(pair), pairing.new_table_of(pair));
    let index = &old.indexes[position];
    if !pairing.dialect.has(Capability::ForeignKeyIndexes)
        || index.is_unique()
        || index.keys.iter().any(|key| key.order == Order::Desc)
        || after.iter().any(|new| new.name == found.name)
    {
        return false;
    }
    let columns = index
        .key_columns()
        .and_then(|columns| pairing.new_columns(pair, &columns));
    let Some(columns) = columns else { return false };
    let served = |key: &ForeignKey| !erd_ddl::serving(pairing.dialect, new, key).is_empty();
    new.foreign_keys
        .iter()
        .any(|key| key.is_enforced() && key.columns == columns && !served(key))
}
