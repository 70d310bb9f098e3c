//! The moment at which the new form of columns takes the place of the old one (rule M30).

mod numbering;
mod postgres;

use super::carry::{Carried, parts};
use super::synced::{Synced, tables};
use super::{cast, fill};
use crate::Diff;
use crate::diff::{Part, TablePair, part_name};
use crate::plan::Context;
use crate::plan::context::hazard;
use crate::plan::middle::rename_part;
use crate::plan::op::{LockMode, Loss, Op};
use erd_core::naming;
use erd_core::schema::{Index, IndexKind, KeyPart, Schema, Sql, Table, TableId, Target};
use erd_ddl::expression::renamed;

/// Whether its name is a constraint's (PostgreSQL).
const fn is_constraint(index: &Index) -> bool {
    matches!(index.kind, IndexKind::UniqueConstraint(_))
}

/// What has another name from then on.
struct Renames {
    /// Indexes and constraints: whether it is an index, the name before, and after.
    parts: Vec<(bool, String, String)>,
    /// Columns: the name before, and after. With two forms of one name, they change places.
    columns: Vec<(String, String)>,
}

/// The schema after the switch: the new form has the name, the key, the numbers and the default; the old one is a column
/// like any other, and takes NULL.
pub(super) fn switched(
    diff: &Diff,
    columns: &[Synced],
    carried: &Carried,
    freed: &Schema,
) -> Schema {
    let mut schema = freed.clone();
    schema.objects.clone_from(&diff.old.objects);
    for (pair, own) in tables(columns) {
        let renames = renames(diff, pair, &own, carried, freed);
        let table = &mut schema.tables[pair.old.0];
        if let Some((_, index)) = carried.keys.iter().find(|(id, _)| *id == pair.old) {
            let at = table.indexes.iter().position(|i| i.name == *index);
            let index = at.map(|at| table.indexes.remove(at));
            let name = diff.new[pair.new].primary_key.as_ref().map(|k| &k.name);
            if let (Some(key), Some(index), Some(name)) = (&mut table.primary_key, index, name) {
                key.columns = index.key_columns().unwrap_or_default();
                key.name.clone_from(name);
            }
        }
        // All take their new names at once.
        let all = parts(table);
        for part in all {
            let name = part_name(table, part);
            let mut to = renames.parts.iter();
            if let Some((_, _, to)) = to.find(|(_, from, _)| from == name) {
                rename_part(table, part, to.clone());
            }
        }
        for column in own {
            let after = column.after(diff);
            let second = &mut table.columns[column.beside.0];
            second.name.clone_from(&after.name);
            second.default.clone_from(&after.default);
            second.identity = after.identity;
            second.sequence.clone_from(&after.sequence);
            let first = &mut table.columns[column.old.0];
            first.name = column.aside(diff);
            first.nullable = true;
            first.default = Sql::default();
            first.identity = None;
            first.sequence = None;
        }
        texts(diff, table, &renames.columns);
        targets(&mut schema, pair.old, &renames.columns);
    }
    schema
}

fn renames(
    diff: &Diff,
    pair: TablePair,
    columns: &[&Synced],
    carried: &Carried,
    freed: &Schema,
) -> Renames {
    let table = &freed[pair.old];
    let mut out = Renames {
        parts: Vec::new(),
        columns: Vec::new(),
    };
    for waiting in carried.waiting.iter().filter(|w| w.table == pair.old) {
        let mut all = parts(table).into_iter();
        if let Some(part) = all.find(|part| part_name(table, *part) == waiting.wanted) {
            let index = matches!(part, Part::Index(i) if !is_constraint(&table.indexes[i]));
            let aside = naming::fit(&format!("{}_erd_old", waiting.wanted));
            out.parts.push((index, waiting.wanted.clone(), aside));
        }
        let (name, wanted) = (waiting.name.clone(), waiting.wanted.clone());
        out.parts.push((waiting.is_index, name, wanted));
    }
    for column in columns.iter().filter(|c| c.keeps_name(diff)) {
        let (first, second) = (column.before(diff).name.clone(), column.name.clone());
        out.columns.push((first.clone(), second.clone()));
        out.columns.push((second, column.after(diff).name.clone()));
    }
    out
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

/// Foreign keys that point at the columns.
fn targets(schema: &mut Schema, table: TableId, renames: &[(String, String)]) {
    for (owner, other) in schema.tables.iter_mut().enumerate() {
        for key in &mut other.foreign_keys {
            let aims = match key.target {
                Target::Own => owner == table.0,
                Target::Table(target) => target == table,
                Target::Path(_) => false,
            };
            for name in key.target_columns.iter_mut().filter(|_| aims) {
                if let Some((_, to)) = renames.iter().find(|(from, _)| from == name) {
                    name.clone_from(to);
                }
            }
        }
    }
}

/// One op for each table. `context` leads from the schema before the switch to the one after.
pub(super) fn ops(
    context: &Context<'_>,
    wanted: &Diff,
    columns: &[Synced],
    carried: &Carried,
) -> Vec<Op> {
    // A table comes before those that reference it, so that on the way back its key is free of them.
    let order = crate::plan::postgres::by_name(context);
    let mut all = tables(columns);
    all.sort_by_key(|(pair, _)| order.iter().position(|id| *id == pair.old));
    let each = all.into_iter().filter_map(|(pair, own)| {
        let renames = renames(wanted, pair, &own, carried, &context.diff.old);
        let both = TablePair {
            old: pair.old,
            new: pair.old,
        };
        let key = carried.keys.iter().find(|(id, _)| *id == pair.old);
        let switch = postgres::Switch {
            context,
            pair: both,
            columns: &own,
            renames: &renames,
            key: key.map(|(_, index)| index.as_str()),
        };
        let (forth, back) = switch.statements()?;
        let path = context.path(both);
        let names: Vec<_> = own.iter().map(|c| c.after(wanted).name.as_str()).collect();
        let mut op = context.table_op(
            both,
            LockMode::AccessExclusive,
            format!("switch_columns:{path}"),
            format!("let {path}.{} stand alone", names.join(", ")),
            forth,
            back,
        );
        op.why.clone_from(&wanted.new[pair.new].source);
        op.hazards.push(hazard(
            "M30",
            "from here on the two forms are not kept the same; no old version of the application may run",
        ));
        for column in own {
            let (before, after) = (column.before(wanted), column.after(wanted));
            if column.keeps_name(wanted) {
                op.hazards.push(hazard(
                    "M12",
                    format!("`{path}.{}` has the other type from here on, under the same name: a driver that is strict about types reads one of the two; another name and `renamed_from` let each version have its own", after.name),
                ));
            }
            if cast::is_lossy(before, after, wanted.dialect) {
                op.losses.push(Loss {
                    allow: format!("change_type:{path}.{}", after.name),
                    what: format!("what the new type cannot hold of the values of `{path}.{}`", after.name),
                    count: None,
                });
            }
        }
        Some(op)
    });
    each.collect()
}

/// The statement that brings the old forms up to date on the way back.
fn refill(context: &Context<'_>, pair: TablePair, columns: &[&Synced]) -> Option<String> {
    fill::back(context, pair, columns)
}
