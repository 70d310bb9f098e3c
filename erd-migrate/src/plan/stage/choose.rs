//! What goes in phases, and what cannot and why.

use super::derived::{self, Derived};
use super::enums::{self, Swapped};
use super::holds_columns;
use super::synced::{Synced, free_name, tables};
use crate::diff::{ColumnChange, TablePair, column_type, folded, table_path};
use crate::plan::remade::is_recast;
use crate::plan::{Context, PlanOptions, mysql, postgres};
use crate::{Diff, Step};
use erd_core::Dialect;
use erd_core::schema::{Column, ColumnId, Deferrable, ObjectKind, Table, TableId, Target};
use std::collections::{BTreeMap, BTreeSet};

#[derive(Clone, Debug, Default)]
pub(super) struct Chosen {
    /// Columns that stand in two forms for a while.
    pub(super) columns: Vec<Synced>,
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
    pub(super) fn tables(&self) -> Vec<(TablePair, Vec<&Synced>, Option<&Derived>)> {
        let of = |pair: TablePair| self.derived.iter().find(|d| d.table == pair);
        let synced = tables(&self.columns).into_iter();
        let mut all: Vec<_> = synced.map(|(pair, own)| (pair, own, of(pair))).collect();
        for derived in &self.derived {
            if all.iter().all(|(pair, ..)| *pair != derived.table) {
                all.push((derived.table, Vec::new(), Some(derived)));
            }
        }
        all
    }
}

/// Decides for each table. Its columns go in phases together or not at all.
pub(super) fn choose(diff: &Diff, options: &PlanOptions) -> Chosen {
    let mut chosen = Chosen {
        derived: derived::choose(diff, options),
        ..Chosen::default()
    };
    if diff.dialect == Dialect::MySql {
        return chosen;
    }
    (chosen.enums, chosen.in_place) = enums::choose(diff);
    // An enum goes in phases with all of its columns or with none.
    while let Some((at, reason)) = chosen.enums.iter().enumerate().find_map(|(at, swapped)| {
        let wanted = wanted(diff, &chosen.enums);
        let mut tables = swapped.columns.iter().map(|(pair, ..)| pair);
        let reason = tables.find_map(|pair| obstacle(diff, *pair, wanted.get(pair)?));
        Some((at, reason?))
    }) {
        let swapped = chosen.enums.remove(at);
        chosen.in_place.insert(swapped.key, reason);
    }
    // By name, so that the order of declaration changes nothing.
    let mut all: Vec<_> = wanted(diff, &chosen.enums).into_iter().collect();
    all.sort_by_key(|(pair, _)| table_path(&diff.new[pair.new]));
    for (pair, columns) in all {
        let (old, new) = (&diff.old[pair.old], &diff.new[pair.new]);
        if let Some(reason) = obstacle(diff, pair, &columns) {
            chosen.in_place.insert(table_path(new), reason);
            continue;
        }
        for (position, (before, after)) in columns.into_iter().enumerate() {
            let (was, is) = (&old[before].name, &new[after].name);
            let same = folded(was, diff.dialect) == folded(is, diff.dialect);
            let of = |swapped: &&Swapped| swapped.columns.contains(&(pair, before, after));
            let swapped = chosen.enums.iter().find(of).cloned();
            chosen.columns.push(Synced {
                swapped,
                table: pair,
                old: before,
                new: after,
                beside: ColumnId(old.columns.len() + position),
                name: if same {
                    free_name(is, [old, new])
                } else {
                    is.clone()
                },
            });
        }
    }
    // Both ends of a foreign key change in the same way.
    while let Some((table, reason)) = torn(diff, &chosen) {
        chosen.columns.retain(|column| column.table != table);
        let path = table_path(&diff.new[table.new]);
        chosen.in_place.insert(path, reason);
    }
    chosen
}

