//! References.

use super::constraint::free_name;
use super::{Lowered, as_strs, columns, names};
use crate::ast::{self, Entity};
use crate::ctxt::Ctxt;
use crate::item::bare;
use erd_core::naming;
use erd_core::schema::{ColumnId, ForeignKey, Table, Target};
use proc_macro2::{Span, TokenStream};
use quote::ToTokens;

pub(super) fn foreign_keys(cx: &Ctxt, entity: &Entity, lowered: &mut Lowered) {
    for i in 0..lowered.fields.len() {
        let span = lowered.fields[i].ident.span();
        let code = lowered.fields[i].code_target.clone();
        for key in std::mem::take(&mut lowered.fields[i].foreign_keys) {
            push(cx, lowered, &key, vec![ColumnId(i)], span, code.clone());
        }
    }
    for key in &entity.foreign_keys {
        let Some(columns) = columns(cx, &lowered.table, &key.columns) else {
            continue;
        };
        push(cx, lowered, key, columns, key.span, None);
    }
}

fn push(
    cx: &Ctxt,
    lowered: &mut Lowered,
    key: &ast::ForeignKey,
    columns: Vec<ColumnId>,
    span: Span,
    code: Option<TokenStream>,
) {
    let own = key.target.path.is_ident("Self") || key.target.path.is_ident(&lowered.ident);
    let written = key
        .target
        .path
        .to_token_stream()
        .to_string()
        .replace(' ', "");
    let table = &lowered.table;
    let name = key.name.clone().unwrap_or_else(|| {
        let of = names(table, &columns);
        free_name(naming::foreign_key(&table.name, &as_strs(&of)), |name| {
            table.foreign_keys.iter().any(|other| other.name == name)
        })
    });
    let set_columns = set_columns(cx, table, key, &columns);
    lowered.targets.push(match code {
        Some(code) => code,
        None if own => lowered.ident.to_token_stream(),
        None => key.target.path.to_token_stream(),
    });
    #[cfg(feature = "diesel")]
    lowered.target_names.push(written.clone());
    lowered.spans.foreign_keys.push(span);
    lowered.table.foreign_keys.push(ForeignKey {
        name,
        columns,
        target: if own {
            Target::Own
        } else {
            Target::Path(written)
        },
        target_columns: key.target_columns.iter().map(bare).collect(),
        on_delete: key.on_delete,
        on_update: key.on_update,
        deferrable: key.deferrable,
        validated: key.validated,
        on_soft_delete: key.on_soft_delete,
        one_to_one: key.one_to_one,
        loose: key.loose.clone(),
        match_full: key.match_full,
        set_columns,
        enforced: key.enforced,
    });
}

/// The columns of `set_null(a)`, which are some of the reference's own.
fn set_columns(
    cx: &Ctxt,
    table: &Table,
    key: &ast::ForeignKey,
    columns: &[ColumnId],
) -> Vec<ColumnId> {
    let found = super::columns(cx, table, &key.set_columns).unwrap_or_default();
    for (column, field) in found.iter().zip(&key.set_columns) {
        if !columns.contains(column) {
            let text = format!(
                "`{field}` is no column of this reference, so deleting the target cannot set it"
            );
            cx.error(field.span(), text);
        }
    }
    found
}
