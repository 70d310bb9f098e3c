//! Primary keys and check constraints.

use super::{Lowered, as_strs, columns, names};
use crate::ast::{self, Entity};
use crate::ctxt::Ctxt;
use erd_core::naming;
use erd_core::schema::{Check, ColumnId, PrimaryKey};

pub(super) fn primary_key(cx: &Ctxt, entity: &Entity, lowered: &mut Lowered) {
    let marked = lowered
        .fields
        .iter()
        .enumerate()
        .filter_map(|(i, field)| Some((ColumnId(i), field.primary_key?)));
    let marked: Vec<_> = marked.collect();
    let (name, columns) = match (&entity.primary_key, marked.first()) {
        (Some(key), first) => {
            if let Some((_, span)) = first {
                cx.error(*span, "the primary key is declared on the struct already");
            }
            lowered.spans.primary_key = Some(key.span);
            let Some(columns) = columns(cx, &lowered.table, &key.columns) else {
                return;
            };
            (key.name.clone(), columns)
        }
        (None, Some((first, _))) => {
            lowered.spans.primary_key = Some(lowered.fields[first.0].ident.span());
            (None, marked.iter().map(|(column, _)| *column).collect())
        }
        (None, None) => return,
    };
    let name = name.unwrap_or_else(|| naming::primary_key(&lowered.table.name));
    lowered.table.primary_key = Some(PrimaryKey {
        include: Vec::new(),
        deferrable: erd_core::schema::Deferrable::No,
        name,
        columns,
    });
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
        no_inherit: false,
        enforced: true,
        name,
        sql: check.sql.clone(),
        column,
        validated: check.validated,
    });
}

/// `base`, or `base1`, `base2` ... as PostgreSQL counts names that are taken.
fn free_name(base: String, taken: impl Fn(&str) -> bool) -> String {
    if !taken(&base) {
        return base;
    }
    (1..=u16::MAX)
        .map(|n| naming::fit(&format!("{base}{n}")))
        .find(|name| !taken(name))
        .unwrap_or(base)
}
