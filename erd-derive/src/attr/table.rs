//! `table`, `renamed_from`, `schema`, `comment`, `soft_delete(field)`, `junction(..)`, `strict`, `diesel`: the table as a whole.

use crate::ast::{Diesel, Entity, Target};
use crate::ctxt::Ctxt;
use crate::item::{Item, Value, split, word};
use proc_macro2::{Ident, TokenStream, TokenTree};

pub(super) fn table(cx: &Ctxt, item: &Item, entity: &mut Entity) {
    entity.table = item.identifier(cx);
}

pub(super) fn renamed_from(cx: &Ctxt, item: &Item, entity: &mut Entity) {
    entity.renamed_from = item.identifier(cx);
}

pub(super) fn schema(cx: &Ctxt, item: &Item, entity: &mut Entity) {
    entity.schema = item.identifier(cx);
}

pub(super) fn comment(cx: &Ctxt, item: &Item, entity: &mut Entity) {
    entity.comment = item.text(cx).filter(|text| !text.is_empty());
}

pub(super) fn soft_delete(cx: &Ctxt, item: &Item, entity: &mut Entity) {
    if let Some(group) = item.list(cx, "soft_delete(field)") {
        entity.soft_delete = cx.ok(syn::parse2::<Ident>(group.stream()));
    }
}

pub(super) fn junction(cx: &Ctxt, item: &Item, entity: &mut Entity) {
    let Some(group) = item.list(cx, "junction(A, B)") else {
        return;
    };
    let paths = split(group.stream(), ',')
        .into_iter()
        .filter_map(|part| cx.ok(syn::parse2::<syn::Path>(part)));
    entity.junction = paths.map(|path| Target { path }).collect();
    if entity.junction.len() < 2 {
        cx.error(
            item.span(),
            "a junction links at least two entities: `junction(A, B)`",
        );
    }
}

pub(super) fn strict(cx: &Ctxt, item: &Item, entity: &mut Entity) {
    if let Some(strict) = item.word(cx, &[("true", true), ("false", false)]) {
        entity.strict = strict;
    }
}

pub(super) fn diesel(cx: &Ctxt, item: &Item, entity: &mut Entity) {
    if !cfg!(feature = "diesel") {
        cx.error(
            item.span(),
            "`diesel` needs erd's feature `diesel`: `erd = { .., features = [\"diesel\"] }`",
        );
        return;
    }
    let form = "write it as `diesel`, `diesel(mysql)`, `diesel(sqlite)` or `diesel(table = crate::schema::orders)`";
    let parts = match &item.value {
        Value::None => Vec::new(),
        Value::List(group, rest) if rest.is_empty() => split(group.stream(), ','),
        _ => return cx.error(item.span(), form),
    };
    entity.diesel = Some(Diesel::Any);
    for part in parts {
        if let Some(path) = existing(part.clone()) {
            match syn::parse2(path) {
                Ok(path) => entity.diesel_table = Some(path),
                Err(error) => cx.error(error.span(), form),
            }
            continue;
        }
        let words = [
            ("sqlite", Diesel::Sqlite),
            ("postgres", Diesel::Any),
            ("mysql", Diesel::Mysql),
        ];
        entity.diesel = word(cx, part, item.span(), &words);
    }
}

/// What is behind `table =`.
fn existing(tokens: TokenStream) -> Option<TokenStream> {
    let mut tokens = tokens.into_iter();
    let is_table = matches!(tokens.next()?, TokenTree::Ident(word) if word == "table");
    let is_equal = matches!(tokens.next()?, TokenTree::Punct(sign) if sign.as_char() == '=');
    (is_table && is_equal).then(|| tokens.collect())
}
