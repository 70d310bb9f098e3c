//! `primary_key` and `identity`.

use crate::ast::{Entity, Field, PrimaryKey};
use crate::ctxt::Ctxt;
use crate::item::{Item, Value, items, split, unknown};
use erd_core::schema::Identity;
use proc_macro2::Ident;

pub(super) fn on_entity(cx: &Ctxt, item: &Item, entity: &mut Entity) {
    let Some(group) = item.list(cx, "primary_key(a, b)") else {
        return;
    };
    let mut halves = split(group.stream(), ';').into_iter();
    let columns: Vec<Ident> = split(halves.next().unwrap_or_default(), ',')
        .into_iter()
        .filter_map(|part| cx.ok(syn::parse2(part)))
        .collect();
    if columns.is_empty() {
        cx.error(
            item.span(),
            "a primary key has at least one field: `primary_key(a, b)`",
        );
    }
    if entity.primary_key.is_some() {
        cx.error(item.span(), "the primary key is declared twice");
    }
    let name = options(cx, halves.next().unwrap_or_default());
    entity.primary_key = Some(PrimaryKey {
        span: item.span(),
        name,
        columns,
    });
}

fn options(cx: &Ctxt, tokens: proc_macro2::TokenStream) -> Option<String> {
    let mut name = None;
    for option in items(cx, tokens) {
        match option.key().as_str() {
            "name" => name = option.identifier(cx),
            other => cx.error(
                option.span(),
                unknown("option", other, ["name"].into_iter()),
            ),
        }
    }
    name
}

pub(super) fn on_field(cx: &Ctxt, item: &Item, field: &mut Field) {
    if item.flag(cx) {
        field.primary_key = Some(item.span());
    }
}

pub(super) fn identity(cx: &Ctxt, item: &Item, field: &mut Field) {
    field.column.identity = match item.value {
        Value::None => Some(Identity::ByDefault),
        _ => item.word(
            cx,
            &[
                ("always", Identity::Always),
                ("serial", Identity::Serial),
                ("by_default", Identity::ByDefault),
            ],
        ),
    };
}
