//! The attributes of `#[erd(..)]`: one table of struct attributes, one of field attributes, one function each.

mod allow;
mod audit;
mod check;
mod column;
mod exclusion;
mod foreign_key;
mod identity;
mod index;
mod intent;
mod key;
mod mark;
mod object;
mod options;
mod partition;
mod property;
mod table;

pub(crate) use object::{Object, Statement, objects};

use crate::ast::{Entity, Field};
use crate::ctxt::Ctxt;
use crate::item::{self, Item, Value, unknown};
use erd_core::property::COLUMN;
use erd_core::schema::ObjectName;
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
    ("exclude", exclusion::exclude),
    ("options", property::options),
    ("managed", options::managed),
    ("depends_on", options::depends_on),
    ("soft_delete", table::soft_delete),
    ("junction", table::junction),
    ("strict", table::strict),
    ("access", intent::access),
    ("retain", intent::retain),
    ("tenant", intent::tenant),
    ("partition_by", partition::partition_by),
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
    ("identity", identity::identity),
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
    for item in erd_items(cx, attrs) {
        if !handle(cx, &item, ENTITY, entity) {
            misplaced(cx, &item, entity_names(), field_names(), "a field");
        }
    }
}

/// Reads the attributes of a field.
pub(crate) fn field(cx: &Ctxt, attrs: &[syn::Attribute], field: &mut Field) {
    for item in erd_items(cx, attrs) {
        if !handle(cx, &item, FIELD, field) && !property::on_field(cx, &item, field) {
            misplaced(cx, &item, field_names(), entity_names(), "the struct");
        }
    }
}

fn entity_names() -> impl Iterator<Item = &'static str> + Clone {
    ENTITY.iter().map(|(name, _)| *name)
}

/// Properties of columns stand behind their comment.
fn field_names() -> impl Iterator<Item = &'static str> + Clone {
    FIELD.iter().flat_map(|(name, _)| {
        let properties = (*name == "comment").then(|| property::names(COLUMN));
        [*name].into_iter().chain(properties.into_iter().flatten())
    })
}

/// Lets the attribute's own function read it; false where it has none.
fn handle<T>(cx: &Ctxt, item: &Item, table: &[(&'static str, Handler<T>)], into: &mut T) -> bool {
    let key = item.key();
    let found = table.iter().find(|(name, _)| *name == key);
    if let Some((_, handler)) = found {
        handler(cx, item, into);
    }
    found.is_some()
}

fn misplaced(
    cx: &Ctxt,
    item: &Item,
    here: impl Iterator<Item = &'static str> + Clone,
    mut elsewhere: impl Iterator<Item = &'static str>,
    place: &str,
) {
    let key = item.key();
    if elsewhere.any(|name| name == key) {
        cx.error(item.span(), format!("`{key}` belongs on {place}"));
    } else {
        let public = here.filter(|name| !name.starts_with('_'));
        cx.error(item.span(), unknown("attribute", &key, public));
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
        // An empty line has an attribute of its own, and `lines` would not count it.
        lines.extend(
            text.value()
                .split('\n')
                .map(|line| line.strip_prefix(' ').unwrap_or(line).trim_end().to_owned()),
        );
    }
    let text = lines.join("\n");
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// `"name"` or `"namespace.name"`; a part that has a dot in it stands in double quotes, as in SQL.
pub(crate) fn object_name(cx: &Ctxt, literal: &syn::LitStr) -> Option<ObjectName> {
    let found = name_parts(&literal.value());
    if found.is_none() {
        cx.error(
            literal.span(),
            "a name is `name` or `namespace.name`; put a part that has a dot in it in double quotes",
        );
    }
    found
}

fn name_parts(text: &str) -> Option<ObjectName> {
    let (first, rest) = name_part(text)?;
    let (schema, name) = match rest {
        None => (None, first),
        Some(rest) => match name_part(rest)? {
            (name, None) => (Some(first), name),
            (_, Some(_)) => return None,
        },
    };
    Some(ObjectName { schema, name })
}

/// One part of a name, and what stands behind the dot after it.
fn name_part(text: &str) -> Option<(String, Option<&str>)> {
    let Some(mut quoted) = text.strip_prefix('"') else {
        let (part, rest) = text
            .split_once('.')
            .map_or((text, None), |(a, b)| (a, Some(b)));
        return (!part.is_empty()).then(|| (part.to_owned(), rest));
    };
    let mut part = String::new();
    loop {
        let (held, rest) = quoted.split_once('"')?;
        part.push_str(held);
        match rest.strip_prefix('"') {
            Some(more) => {
                part.push('"');
                quoted = more;
            }
            None if part.is_empty() => return None,
            None if rest.is_empty() => return Some((part, None)),
            None => return Some((part, Some(rest.strip_prefix('.')?))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::name_parts;

    #[test]
    fn names_with_dots_are_quoted() {
        let of = |text| name_parts(text).map(|name| (name.schema, name.name));
        let some =
            |schema: Option<&str>, name: &str| Some((schema.map(str::to_owned), name.to_owned()));
        assert_eq!(of("orders"), some(None, "orders"));
        assert_eq!(of("sales.orders"), some(Some("sales"), "orders"));
        assert_eq!(of("\"a.b\""), some(None, "a.b"));
        assert_eq!(
            of("\"a.b\".\"say \"\"c\"\"\""),
            some(Some("a.b"), "say \"c\"")
        );
        for bad in ["", ".", "a.", "a.b.c", "\"a", "\"\"", "\"a\"b"] {
            assert_eq!(of(bad), None, "{bad}");
        }
    }
}
