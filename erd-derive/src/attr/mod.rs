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
#[cfg(test)]
mod misuse;
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

/// An attribute: its name, a form of it that is right, which every mistake in it shows, and what reads it.
type Attribute<T> = (&'static str, &'static str, Handler<T>);

/// Attributes of a struct.
const ENTITY: &[Attribute<Entity>] = &[
    ("table", r#"table = "orders""#, table::table),
    (
        "renamed_from",
        r#"renamed_from = "old""#,
        table::renamed_from,
    ),
    ("schema", r#"schema = "sales""#, table::schema),
    ("comment", r#"comment = "what it is""#, table::comment),
    ("primary_key", "primary_key(a, b)", key::on_entity),
    (
        "foreign_key",
        "foreign_key((a, b) references Entity(x, y), on_delete = restrict)",
        foreign_key::on_entity,
    ),
    (
        "index",
        r#"index(a, b desc; include(c), where = "c > 0")"#,
        index::index_on_entity,
    ),
    (
        "unique",
        r#"unique(a, b; where = "c > 0")"#,
        index::unique_on_entity,
    ),
    ("check", r#"check(name = "a > 0")"#, check::on_entity),
    (
        "exclude",
        r#"exclude("USING gist (a WITH &&)", name = "one_at_a_time")"#,
        exclusion::exclude,
    ),
    (
        "options",
        r#"options(unlogged, with = "fillfactor = 70")"#,
        property::options,
    ),
    ("managed", "managed = external", options::managed),
    (
        "depends_on",
        r#"depends_on("extension btree_gist")"#,
        options::depends_on,
    ),
    ("soft_delete", "soft_delete(a)", table::soft_delete),
    ("junction", "junction(A, B)", table::junction),
    ("strict", "strict = false", table::strict),
    (
        "access",
        "access(by(a), order(b desc), limit)",
        intent::access,
    ),
    ("retain", r#"retain("90 days")"#, intent::retain),
    ("tenant", "tenant(a)", intent::tenant),
    (
        "partition_by",
        "partition_by(range(a), premake = 12, default)",
        partition::partition_by,
    ),
    ("shard_by", "shard_by(a)", intent::shard_by),
    (
        "reference_table",
        "reference_table",
        intent::reference_table,
    ),
    ("rows", r#"rows = "500M""#, intent::rows),
    ("append_only", "append_only", intent::append_only),
    (
        "audit_log",
        r#"audit_log(retain("2 years"))"#,
        audit::audit_log,
    ),
    ("hot", "hot", intent::hot),
    ("ephemeral", "ephemeral", intent::ephemeral),
    ("diesel", "diesel", table::diesel),
    ("allow", r#"allow(rule, reason = "why")"#, allow::on_entity),
    // Read before all others: it says what the others' code refers to.
    ("crate", "crate = path::to::erd", |_, _, _| {}),
];

/// Attributes of a field.
const FIELD: &[Attribute<Field>] = &[
    ("primary_key", "primary_key", key::on_field),
    (
        "identity",
        "identity(always, start = 1000)",
        identity::identity,
    ),
    (
        "references",
        "references(Entity, on_delete = restrict)",
        foreign_key::references,
    ),
    ("index", r#"index(where = "a > 0")"#, index::index_on_field),
    (
        "unique",
        r#"unique(where = "a > 0")"#,
        index::unique_on_field,
    ),
    ("column", r#"column = "type""#, column::column),
    (
        "renamed_from",
        r#"renamed_from = "old""#,
        column::renamed_from,
    ),
    ("sql_type", r#"sql_type = "citext""#, column::sql_type),
    ("max_len", "max_len = 200", column::max_len),
    ("precision", "precision(10, 2)", column::precision),
    ("default", r#"default = "1""#, column::default),
    ("generated", r#"generated = "a * 2""#, column::generated),
    ("collate", r#"collate = "C""#, column::collate),
    ("comment", r#"comment = "what it is""#, column::comment),
    ("check", r#"check = "a > 0""#, check::on_field),
    ("created_at", "created_at(by = default)", audit::created_at),
    ("updated_at", "updated_at(by = trigger)", audit::updated_at),
    ("created_by", "created_by(Entity)", audit::created_by),
    ("updated_by", "updated_by(Entity)", audit::updated_by),
    ("deleted_at", "deleted_at", audit::deleted_at),
    ("deleted_by", "deleted_by(Entity)", audit::deleted_by),
    ("soft_delete", "soft_delete", audit::soft_delete),
    ("version", "version", audit::version),
    ("bounded", "bounded(max_rows = 1000)", mark::bounded),
    ("civil_time", "civil_time", mark::plain),
    ("money", "money", mark::plain),
    ("external_id", "external_id", mark::plain),
    ("sparse", "sparse", mark::plain),
    ("hot_update", "hot_update", mark::plain),
    ("blob_store", "blob_store", mark::plain),
    ("counter", "counter", mark::plain),
    ("sensitive", "sensitive", mark::plain),
    (
        "copied_from",
        "copied_from(Entity.field, sync = trigger)",
        mark::copied_from,
    ),
    ("diesel_type", "diesel_type = Text", column::diesel_type),
    ("embed", "embed", column::embed),
    ("one_of", "one_of", column::embed),
    ("skip", "skip", column::skip),
    ("allow", r#"allow(rule, reason = "why")"#, allow::on_field),
    ("__type", "__type", column::code_type),
    ("__target", "__target", column::code_target),
    ("__arc", "__arc", column::arc),
];

/// What is shown where nobody knows which attribute is meant: on a struct, and on a field.
const USUAL: [&str; 2] = ["table = \"orders\"", "column = \"type\""];

/// Attributes of which one place may have several.
const REPEATED: &[&str] = &[
    "foreign_key",
    "references",
    "index",
    "unique",
    "check",
    "exclude",
    "access",
    "options",
    "depends_on",
    "allow",
];

/// Reads the attributes of a struct.
pub(crate) fn entity(cx: &Ctxt, attrs: &[syn::Attribute], entity: &mut Entity) {
    let mut written = Vec::new();
    for item in items_of(cx, attrs, USUAL[0], |name| form(ENTITY, name)) {
        once(cx, &item, form(ENTITY, &item.key()), &mut written);
        if !handle(cx, &item, ENTITY, entity) {
            let (here, there) = (entity_names(), field_names());
            misplaced(
                cx,
                &item,
                (here, ENTITY),
                (there, FIELD),
                "a field",
                USUAL[0],
            );
        }
    }
}

/// Reads the attributes of a field.
pub(crate) fn field(cx: &Ctxt, attrs: &[syn::Attribute], field: &mut Field) {
    for item in items_of(cx, attrs, USUAL[1], |name| form(FIELD, name)) {
        once(cx, &item, form(FIELD, &item.key()), &mut field.written);
        let mut read = handle(cx, &item, FIELD, field);
        if !read {
            let right = property::form(&item.key()).unwrap_or_default();
            cx.showing(&right, || read = property::on_field(cx, &item, field));
        }
        if !read {
            let (here, there) = (field_names(), entity_names());
            misplaced(
                cx,
                &item,
                (here, FIELD),
                (there, ENTITY),
                "the struct",
                USUAL[1],
            );
        }
    }
}

/// Refuses an attribute that stands in its place already: of two only one would count.
fn once(
    cx: &Ctxt,
    item: &Item,
    form: Option<&'static str>,
    written: &mut Vec<(String, proc_macro2::Span)>,
) {
    let key = item.key();
    let twice = written.iter().any(|(name, _)| *name == key);
    if twice && !REPEATED.contains(&&*key) {
        let right = form.map(str::to_owned).or_else(|| property::form(&key));
        cx.showing(right.as_deref().unwrap_or_default(), || {
            cx.error(item.span(), format!("`{key}` is written twice"));
        });
    }
    written.push((key, item.span()));
}

fn entity_names() -> impl Iterator<Item = &'static str> + Clone {
    ENTITY.iter().map(|(name, ..)| *name)
}

/// Properties of columns stand behind their comment.
fn field_names() -> impl Iterator<Item = &'static str> + Clone {
    FIELD.iter().flat_map(|(name, ..)| {
        let properties = (*name == "comment").then(|| property::names(COLUMN));
        [*name].into_iter().chain(properties.into_iter().flatten())
    })
}

/// The right form of an attribute.
fn form<T>(table: &[Attribute<T>], name: &str) -> Option<&'static str> {
    let found = table.iter().find(|(known, ..)| *known == name);
    found.map(|(_, form, _)| *form)
}

/// Lets the attribute's own function read it; false where it has none.
fn handle<T>(cx: &Ctxt, item: &Item, table: &[Attribute<T>], into: &mut T) -> bool {
    let key = item.key();
    let found = table.iter().find(|(name, ..)| *name == key);
    if let Some((_, form, handler)) = found {
        cx.showing(form, || handler(cx, item, into));
    }
    found.is_some()
}

fn misplaced<T, U>(
    cx: &Ctxt,
    item: &Item,
    (here, table): (impl Iterator<Item = &'static str> + Clone, &[Attribute<T>]),
    (mut elsewhere, other): (impl Iterator<Item = &'static str>, &[Attribute<U>]),
    place: &str,
    usual: &str,
) {
    let key = item.key();
    if elsewhere.any(|name| name == key) {
        let right = form(other, &key).unwrap_or(&key);
        cx.showing(right, || {
            cx.error(item.span(), format!("`{key}` belongs on {place}"));
        });
    } else {
        let public = here.filter(|name| !name.starts_with('_'));
        let near = erd_core::nearest(&key, public.clone());
        let right = near.and_then(|name| {
            let own = form(table, name).map(str::to_owned);
            own.or_else(|| property::form(name))
        });
        cx.showing(right.as_deref().unwrap_or(usual), || {
            cx.error(item.span(), unknown("attribute", &key, public));
        });
    }
}

/// Every item of every `#[erd(..)]`.
pub(crate) fn erd_items(cx: &Ctxt, attrs: &[syn::Attribute]) -> Vec<Item> {
    items_of(cx, attrs, "", |_| None)
}

/// The same, where it is known what the attributes look like.
fn items_of(
    cx: &Ctxt,
    attrs: &[syn::Attribute],
    usual: &str,
    form: impl Fn(&str) -> Option<&'static str>,
) -> Vec<Item> {
    let mut items = Vec::new();
    for attr in attrs.iter().filter(|attr| attr.path().is_ident("erd")) {
        match &attr.meta {
            syn::Meta::List(list) => {
                for part in item::split(list.tokens.clone(), ',') {
                    let name = part
                        .clone()
                        .into_iter()
                        .next()
                        .map(|first| first.to_string());
                    let right = name.and_then(|name| {
                        let own = form(&name).map(str::to_owned);
                        own.or_else(|| property::form(&name))
                    });
                    cx.showing(right.as_deref().unwrap_or(usual), || {
                        items.extend(item::items(cx, part));
                    });
                }
            }
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
    // What cannot be read is reported where all attributes are.
    let items = erd_items(&Ctxt::silent(), attrs);
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
