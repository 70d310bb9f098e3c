//! Primary keys, checks and exclusion constraints.

use super::{Lowered, as_strs, columns, names};
use crate::ast::{self, Entity};
use crate::ctxt::Ctxt;
use erd_core::naming;
use erd_core::schema::{Check, ColumnId, Deferrable, Exclusion, PrimaryKey, Table};
use proc_macro2::Ident;

pub(super) fn primary_key(cx: &Ctxt, entity: &Entity, lowered: &mut Lowered) {
    let marked = lowered
        .fields
        .iter()
        .enumerate()
        .filter(|(_, field)| field.primary_key.is_some());
    let marked: Vec<_> = marked.map(|(i, _)| ColumnId(i)).collect();
    let options = |field: &ColumnId| lowered.fields[field.0].primary_key.as_ref();
    let (declared, columns) = match (&entity.primary_key, marked.first()) {
        (Some(key), first) => {
            if let Some(second) = first.and_then(options) {
                cx.error(
                    second.span,
                    "the primary key is declared on the struct already",
                );
            }
            lowered.spans.primary_key = Some(key.span);
            let Some(columns) = columns(cx, &lowered.table, &key.columns) else {
                return;
            };
            (vec![key], columns)
        }
        (None, Some(first)) => {
            lowered.spans.primary_key = Some(lowered.fields[first.0].ident.span());
            (marked.iter().filter_map(options).collect(), marked)
        }
        (None, None) => return,
    };
    let mut key = PrimaryKey::new(naming::primary_key(&lowered.table.name), columns);
    let mut name: Option<&String> = None;
    for part in declared {
        if part.name.is_some() && name.is_some_and(|name| Some(name) != part.name.as_ref()) {
            cx.error(part.span, "the primary key has two names");
        }
        name = name.or(part.name.as_ref());
        key.include
            .extend(columns_of(cx, &lowered.table, &part.include));
        if part.deferrable != Deferrable::No {
            key.deferrable = part.deferrable;
        }
    }
    if let Some(name) = name {
        key.name.clone_from(name);
    }
    lowered.table.primary_key = Some(key);
}

/// The columns of those fields that exist.
fn columns_of(cx: &Ctxt, table: &Table, fields: &[Ident]) -> Vec<ColumnId> {
    columns(cx, table, fields).unwrap_or_default()
}

pub(super) fn checks(entity: &Entity, lowered: &mut Lowered) {
    for check in &entity.checks {
        push(lowered, check, None);
    }
    for i in 0..lowered.fields.len() {
        for check in std::mem::take(&mut lowered.fields[i].checks) {
            push(lowered, &check, Some(ColumnId(i)));
        }
    }
}

fn push(lowered: &mut Lowered, check: &ast::Check, column: Option<ColumnId>) {
    let table = &lowered.table;
    let name = check.name.clone().unwrap_or_else(|| {
        let of = names(table, column.as_slice());
        let base = naming::check(&table.name, &as_strs(&of));
        free_name(base, |name| {
            table.checks.iter().any(|other| other.name == name)
        })
    });
    // The caret belongs on the field, and on the attribute only where there is no field.
    let span = column.map_or(check.span, |column| lowered.fields[column.0].ident.span());
    lowered.spans.checks.push(span);
    lowered.table.checks.push(Check {
        name,
        sql: check.sql.clone(),
        column,
        validated: check.validated,
        no_inherit: check.no_inherit,
        enforced: check.enforced,
    });
}

pub(super) fn exclusions(entity: &Entity, lowered: &mut Lowered) {
    let table = &mut lowered.table;
    for exclusion in &entity.exclusions {
        let name = exclusion.name.clone().unwrap_or_else(|| {
            free_name(naming::exclusion(&table.name), |name| {
                table.exclusions.iter().any(|other| other.name == name)
            })
        });
        table.exclusions.push(Exclusion {
            name,
            definition: exclusion.definition.clone(),
            deferrable: exclusion.deferrable,
        });
    }
}

/// `base`, or `base1`, `base2` ... as PostgreSQL counts names that are taken.
pub(super) fn free_name(base: String, taken: impl Fn(&str) -> bool) -> String {
    if !taken(&base) {
        return base;
    }
    (1..=u16::MAX)
        .map(|n| naming::fit(&format!("{base}{n}")))
        .find(|name| !taken(name))
        .unwrap_or(base)
}
