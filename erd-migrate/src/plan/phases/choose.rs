//! What goes in phases, and what cannot and why.

use super::derived::{self, Derived};
use super::enums::{self, Swapped};
use super::obstacle::Obstacles;
use super::shadow::{ShadowColumn, free_name, tables};
use crate::diff::{ColumnChange, TablePair, column_type, folded};
use crate::plan::recreated::is_recast;
use crate::plan::references::References;
use crate::plan::{Context, PlanOptions, mysql, postgres};
use crate::{Diff, Step};
use erd_core::schema::{Column, ColumnId};
use erd_core::{Capability, Family};
use std::collections::{BTreeMap, BTreeSet};

#[derive(Clone, Debug, Default)]
pub(super) struct Chosen {
    /// Columns that stand in two forms for a while.
    pub(super) columns: Vec<ShadowColumn>,
    /// Columns that are split or merged.
    pub(super) derived: Vec<Derived>,
    /// Enums that others take the place of.
    pub(super) enums: Vec<Swapped>,
    /// By the path of a table or an enum, why its columns change in place.
    pub(super) in_place: BTreeMap<String, String>,
}

impl Chosen {
    pub(super) fn is_empty(&self) -> bool {
        self.columns.is_empty() && self.derived.is_empty()
    }

    /// The tables with columns in two forms, each once, by name.
    pub(super) fn tables(&self) -> Vec<(TablePair, Vec<&ShadowColumn>, Option<&Derived>)> {
        let derived = self.derived.iter().map(|derived| (derived.table, derived));
        let mut derived: BTreeMap<TablePair, &Derived> = derived.collect();
        let synced = tables(&self.columns).into_iter();
        let mut all: Vec<_> = synced
            .map(|(pair, own)| (pair, own, derived.remove(&pair)))
            .collect();
        let alone = self
            .derived
            .iter()
            .filter(|d| derived.contains_key(&d.table));
        all.extend(alone.map(|alone| (alone.table, Vec::new(), Some(alone))));
        all
    }
}

/// Decides for each table. Its columns go in phases together or not at all.
pub(super) fn choose(diff: &Diff, options: &PlanOptions) -> Chosen {
    let mut chosen = Chosen {
        derived: derived::choose(diff, options),
        ..Chosen::default()
    };
    (chosen.enums, chosen.in_place) = enums::choose(diff);
    let obstacles = Obstacles::new(diff);
    // An enum goes in phases with all of its columns or with none.
    while let Some((at, reason)) = chosen.enums.iter().enumerate().find_map(|(at, swapped)| {
        let wanted = wanted(diff, &chosen.enums);
        let mut tables = swapped.columns.iter().map(|(pair, ..)| pair);
        let reason = tables.find_map(|pair| obstacles.of(*pair, wanted.get(pair)?));
        Some((at, reason?))
    }) {
        let swapped = chosen.enums.remove(at);
        chosen.in_place.insert(swapped.key, reason);
    }
    // By name, so that the order of declaration changes nothing.
    let mut all: Vec<_> = wanted(diff, &chosen.enums).into_iter().collect();
    all.sort_by_key(|(pair, _)| diff.new[pair.new].path());
    for (pair, columns) in all {
        let (old, new) = (&diff.old[pair.old], &diff.new[pair.new]);
        if let Some(reason) = obstacles.of(pair, &columns) {
            chosen.in_place.insert(new.path(), reason);
            continue;
        }
        for (position, (before, after)) in columns.into_iter().enumerate() {
            let (was, is) = (&old[before].name, &new[after].name);
            let same = folded(was, diff.dialect) == folded(is, diff.dialect);
            let of = |swapped: &&Swapped| swapped.columns.contains(&(pair, before, after));
            let swapped = chosen.enums.iter().find(of).cloned();
            chosen.columns.push(ShadowColumn {
                swapped,
                table: pair,
                old: before,
                new: after,
                shadow: ColumnId(old.columns.len() + position),
                name: if same {
                    free_name(is, [old, new])
                } else {
                    is.clone()
                },
            });
        }
    }
    // Both ends of a foreign key change in the same way.
    let keys = References::new(&diff.new);
    while let Some((table, reason)) = torn(diff, &keys, &chosen) {
        chosen.columns.retain(|column| column.table != table);
        let path = diff.new[table.new].path();
        chosen.in_place.insert(path, reason);
    }
    chosen
}

