//! `index(..)` and `unique(..)`, on a field and on a struct.

use super::foreign_key::deferrable;
use crate::ast::{Entity, Field, Index, Key, KeyPart};
use crate::ctxt::Ctxt;
use crate::item::{Item, Value, first_span, items, split, unknown};
use crate::sql;
use erd_core::schema::{Deferrable, IndexKind, NullsOrder, Order, Sql, UniqueScope};
use proc_macro2::{Delimiter, Ident, Span, TokenStream, TokenTree};

const OPTIONS: &[&str] = &[
    "include",
    "where",
    "using",
    "name",
    "unique",
    "scope",
    "deferrable",
    "nulls_not_distinct",
    "with",
    "desc",
    "asc",
    "nulls",
    "opclass",
    "collate",
    "prefix",
    "parser",
    "invisible",
    "comment",
];

const PLAIN: IndexKind = IndexKind::Plain;
const UNIQUE: IndexKind = IndexKind::UniqueConstraint(Deferrable::No);

pub(super) fn index_on_entity(cx: &Ctxt, item: &Item, entity: &mut Entity) {
    entity.indexes.extend(on_entity(cx, item, PLAIN));
}

pub(super) fn unique_on_entity(cx: &Ctxt, item: &Item, entity: &mut Entity) {
    entity.indexes.extend(on_entity(cx, item, UNIQUE));
}

pub(super) fn index_on_field(cx: &Ctxt, item: &Item, field: &mut Field) {
    field.indexes.extend(on_field(cx, item, PLAIN));
}

pub(super) fn unique_on_field(cx: &Ctxt, item: &Item, field: &mut Field) {
    field.indexes.extend(on_field(cx, item, UNIQUE));
}

fn on_entity(cx: &Ctxt, item: &Item, kind: IndexKind) -> Option<Index> {
    let group = item.list(cx, &format!("{}(a, b desc; where = \"..\")", item.key()))?;
    let mut halves = split(group.stream(), ';').into_iter();
    let keys: Vec<Key> = split(halves.next().unwrap_or_default(), ',')
        .into_iter()
        .filter_map(|part| key(cx, part))
        .collect();
    if keys.is_empty() && cx.is_clean() {
        cx.error(
            item.span(),
            format!("name the fields: `{}(a, b)`", item.key()),
        );
    }
    let mut index = Index {
        keys,
        ..blank(item.span(), kind)
    };
    options(cx, halves.next().unwrap_or_default(), &mut index);
    Some(index)
}

fn on_field(cx: &Ctxt, item: &Item, kind: IndexKind) -> Option<Index> {
    let mut index = blank(item.span(), kind);
    if !matches!(item.value, Value::None) {
        let group = item.list(cx, &format!("{} or {0}(name = \"..\")", item.key()))?;
        options(cx, group.stream(), &mut index);
    }
    Some(index)
}

fn blank(span: Span, kind: IndexKind) -> Index {
    Index {
        span,
        name: None,
        kind,
        keys: Vec::new(),
        include: Vec::new(),
        predicate: Sql::default(),
        scope: UniqueScope::Unstated,
        method: None,
        nulls_not_distinct: false,
        with: None,
        parser: None,
        invisible: false,
        comment: None,
        order: Order::Asc,
        nulls: None,
        opclass: None,
        collation: None,
        prefix_len: None,
    }
}

fn options(cx: &Ctxt, tokens: TokenStream, index: &mut Index) {
    for item in items(cx, tokens) {
        match item.key().as_str() {
            "include" => {
                if let Some(group) = item.list(cx, "include(a, b)") {
                    let fields = split(group.stream(), ',').into_iter();
                    index.include = fields.filter_map(|part| cx.ok(syn::parse2(part))).collect();
                }
            }
            "where" => index.predicate = sql::sql(cx, &item).unwrap_or_default(),
            "using" => index.method = name(cx, &item, "an access method", "gin"),
            "name" => index.name = item.identifier(cx),
            "unique" if item.flag(cx) => index.kind = IndexKind::Unique,
            "scope" => {
                let scopes = [("live", UniqueScope::Live), ("ever", UniqueScope::Ever)];
                index.scope = item.word(cx, &scopes).unwrap_or(UniqueScope::Unstated);
                if matches!(index.kind, IndexKind::Plain) {
                    cx.error(
                        item.span(),
                        "`scope` says which rows a unique key speaks of; this index is not unique",
                    );
                }
            }
            "deferrable" if matches!(index.kind, IndexKind::UniqueConstraint(_)) => {
                index.kind = IndexKind::UniqueConstraint(deferrable(cx, &item));
            }
            "deferrable" => cx.error(
                item.span(),
                "only a unique constraint can be deferrable, an index cannot",
            ),
            "nulls_not_distinct" => index.nulls_not_distinct = item.flag(cx),
            "with" => index.with = sql::plain(cx, &item),
            "desc" if item.flag(cx) => index.order = Order::Desc,
            "unique" | "desc" | "asc" => {}
            "nulls" => {
                index.nulls = item.word(
                    cx,
                    &[("first", NullsOrder::First), ("last", NullsOrder::Last)],
                );
            }
            "opclass" => index.opclass = item.text(cx),
            "collate" => index.collation = item.identifier(cx),
            "parser" => index.parser = name(cx, &item, "a parser", "ngram"),
            "invisible" => index.invisible = item.flag(cx),
            "comment" => index.comment = item.text(cx).filter(|text| !text.is_empty()),
            "prefix" => {
                index.prefix_len = item
                    .value::<syn::LitInt>(cx, "prefix = 10")
                    .and_then(|n| number(cx, &n));
            }
            other => cx.error(
                item.span(),
                unknown("option", other, OPTIONS.iter().copied()),
            ),
        }
    }
    let is_fulltext = index.method.as_deref() == Some("fulltext");
    if index.parser.is_some() && !is_fulltext {
        cx.error(
            index.span,
            "only a full-text index has a parser: add `using = fulltext`",
        );
    }
}

