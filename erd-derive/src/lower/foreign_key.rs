//! References.

use super::{Lowered, as_strs, columns, names};
use crate::ast::{self, Entity};
use crate::ctxt::Ctxt;
use crate::item::bare;
use erd_core::naming;
use erd_core::schema::{ColumnId, ForeignKey, Target};
use proc_macro2::{Span, TokenStream};
use quote::ToTokens;

pub(super) fn foreign_keys(cx: &Ctxt, entity: &Entity, lowered: &mut Lowered) {
    for i in 0..lowered.fields.len() {
        let span = lowered.fields[i].ident.span();
        let code = lowered.fields[i].code_target.clone();
        for key in std::mem::take(&mut lowered.fields[i].foreign_keys) {
            push(lowered, &key, vec![ColumnId(i)], span, code.clone());
        }
    }
    for key in &entity.foreign_keys {
        let Some(columns) = columns(cx, &lowered.table, &key.columns) else {
            continue;
        };
        push(lowered, key, columns, key.span, None);
    }
}

fn push(
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
    let of = names(&lowered.table, &columns);
    lowered.targets.push(match code {
        Some(code) => code,
        None if own => lowered.ident.to_token_stream(),
        None => key.target.path.to_token_stream(),
    });
    #[cfg(feature = "diesel")]
    lowered.target_names.push(written.clone());
    lowered.spans.foreign_keys.push(span);
    lowered.table.foreign_keys.push(ForeignKey {
        match_full: false,
        set_columns: Vec::new(),
        enforced: true,
        name: key
            .name
            .clone()
            .unwrap_or_else(|| naming::foreign_key(&lowered.table.name, &as_strs(&of))),
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
    });
}