/// A table in phases whose column becomes of another class, while the column at the other end of a foreign key does so in
/// place: no foreign key stands between the two.
fn torn(diff: &Diff, chosen: &Chosen) -> Option<(TablePair, String)> {
    let ty = |column: &Column| column_type(column, diff.dialect);
    chosen.columns.iter().find_map(|column| {
        let pair = column.table;
        let is = &diff.new[pair.new][column.new];
        if !is_recast(&ty(&diff.old[pair.old][column.old]), &ty(is)) {
            return None;
        }
        let keys = diff.new.tables.iter().enumerate().flat_map(|(i, table)| {
            let keys = table.foreign_keys.iter();
            keys.map(move |key| (TableId(i), key))
        });
        let mut others = keys.filter_map(|(owner, key)| {
            let (target, _) = Context::target(&diff.new, owner, key)?;
            if owner == pair.new && key.columns.contains(&column.new) {
                Some(target)
            } else {
                let points = target == pair.new && key.target_columns.contains(&is.name);
                points.then_some(owner)
            }
        });
        let other = others.find_map(|id| {
            let path = table_path(&diff.new[id]);
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
            } if changes.contains(&ColumnChange::Type) && diff.dialect != Dialect::Sqlite => {
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
    if diff.dialect == Dialect::Postgres {
        !postgres::is_compatible(&from, &to)
    } else {
        mysql::copies(old, new, &diff.new[table.new], diff.dialect)
    }
}

/// Why the columns of a table cannot stand in two forms; it reads on after "because".
fn obstacle(
    diff: &Diff,
    pair: TablePair,
    columns: &BTreeSet<(ColumnId, ColumnId)>,
) -> Option<String> {
    let (old, new) = (&diff.old[pair.old], &diff.new[pair.new]);
    let path = table_path(new);
    let because = |is: bool, text: &str| is.then(|| format!("{path} {text}"));
    sqlite_obstacle(diff, pair, columns)
        .or_else(|| {
            because(
                old.primary_key.is_none() || new.primary_key.is_none(),
                "has no primary key, along which it could be filled in batches",
            )
        })
        .or_else(|| {
            because(
                old.intent.partition.is_some() || new.intent.partition.is_some(),
                "is partitioned",
            )
        })
        .or_else(|| because(table_path(old) != path, "is renamed in place too"))
        .or_else(|| {
            key_obstacle(old, new, columns, diff.dialect.is_mysql_family())
                .map(|text| format!("{path} {text}"))
        })
        .or_else(|| {
            columns
                .iter()
                .find_map(|(a, b)| column_obstacle(diff, pair, *a, *b))
        })
}

/// SQLite makes all of a plan at once, and its triggers write a row after it is there.
fn sqlite_obstacle(
    diff: &Diff,
    pair: TablePair,
    columns: &BTreeSet<(ColumnId, ColumnId)>,
) -> Option<String> {
    if diff.dialect != Dialect::Sqlite {
        return None;
    }
    let (old, new) = (&diff.old[pair.old], &diff.new[pair.new]);
    let retyped = columns.iter().find(|(was, is)| {
        column_type(&old[*was], diff.dialect) != column_type(&new[*is], diff.dialect)
    });
    if let Some((_, is)) = retyped {
        return Some(format!("`{}` gets another type too", new[*is].name));
    }
    let mut keys = [old, new]
        .into_iter()
        .filter_map(|t| t.primary_key.as_ref());
    if keys.any(|key| {
        let mut all = columns.iter();
        all.any(|(was, is)| key.columns.contains(was) || key.columns.contains(is))
    }) {
        return Some("the primary key of a row is not written after the row".to_owned());
    }
    let of = |step: &Step| match step {
        Step::RenameColumn { table, .. }
        | Step::AddPart { table, .. }
        | Step::DropPart { table, .. }
        | Step::RenamePart { table, .. }
        | Step::ReplacePart { table, .. }
        | Step::AlterPart { table, .. } => *table == pair,
        Step::AlterColumn {
            table, old, new, ..
        } => *table == pair && columns.contains(&(*old, *new)),
        _ => false,
    };
    let others = !diff.steps.iter().all(of);
    others.then(|| "other changes come with it: rename it in a migration of its own".to_owned())
}

/// The primary key is taken over by the new columns as it is.
fn key_obstacle(
    old: &Table,
    new: &Table,
    columns: &BTreeSet<(ColumnId, ColumnId)>,
    family: bool,
) -> Option<String> {
    let (a, b) = (old.primary_key.as_ref()?, new.primary_key.as_ref()?);
    // Numbers need a key, and another key is another table to InnoDB.
    let numbered = |(was, _): &(ColumnId, ColumnId)| old[*was].identity.is_some();
    let copied = family
        && columns.iter().any(|(was, is)| {
            a.columns.contains(was) || b.columns.contains(is) || numbered(&(*was, *is))
        });
    if copied {
        return Some("is written anew either way for a change of its primary key or of the column with its numbers".to_owned());
    }
    let touched = columns
        .iter()
        .any(|(was, is)| a.columns.contains(was) || b.columns.contains(is));
    let name = |table: &Table, id: ColumnId| table[id].name.clone();
    let after: Vec<_> = b.columns.iter().map(|c| name(new, *c)).collect();
    let before: Vec<_> = a
        .columns
        .iter()
        .map(|c| match columns.iter().find(|(was, _)| was == c) {
            Some((_, is)) => name(new, *is),
            None => name(old, *c),
        })
        .collect();
    let plain = [a, b]
        .iter()
        .all(|key| key.include.is_empty() && key.deferrable == Deferrable::No);
    if touched && before != after {
        Some("gets another primary key too: change it in a migration of its own".to_owned())
    } else if touched && !plain {
        Some("has a primary key that is deferrable or includes columns".to_owned())
    } else {
        None
    }
}

fn column_obstacle(diff: &Diff, pair: TablePair, a: ColumnId, b: ColumnId) -> Option<String> {
    let (old, new) = (&diff.old[pair.old], &diff.new[pair.new]);
    let (was, is) = (&old[a], &new[b]);
    let dialect = diff.dialect;
    let fold = |name: &str| folded(name, dialect);
    let same_name = fold(&was.name) == fold(&is.name);
    let clash = |c: &Column| fold(&c.name) == fold(&is.name);
    if !same_name && old.columns.iter().any(clash) {
        return Some(format!(
            "`{}` is the name of another column until then: rename that one in a migration before",
            is.name
        ));
    }
    let taken = |c: &Column| fold(&c.name) == fold(&was.name);
    if !same_name && new.columns.iter().any(taken) {
        return Some(format!(
            "`{}` becomes the name of another column: add that one in a migration after",
            was.name
        ));
    }
    if was.identity != is.identity {
        return Some(format!("`{}` is numbered in another way too", is.name));
    }
    let texts = |table: &Table| -> Vec<String> {
        let generated = table.columns.iter().filter_map(|c| c.generated.as_ref());
        let generated = generated.flat_map(|g| g.sql.texts()).map(str::to_owned);
        let exclusions = table.exclusions.iter().map(|e| e.definition.clone());
        generated.chain(exclusions).collect()
    };
    let computed = was.generated.is_some()
        || is.generated.is_some()
        || texts(old).iter().any(|text| mentions(text, &was.name))
        || texts(new).iter().any(|text| mentions(text, &is.name));
    if computed {
        return Some(format!(
            "`{}` is computed, or a computed column or an exclusion constraint stands on it",
            is.name
        ));
    }
    let renewed = |column: &Column| !column.on_update.is_empty();
    if renewed(was) || renewed(is) {
        return Some(format!(
            "the server sets `{}` at each change of a row",
            is.name
        ));
    }
    if dialect.is_mysql_family() && same_name && is_in_foreign_key(diff, pair, a) {
        return Some(format!(
            "a foreign key is on `{}`, and both of its ends must have one type",
            is.name
        ));
    }
    held(diff, pair, was, same_name).or_else(|| referenced(diff, pair, is, same_name))
}

/// Whether the column references another or is referenced.
fn is_in_foreign_key(diff: &Diff, pair: TablePair, column: ColumnId) -> bool {
    let name = &diff.old[pair.old][column].name;
    let mut all = diff.old.tables.iter().enumerate();
    all.any(|(owner, table)| {
        let owner = TableId(owner);
        table.foreign_keys.iter().any(|key| {
            let target = Context::target(&diff.old, owner, key).map(|(id, _)| id);
            (owner == pair.old && key.columns.contains(&column))
                || (target == Some(pair.old) && key.target_columns.contains(name))
        })
    })
}

/// An object that stays as it is and that the server ties to the column would keep it from being dropped.
fn held(diff: &Diff, pair: TablePair, was: &Column, same_name: bool) -> Option<String> {
    let table = &diff.old[pair.old].name;
    let goes = |i: usize| {
        diff.steps.iter().any(|step| {
            matches!(step, Step::DropObject { old } | Step::ReplaceObject { old, .. } if *old == i)
        })
    };
    let object = diff.old.objects.iter().enumerate().find(|(i, object)| {
        let mut texts = object.create.iter().filter_map(|sql| sql.get(diff.dialect));
        // A trigger names columns in UPDATE OF and in WHEN.
        let holds = holds_columns(object.kind) || object.kind == ObjectKind::Trigger;
        holds
            && (same_name || !goes(*i))
            && texts.any(|text| {
                mentions(text, table) && (mentions(text, &was.name) || text.contains('*'))
            })
    })?;
    Some(format!("{} reads `{}`", object.1.key(), was.name))
}

/// A new table cannot reference the name before it is the new column's.
fn referenced(diff: &Diff, pair: TablePair, is: &Column, same_name: bool) -> Option<String> {
    if !same_name {
        return None;
    }
    diff.steps.iter().find_map(|step| {
        let Step::CreateTable { table } = step else {
            return None;
        };
        let keys = diff.new[*table].foreign_keys.iter();
        let mut keys = keys.filter(|key| key.target == Target::Table(TableId(pair.new.0)));
        keys.any(|key| key.target_columns.contains(&is.name))
            .then(|| {
                format!(
                    "the new table {} references `{}`: create it in a migration after",
                    table_path(&diff.new[*table]),
                    is.name
                )
            })
    })
}

/// Whether a text has the word, in any capitals.
pub(super) fn mentions(text: &str, word: &str) -> bool {
    let (text, word) = (text.to_lowercase(), word.to_lowercase());
    let inside = |c: char| c.is_alphanumeric() || c == '_';
    text.match_indices(&word).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + word.len()..].chars().next();
        !before.is_some_and(inside) && !after.is_some_and(inside)
    })
}