/// A table in phases whose column becomes of another class, while the column at the other end of a foreign key does so in
/// place: no foreign key stands between the two.
fn torn(diff: &Diff, keys: &References, chosen: &Chosen) -> Option<(TablePair, String)> {
    if chosen.in_place.is_empty() {
        return None;
    }
    let ty = |column: &Column| column_type(column, diff.dialect);
    chosen.columns.iter().find_map(|column| {
        let pair = column.table;
        let is = &diff.new[pair.new][column.new];
        if !is_recast(&ty(&diff.old[pair.old][column.old]), &ty(is)) {
            return None;
        }
        let own = (0..diff.new[pair.new].foreign_keys.len()).map(|key| (pair.new, key));
        let around: BTreeSet<_> = own.chain(keys.to(pair.new).iter().copied()).collect();
        let mut others = around.into_iter().filter_map(|(owner, key)| {
            let key = &diff.new[owner].foreign_keys[key];
            let (target, _) = Context::target(&diff.new, owner, key)?;
            if owner == pair.new && key.columns.contains(&column.new) {
                Some(target)
            } else {
                let points = target == pair.new && key.target_columns.contains(&is.name);
                points.then_some(owner)
            }
        });
        let other = others.find_map(|id| {
            let path = diff.new[id].path();
            chosen.in_place.contains_key(&path).then_some(path)
        })?;
        let reason = format!(
            "a foreign key ties `{}` to {other}, which changes in place",
            is.name
        );
        Some((pair, reason))
    })
}

/// Columns that one of the versions would not find, or not be able to read, by table.
fn wanted(diff: &Diff, enums: &[Swapped]) -> BTreeMap<TablePair, BTreeSet<(ColumnId, ColumnId)>> {
    let mut all: BTreeMap<TablePair, BTreeSet<(ColumnId, ColumnId)>> = BTreeMap::new();
    for step in &diff.steps {
        match step {
            Step::RenameColumn { table, old, new } => {
                let (was, is) = (&diff.old[table.old][*old], &diff.new[table.new][*new]);
                // Capitals mean nothing where names are folded.
                if folded(&was.name, diff.dialect) != folded(&is.name, diff.dialect) {
                    all.entry(*table).or_default().insert((*old, *new));
                }
            }
            Step::AlterColumn {
                table,
                old,
                new,
                changes,
            } if changes.contains(&ColumnChange::Type)
                && diff.dialect.has(Capability::AlterColumn) =>
            {
                let (was, is) = (&diff.old[table.old][*old], &diff.new[table.new][*new]);
                if rewrites(diff, *table, was, is) {
                    all.entry(*table).or_default().insert((*old, *new));
                }
            }
            _ => {}
        }
    }
    for (pair, old, new) in enums.iter().flat_map(|swapped| &swapped.columns) {
        all.entry(*pair).or_default().insert((*old, *new));
    }
    all
}

/// Whether the server writes the table anew for the other type.
fn rewrites(diff: &Diff, table: TablePair, old: &Column, new: &Column) -> bool {
    let (from, to) = (
        column_type(old, diff.dialect),
        column_type(new, diff.dialect),
    );
    if diff.dialect.is(Family::Postgres) {
        !postgres::is_compatible(&from, &to)
    } else {
        mysql::copies(old, new, &diff.new[table.new], diff.dialect)
    }
}

/// Whether a text has the word, in any capitals.
pub(super) fn mentions(text: &str, word: &str) -> bool {
    let (text, word) = (text.to_lowercase(), word.to_lowercase());
    text.match_indices(&word).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + word.len()..].chars().next();
        !before.is_some_and(is_in_word) && !after.is_some_and(is_in_word)
    })
}

/// Whether a word goes on with it.
pub(super) fn is_in_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}
