//! Why columns cannot stand in two forms.

use super::choose::mentions;
use super::holds_columns;
use crate::diff::{TablePair, column_type, folded, table_path};
use crate::plan::Context;
use crate::{Diff, Step};
use erd_core::Dialect;
use erd_core::schema::{Column, ColumnId, Deferrable, ObjectKind, Schema, Table, TableId, Target};
use std::collections::BTreeSet;

/// Why the columns of a table cannot stand in two forms; it reads on after "because".
pub(super) fn obstacle(
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
        .or_else(|| key_obstacle(diff, pair, columns).map(|text| format!("{path} {text}")))
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

/// Whether foreign keys lead from a table through others back to it: then no order of the tables frees one key first.
fn is_in_cycle(schema: &Schema, start: TableId) -> bool {
    let parents = |id: TableId| {
        let keys = schema[id].foreign_keys.iter();
        keys.filter_map(move |key| Context::target(schema, id, key).map(|(target, _)| target))
            .filter(move |target| *target != id)
    };
    let (mut seen, mut left) = (BTreeSet::new(), vec![start]);
    while let Some(id) = left.pop() {
        for parent in parents(id) {
            if parent == start {
                return true;
            }
            if seen.insert(parent) {
                left.push(parent);
            }
        }
    }
    false
}

/// The primary key is taken over by the new columns as it is.
fn key_obstacle(
    diff: &Diff,
    pair: TablePair,
    columns: &BTreeSet<(ColumnId, ColumnId)>,
) -> Option<String> {
    let (old, new) = (&diff.old[pair.old], &diff.new[pair.new]);
    let family = diff.dialect.is_mysql_family();
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
    if touched && is_in_cycle(&diff.old, pair.old) {
        return Some(
            "has a key that changes, and references a table that references it".to_owned(),
        );
    }
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
