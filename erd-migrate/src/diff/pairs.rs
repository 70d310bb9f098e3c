//! Which table and column is which: by name, and by `renamed_from` before that.

use super::normal::{Pairing, folded, folded_table};
use super::{Diff, Problem, StaleHint, TablePair, sorted};
use erd_core::schema::{ColumnId, Managed, Printed, Table, TableId};
use std::collections::{BTreeMap, BTreeSet};

/// Pairs tables and columns. Hints that lead nowhere become problems, those whose rename was done are stale.
pub(super) fn pair<'a>(
    diff: &'a Diff,
    known: &'a [Printed],
    problems: &mut Vec<Problem>,
    stale_hints: &mut Vec<StaleHint>,
) -> Pairing<'a> {
    let mut pairing = Pairing::new(diff, known);
    let (old, new) = (&diff.old, &diff.new);
    let key =
        |schema: &Option<String>, name: &str| (schema.clone(), folded_table(name, diff.dialect));
    let mut by_name = BTreeMap::new();
    for (i, table) in old.tables.iter().enumerate() {
        by_name
            .entry(key(&table.schema, &table.name))
            .or_insert(TableId(i));
    }
    let find_old = |schema: &Option<String>, name: &str| by_name.get(&key(schema, name)).copied();
    let mut done = Vec::new();
    // Hints first: with a swap, a table's own name is another table's old one.
    for id in sorted(new) {
        let table = &new[id];
        let Some(hint) = &table.renamed_from else {
            continue;
        };
        let found = find_old(&table.schema, hint).or_else(|| {
            let (schema, name) = hint.split_once('.')?;
            find_old(&Some(schema.to_owned()), name).or_else(|| {
                (schema == "public")
                    .then(|| find_old(&None, name))
                    .flatten()
            })
        });
        let own = find_old(&table.schema, &table.name);
        // With a swap both old names are still there, and only the hint in the old schema tells that it was done.
        let noted = own.is_some_and(|own| old[own].renamed_from.as_ref() == Some(hint));
        match found.filter(|_| !noted) {
            // A change of capitals is found by either name.
            Some(found) if own == Some(found) || pairing.pair_of_old(found).is_none() => {
                pairing.push(TablePair {
                    old: found,
                    new: id,
                });
            }
            None if own.is_some() => done.push(id),
            _ => problems.push(Problem::StaleTableHint { table: id }),
        }
    }
    for id in sorted(new) {
        if pairing.pair_of_new(id).is_some() {
            continue;
        }
        let found = find_old(&new[id].schema, &new[id].name);
        if let Some(found) = found.filter(|found| pairing.pair_of_old(*found).is_none()) {
            pairing.push(TablePair {
                old: found,
                new: id,
            });
        }
    }
    // Unless another table was renamed from it.
    for table in done {
        let own = pairing.pair_of_new(table).is_some();
        if own {
            stale_hints.push(StaleHint::Table { table });
        } else {
            problems.push(Problem::StaleTableHint { table });
        }
    }
    for table in sorted(new) {
        if pairing.pair_of_new(table).is_none() && new[table].managed == Managed::Erd {
            let columns = new[table].columns.iter().enumerate();
            let hints = columns.filter(|(_, column)| column.renamed_from.is_some());
            problems.extend(hints.map(|(i, _)| Problem::StaleNewColumnHint {
                table,
                column: ColumnId(i),
            }));
        }
    }
    pairing.tables.sort_by_key(|pair| new[pair.new].path());
    for pair in pairing.tables.clone() {
        let columns = columns(diff, pair, problems, stale_hints);
        pairing.columns.insert(pair, columns);
    }
    pairing
}

/// The hint at a column of a table that the new table inherits, directly or through others.
fn inherited_hint<'a>(diff: &'a Diff, table: &'a Table, column: &str) -> Option<&'a String> {
    let (mut seen, mut open) = (BTreeSet::new(), vec![table]);
    while let Some(table) = open.pop() {
        for parent in &table.options.inherits {
            let id = diff
                .new
                .find_table(parent.schema.as_deref(), &parent.name)?;
            let own = diff.new[id].columns.iter().find(|c| c.name == column);
            if let Some(hint) = own.and_then(|column| column.renamed_from.as_ref()) {
                return Some(hint);
            }
            if seen.insert(id) {
                open.push(&diff.new[id]);
            }
        }
    }
    None
}

fn columns(
    diff: &Diff,
    pair: TablePair,
    problems: &mut Vec<Problem>,
    stale_hints: &mut Vec<StaleHint>,
) -> Vec<Option<ColumnId>> {
    let (old, new) = (&diff.old[pair.old], &diff.new[pair.new]);
    let find_old = |name: &str| {
        let name = folded(name, diff.dialect);
        let mut all = old.columns.iter();
        all.position(|c| folded(&c.name, diff.dialect) == name)
    };
    let mut out: Vec<Option<ColumnId>> = vec![None; old.columns.len()];
    let mut paired = vec![false; new.columns.len()];
    let mut done = Vec::new();
    for (i, column) in new.columns.iter().enumerate() {
        let own = find_old(&column.name);
        // A column of a table that this one inherits takes its name along.
        let theirs = || {
            let hint = inherited_hint(diff, new, &column.name)?;
            (own.is_none() && find_old(hint).is_some()).then_some(hint)
        };
        let Some(hint) = column.renamed_from.as_ref().or_else(theirs) else {
            continue;
        };
        let noted = own.is_some_and(|own| old.columns[own].renamed_from.as_ref() == Some(hint));
        match find_old(hint).filter(|_| !noted) {
            Some(found) if own == Some(found) || out[found].is_none() => {
                out[found] = Some(ColumnId(i));
                paired[i] = true;
            }
            None if own.is_some() => done.push(ColumnId(i)),
            _ => problems.push(Problem::StaleColumnHint {
                table: pair,
                column: ColumnId(i),
            }),
        }
    }
    for (i, column) in new.columns.iter().enumerate() {
        if !paired[i]
            && let Some(found) = find_old(&column.name)
            && out[found].is_none()
        {
            out[found] = Some(ColumnId(i));
        }
    }
    for column in done {
        let table = pair;
        if out.contains(&Some(column)) {
            stale_hints.push(StaleHint::Column { table, column });
        } else {
            problems.push(Problem::StaleColumnHint { table, column });
        }
    }
    out
}