/// `using = gin` or `using = "gin"`.
fn name(cx: &Ctxt, item: &Item, what: &str, example: &str) -> Option<String> {
    let Value::Eq(tokens) = &item.value else {
        cx.error(
            item.span(),
            format!("write it as `{} = {example}`", item.key()),
        );
        return None;
    };
    let name = match syn::parse2::<syn::LitStr>(tokens.clone()) {
        Ok(literal) => literal.value(),
        Err(_) => cx.ok(syn::parse2::<Ident>(tokens.clone()))?.to_string(),
    };
    let valid = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    if !valid {
        cx.error(
            item.span(),
            format!("{what} is a plain name such as `{example}`"),
        );
    }
    valid.then(|| name.to_ascii_lowercase())
}

/// One key: `field`, `field desc nulls last`, `expr("..")`, `field opclass("..")`,
/// `field collate "C"`, `field prefix(10)`.
fn key(cx: &Ctxt, tokens: TokenStream) -> Option<Key> {
    let at = first_span(&tokens).unwrap_or_else(Span::call_site);
    let mut tokens = tokens.into_iter().peekable();
    let Some(TokenTree::Ident(first)) = tokens.next() else {
        cx.error(at, "expected a field");
        return None;
    };
    let part = match (first.to_string().as_str(), tokens.peek()) {
        ("expr", Some(TokenTree::Group(group))) => {
            let part = KeyPart::Expression(sql::list(cx, group.stream(), at)?);
            tokens.next();
            part
        }
        (name, Some(TokenTree::Punct(p))) if p.as_char() == '=' && OPTIONS.contains(&name) => {
            cx.error(
                at,
                format!("options stand behind a `;`: `(fields; {name} = ..)`"),
            );
            return None;
        }
        (name @ "include", Some(TokenTree::Group(_))) => {
            cx.error(
                at,
                format!("options stand behind a `;`: `(fields; {name}(..))`"),
            );
            return None;
        }
        _ => KeyPart::Column(first),
    };
    let mut key = Key {
        part,
        order: Order::Asc,
        nulls: None,
        opclass: None,
        collation: None,
        prefix_len: None,
    };
    while let Some(token) = tokens.next() {
        let word = token.to_string();
        match (word.as_str(), tokens.peek()) {
            ("asc", _) => {}
            ("desc", _) => key.order = Order::Desc,
            ("nulls", Some(next)) => {
                let position = crate::item::word(
                    cx,
                    TokenStream::from(next.clone()),
                    next.span(),
                    &[("first", NullsOrder::First), ("last", NullsOrder::Last)],
                );
                key.nulls = position;
                tokens.next();
            }
            ("opclass", Some(TokenTree::Group(group)))
                if group.delimiter() == Delimiter::Parenthesis =>
            {
                key.opclass = cx
                    .ok(syn::parse2::<syn::LitStr>(group.stream()))
                    .map(|literal| literal.value());
                tokens.next();
            }
            ("prefix", Some(TokenTree::Group(group)))
                if group.delimiter() == Delimiter::Parenthesis =>
            {
                key.prefix_len = cx
                    .ok(syn::parse2::<syn::LitInt>(group.stream()))
                    .and_then(|n| number(cx, &n));
                tokens.next();
            }
            ("collate", Some(next)) => {
                let name = match next {
                    TokenTree::Group(group) => group.stream(),
                    other => TokenStream::from(other.clone()),
                };
                key.collation = cx
                    .ok(syn::parse2::<syn::LitStr>(name))
                    .map(|literal| literal.value());
                tokens.next();
            }
            (other, _) => {
                let words = ["asc", "desc", "nulls", "opclass", "collate", "prefix"];
                cx.error(token.span(), unknown("word", other, words.into_iter()));
                return None;
            }
        }
    }
    Some(key)
}

fn number(cx: &Ctxt, literal: &syn::LitInt) -> Option<u32> {
    cx.ok(literal.base10_parse())
}
