//! The attributes of `#[erd(..)]`: one table of struct attributes, one of field attributes, one function each.

mod allow;
mod audit;
mod check;
mod column;
mod foreign_key;
mod index;
mod intent;
mod key;
mod mark;
mod table;

use crate::ast::{Entity, Field};
use crate::ctxt::Ctxt;
use crate::item::{self, Item, Value, unknown};
use proc_macro2::TokenStream;

/// Reads one attribute into `T`.
type Handler<T> = fn(&Ctxt, &Item, &mut T);

/// Attributes of a struct.
const ENTITY: &[(&str, Handler<Entity>)] = &[
    ("table", table::table),
    ("renamed_from", table::renamed_from),
    ("schema", table::schema),
    ("comment", table::comment),
    ("primary_key", key::on_entity),
    ("foreign_key", foreign_key::on_entity),
    ("index", index::index_on_entity),
    ("unique", index::unique_on_entity),
    ("check", check::on_entity),
    ("soft_delete", table::soft_delete),
    ("junction", table::junction),
    ("strict", table::strict),
    ("access", intent::access),
    ("retain", intent::retain),
    ("tenant", intent::tenant),
    ("partition_by", intent::partition_by),
    ("shard_by", intent::shard_by),
    ("reference_table", intent::reference_table),
    ("rows", intent::rows),
    ("audit_log", intent::audit_log),
    ("hot", intent::hot),
    ("ephemeral", intent::ephemeral),
    ("diesel", table::diesel),
    ("allow", allow::on_entity),
    // Read before all others: it says what the others' code refers to.
    ("crate", |_, _, _| {}),
];

/// Attributes of a field.
const FIELD: &[(&str, Handler<Field>)] = &[
    ("primary_key", key::on_field),
    ("identity", key::identity),
    ("references", foreign_key::references),
    ("index", index::index_on_field),
    ("unique", index::unique_on_field),
    ("column", column::column),
    ("renamed_from", column::renamed_from),
    ("sql_type", column::sql_type),
    ("max_len", column::max_len),
    ("precision", column::precision),
    ("default", column::default),
    ("generated", column::generated),
    ("collate", column::collate),
    ("comment", column::comment),
    ("check", check::on_field),
    ("created_at", audit::created_at),
    ("updated_at", audit::updated_at),
    ("created_by", audit::created_by),
    ("updated_by", audit::updated_by),
    ("deleted_at", audit::deleted_at),
    ("deleted_by", audit::deleted_by),
    ("soft_delete", audit::soft_delete),
    ("version", audit::version),
    ("bounded", mark::bounded),
    ("civil_time", mark::plain),
    ("money", mark::plain),
    ("external_id", mark::plain),
    ("sparse", mark::plain),
    ("hot_update", mark::plain),
    ("blob_store", mark::plain),
    ("counter", mark::plain),
    ("copied_from", mark::copied_from),
    ("diesel_type", column::diesel_type),
    ("embed", column::embed),
    ("one_of", column::embed),
    ("skip", column::skip),
    ("allow", allow::on_field),
    ("__type", column::code_type),
    ("__target", column::code_target),
    ("__arc", column::arc),
];

/// Reads the attributes of a struct.
pub(crate) fn entity(cx: &Ctxt, attrs: &[syn::Attribute], entity: &mut Entity) {
    apply(
        cx,
        attrs,
        ENTITY,
        entity,
        FIELD.iter().map(|(name, _)| *name),
        "a field",
    );
}

/// Reads the attributes of a field.
pub(crate) fn field(cx: &Ctxt, attrs: &[syn::Attribute], field: &mut Field) {
    apply(
        cx,
        attrs,
        FIELD,
        field,
        ENTITY.iter().map(|(name, _)| *name),
        "the struct",
    );
}

fn apply<T>(
    cx: &Ctxt,
    attrs: &[syn::Attribute],
    table: &[(&'static str, Handler<T>)],
    into: &mut T,
    mut elsewhere: impl Iterator<Item = &'static str>,
    place: &str,
) {
    for item in erd_items(cx, attrs) {
        let key = item.key();
        if let Some((_, handler)) = table.iter().find(|(name, _)| *name == key) {
            handler(cx, &item, into);
        } else if elsewhere.any(|name| name == key) {
            cx.error(item.span(), format!("`{key}` belongs on {place}"));
        } else {
            let public = table
                .iter()
                .map(|(name, _)| *name)
                .filter(|name| !name.starts_with('_'));
            cx.error(item.span(), unknown("attribute", &key, public));
        }
    }
}

/// Every item of every `#[erd(..)]`.
pub(crate) fn erd_items(cx: &Ctxt, attrs: &[syn::Attribute]) -> Vec<Item> {
    let mut items = Vec::new();
    for attr in attrs.iter().filter(|attr| attr.path().is_ident("erd")) {
        match &attr.meta {
            syn::Meta::List(list) => items.extend(item::items(cx, list.tokens.clone())),
            other => {
                let span = other
                    .path()
                    .get_ident()
                    .map_or_else(proc_macro2::Span::call_site, syn::Ident::span);
                cx.error(span, "write it as `#[erd(..)]`");
            }
        }
    }
    items
}

/// `crate = path`: what the facade is called, if the user said.
pub(crate) fn crate_path(cx: &Ctxt, attrs: &[syn::Attribute]) -> Option<TokenStream> {
    let items = erd_items(cx, attrs);
    let item = items.iter().find(|item| item.key() == "crate")?;
    match &item.value {
        Value::Eq(tokens) if syn::parse2::<syn::Path>(tokens.clone()).is_ok() => {
            Some(tokens.clone())
        }
        _ => {
            cx.error(item.span(), "write it as `crate = path::to::erd`");
            None
        }
    }
}

/// The text of doc comments: lines without their leading space, without blank lines at either end.
pub(crate) fn doc_comment(attrs: &[syn::Attribute]) -> Option<String> {
    let mut lines = Vec::new();
    for attr in attrs.iter().filter(|attr| attr.path().is_ident("doc")) {
        let syn::Meta::NameValue(pair) = &attr.meta else {
            continue;
        };
        let syn::Expr::Lit(syn::ExprLit {
            lit: syn::Lit::Str(text),
            ..
        }) = &pair.value
        else {
            continue;
        };
        lines.extend(
            text.value()
                .lines()
                .map(|line| line.strip_prefix(' ').unwrap_or(line).trim_end().to_owned()),
        );
    }
    let text = lines.join("\n");
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}
