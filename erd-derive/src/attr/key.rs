//! `primary_key`, on a field and on a struct.

use super::foreign_key::deferrable;
use super::intent::fields;
use crate::ast::{Entity, Field, PrimaryKey};
use crate::ctxt::Ctxt;
use crate::item::{Item, Value, items, split, unknown};
use erd_core::schema::Deferrable;
use proc_macro2::{Ident, TokenStream};

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
    let mut key = blank(item, columns);
    options(cx, halves.next().unwrap_or_default(), &mut key);
    entity.primary_key = Some(key);
}

/// `primary_key` or `primary_key(name = "..")`
pub(super) fn on_field(cx: &Ctxt, item: &Item, field: &mut Field) {
    let mut key = blank(item, Vec::new());
    if !matches!(item.value, Value::None) {
        let Some(group) = item.list(cx, "primary_key or primary_key(name = \"..\")") else {
            return;
        };
        options(cx, group.stream(), &mut key);
    }
    field.primary_key = Some(key);
}

fn blank(item: &Item, columns: Vec<Ident>) -> PrimaryKey {
    PrimaryKey {
        span: item.span(),
        name: None,
        columns,
        include: Vec::new(),
        deferrable: Deferrable::No,
    }
}

fn options(cx: &Ctxt, tokens: TokenStream, key: &mut PrimaryKey) {
    for option in items(cx, tokens) {
        match option.key().as_str() {
            "name" => key.name = option.identifier(cx),
            "include" => key.include = fields(cx, &option),
            "deferrable" => key.deferrable = deferrable(cx, &option),
            other => {
                let known = ["name", "include", "deferrable"];
                cx.error(option.span(), unknown("option", other, known.into_iter()));
            }
        }
    }
}
