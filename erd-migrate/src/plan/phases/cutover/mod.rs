//! The moment at which the new form of columns takes the place of the old one (rule M30).

pub(super) mod family;
pub(super) mod postgres;

use super::cast;
use super::choose::Chosen;
use super::enums::Swapped;
use super::expanded::Expanded;
use super::shadow::{ShadowColumn, of_type, tables};
use crate::Diff;
use crate::diff::column_type;
use crate::plan::context::hazard;
use crate::plan::middle::rename_line;
use crate::plan::op::{Hazard, Loss};
use crate::plan::op_name::OpKind;
use crate::plan::references::rename_targets;
use erd_core::schema::{KeyPart, Schema, Sql, Table, TableId};
use erd_ddl::expression::renamed;
use std::collections::BTreeMap;

/// The schema after the switch: the new form has the name, the key, the numbers and the default; the old one is a column
/// like any other, and takes NULL.
pub(super) fn cut_over(
    diff: &Diff,
    columns: &[ShadowColumn],
    expanded: &Expanded,
    freed: &Schema,
) -> Schema {
    let mut schema = freed.clone();
    schema.objects.clone_from(&diff.old.objects);
    expanded.uncomment(diff, &mut schema);
    let keys = expanded.keys.iter().map(|(id, index)| (*id, index));
    let keys: BTreeMap<TableId, &String> = keys.collect();
    let mut all = BTreeMap::new();
    for (pair, own) in tables(columns) {
        let renames = renames(diff, &own);
        let table = &mut schema.tables[pair.old.0];
        if let Some(index) = keys.get(&pair.old) {
            let at = table.indexes.iter().position(|i| i.name == **index);
            let index = at.map(|at| table.indexes.remove(at));
            let name = diff.new[pair.new].primary_key.as_ref().map(|k| &k.name);
            if let (Some(key), Some(index), Some(name)) = (&mut table.primary_key, index, name) {
                key.columns = index.key_columns().unwrap_or_default();
                key.name.clone_from(name);
            }
        }
        for column in own {
            let after = column.after(diff);
            let second = &mut table.columns[column.shadow.0];
            let named = std::mem::replace(&mut second.name, after.name.clone());
            second.default.clone_from(&after.default);
            second.identity = after.identity;
            second.sequence.clone_from(&after.sequence);
            let first = &mut table.columns[column.old.0];
            first.name = column.aside(diff);
            first.nullable = true;
            first.default = Sql::default();
            first.identity = None;
            first.sequence = None;
            rename_line(diff.dialect, table, column.shadow, &named);
            rename_line(diff.dialect, table, column.old, &column.before(diff).name);
            if let Some(swapped) = &column.swapped {
                let first = &mut table.columns[column.old.0];
                of_type(first, swapped.shadow.key(), swapped.path());
                let second = &mut table.columns[column.shadow.0];
                second.ty.clone_from(&after.ty);
                second.sql_type.clone_from(&after.sql_type);
            }
        }
        texts(diff, table, &renames);
        all.insert(pair.old, renames);
    }
    rename_targets(&mut schema, |table, name| {
        let (_, to) = all.get(&table)?.iter().find(|(from, _)| from == name)?;
        Some(to.clone())
    });
    schema
}

/// Columns that have another name from then on: the two forms of one name change places.
fn renames(diff: &Diff, columns: &[&ShadowColumn]) -> Vec<(String, String)> {
    let mut all = Vec::new();
    for column in columns.iter().filter(|c| c.keeps_name(diff)) {
        let (first, second) = (column.before(diff).name.clone(), column.name.clone());
        all.push((first.clone(), second.clone()));
        all.push((second, column.after(diff).name.clone()));
    }
    all
}

/// Expressions that speak of the columns.
fn texts(diff: &Diff, table: &mut Table, renames: &[(String, String)]) {
    let dialect = diff.dialect;
    let anew = |name: &str| {
        let mut all = renames.iter();
        let (_, to) = all.find(|(from, _)| from == name)?;
        Some(erd_ddl::quote(dialect, to))
    };
    let change = |sql: &mut Sql| {
        if let Some(text) = sql.get(dialect) {
            sql.by_dialect = vec![(dialect, renamed(text, dialect, &anew))];
        }
    };
    table
        .checks
        .iter_mut()
        .for_each(|check| change(&mut check.sql));
    for index in &mut table.indexes {
        change(&mut index.predicate);
        for key in &mut index.keys {
            if let KeyPart::Expression(sql) = &mut key.part {
                change(sql);
            }
        }
    }
}

/// The types change their names with the columns.
pub(super) fn types(schema: &mut Schema, enums: &[Swapped]) {
    for swapped in enums {
        let shadowed = swapped.shadow.key();
        for ty in &mut schema.enums {
            if ty.is(&swapped.key) {
                ty.name.clone_from(&swapped.shadow.name);
            } else if ty.is(&shadowed) {
                ty.name.clone_from(&swapped.name);
            }
        }
    }
}

/// What the new types cannot hold.
pub(super) fn losses(diff: &Diff, chosen: &Chosen) -> Vec<Loss> {
    let columns = &chosen.columns;
    let gone = chosen
        .enums
        .iter()
        .filter(|e| !e.gone.is_empty())
        .map(|swapped| Loss {
            allow: OpKind::DropEnumValue.of(&swapped.key, swapped.gone.join(",")),
            what: format!(
                "the values {} of enum `{}`",
                swapped.gone.join(", "),
                swapped.key
            ),
            count: None,
        });
    let lossy = |c: &&ShadowColumn| cast::is_lossy(c.before(diff), c.after(diff), diff.dialect);
    let each = columns.iter().filter(lossy).map(|column| {
        let table = diff.new[column.table.new].path();
        let path = format!("{table}.{}", column.after(diff).name);
        let to = column_type(column.after(diff), diff.dialect);
        Loss {
            what: format!("what {to} cannot hold of the values of `{path}`"),
            allow: OpKind::ChangeType.of(table, &column.after(diff).name),
            count: None,
        }
    });
    each.chain(gone).collect()
}

/// What to know of the switch of a table.
fn hazards(diff: &Diff, columns: &[&ShadowColumn]) -> Vec<Hazard> {
    let mut all = vec![hazard(
        "M30",
        "from here on the two forms are not kept the same; no old version of the application may run",
    )];
    for column in columns.iter().filter(|c| c.keeps_name(diff)) {
        let path = diff.new[column.table.new].path();
        all.push(hazard(
            "M12",
            format!(
                "`{path}.{}` has the other type from here on, under the same name: a driver that is strict about types reads one of the two; another name and `renamed_from` let each version have its own",
                column.after(diff).name
            ),
        ));
    }
    all
}
