//! `references(..)` on a field and `foreign_key(.. references ..)` on a struct.

use super::intent::fields;
use crate::ast::{Entity, Field, ForeignKey, Target};
use crate::ctxt::Ctxt;
use crate::item::{Item, Value, items, parse, split, unknown, word};
use erd_core::schema::{Action, Deferrable, OnSoftDelete};
use proc_macro2::{Ident, Span, TokenStream};
use quote::ToTokens;
use syn::Token;
use syn::parse::ParseStream;

const ACTIONS: &[(&str, Action)] = &[
    ("no_action", Action::NoAction),
    ("restrict", Action::Restrict),
    ("cascade", Action::Cascade),
    ("set_null", Action::SetNull),
    ("set_default", Action::SetDefault),
];

const ON_SOFT_DELETE: &[(&str, OnSoftDelete)] = &[
    ("cascade", OnSoftDelete::Cascade),
    ("restrict", OnSoftDelete::Restrict),
    ("keep", OnSoftDelete::Keep),
];

const OPTIONS: &[&str] = &[
    "on_delete",
    "on_update",
    "deferrable",
    "name",
    "not_valid",
    "on_soft_delete",
    "one_to_one",
    "loose",
    "match_full",
    "not_enforced",
];

pub(super) fn references(cx: &Ctxt, item: &Item, field: &mut Field) {
    if let Some(key) = reference(cx, item) {
        field.foreign_keys.push(key);
    }
}

/// Reads `name(Target, options)`; also the form of `created_by` and its kin.
pub(super) fn reference(cx: &Ctxt, item: &Item) -> Option<ForeignKey> {
    let group = item.list(cx, &form(item))?;
    reference_of(cx, item, split(group.stream(), ','))
}

/// The reference of what stands between the parentheses.
pub(super) fn reference_of(cx: &Ctxt, item: &Item, parts: Vec<TokenStream>) -> Option<ForeignKey> {
    let mut parts = parts.into_iter();
    let Some(head) = parts.next() else {
        cx.error(item.span(), format!("name the entity: `{}`", form(item)));
        return None;
    };
    let (target, target_columns) = parse(cx, head, field_target)?;
    let mut key = blank(item.span(), Vec::new(), target, target_columns);
    options(cx, parts, &mut key);
    Some(key)
}

fn form(item: &Item) -> String {
    format!("{}(Entity, on_delete = restrict)", item.key())
}

pub(super) fn on_entity(cx: &Ctxt, item: &Item, entity: &mut Entity) {
    let form = "foreign_key((a, b) references Entity(x, y))";
    let Some(group) = item.list(cx, form) else {
        return;
    };
    let mut parts = split(group.stream(), ',').into_iter();
    let head = parts.next().unwrap_or_default();
    let Some((columns, target, target_columns)) = parse(cx, head, entity_target) else {
        return;
    };
    let mut key = blank(item.span(), columns, target, target_columns);
    options(cx, parts, &mut key);
    entity.foreign_keys.push(key);
}

fn blank(
    span: Span,
    columns: Vec<Ident>,
    target: Target,
    target_columns: Vec<Ident>,
) -> ForeignKey {
    ForeignKey {
        span,
        name: None,
        columns,
        target,
        target_columns,
        on_delete: None,
        on_update: None,
        deferrable: Deferrable::No,
        validated: true,
        on_soft_delete: None,
        one_to_one: false,
        loose: None,
        match_full: false,
        set_columns: Vec::new(),
        enforced: true,
    }
}

/// `path::Entity` or `path::Entity.field`
fn field_target(input: ParseStream<'_>) -> syn::Result<(Target, Vec<Ident>)> {
    let path = input.call(syn::Path::parse_mod_style)?;
    if input.peek(Token![=]) {
        return Err(syn::Error::new_spanned(
            path,
            "the entity comes before its options",
        ));
    }
    let mut columns = Vec::new();
    if input.parse::<Option<Token![.]>>()?.is_some() {
        columns.push(input.parse()?);
    }
    at_comma(input)?;
    Ok((Target { path }, columns))
}

/// `(a, b) references path::Entity(x, y)` or `.. references path::Entity`
fn entity_target(input: ParseStream<'_>) -> syn::Result<(Vec<Ident>, Target, Vec<Ident>)> {
    let columns = idents(input)?;
    let word: Ident = input.parse()?;
    if word != "references" {
        return Err(syn::Error::new(word.span(), "expected `references`"));
    }
    if input.peek(syn::token::Paren) {
        return Err(
            input.error("the entity stands behind `references` without parentheses around it")
        );
    }
    let path = input.call(syn::Path::parse_mod_style)?;
    let target_columns = if input.is_empty() {
        Vec::new()
    } else {
        idents(input)?
    };
    Ok((columns, Target { path }, target_columns))
}

/// What stands before a comma has been read whole.
fn at_comma(input: ParseStream<'_>) -> syn::Result<()> {
    if input.is_empty() {
        Ok(())
    } else {
        Err(input.error("a comma is missing before this"))
    }
}

fn idents(input: ParseStream<'_>) -> syn::Result<Vec<Ident>> {
    let content;
    syn::parenthesized!(content in input);
    Ok(content
        .parse_terminated(<Ident as syn::parse::Parse>::parse, Token![,])?
        .into_iter()
        .collect())
}

fn options(cx: &Ctxt, parts: impl Iterator<Item = TokenStream>, key: &mut ForeignKey) {
    for part in parts {
        for item in items(cx, part) {
            match item.key().as_str() {
                "on_delete" => on_delete(cx, &item, key),
                "on_update" => key.on_update = item.word(cx, ACTIONS),
                "deferrable" => key.deferrable = deferrable(cx, &item),
                "name" => key.name = item.identifier(cx),
                "not_valid" => key.validated = !item.flag(cx),
                "on_soft_delete" => key.on_soft_delete = item.word(cx, ON_SOFT_DELETE),
                "one_to_one" => key.one_to_one = item.flag(cx),
                "loose" => key.loose = Some(cleanup(cx, &item)),
                "match_full" => key.match_full = item.flag(cx),
                "not_enforced" => key.enforced = !item.flag(cx),
                other => cx.error(
                    item.span(),
                    unknown("option", other, OPTIONS.iter().copied()),
                ),
            }
        }
    }
}

/// `on_delete = cascade`, `on_delete = set_null(a, b)`
fn on_delete(cx: &Ctxt, item: &Item, key: &mut ForeignKey) {
    if let Value::Eq(tokens) = &item.value
        && let [action] = items(&Ctxt::silent(), tokens.clone()).as_slice()
        && matches!(action.value, Value::List(..))
    {
        let settable = [
            ("set_null", Action::SetNull),
            ("set_default", Action::SetDefault),
        ];
        let name = action.name.to_token_stream();
        key.on_delete = word(cx, name, action.span(), &settable);
        key.set_columns = fields(cx, action);
        if key.set_columns.is_empty() {
            cx.error(
                action.span(),
                "name the fields that are set, or leave out the parentheses for all of them",
            );
        }
        return;
    }
    key.on_delete = item.word(cx, ACTIONS);
}

/// `loose` or `loose(cleanup = "job")`: the job that removes what dangles.
fn cleanup(cx: &Ctxt, item: &Item) -> String {
    if matches!(item.value, Value::None) {
        return String::new();
    }
    let Some(group) = item.list(cx, "loose(cleanup = \"job\")") else {
        return String::new();
    };
    let mut job = String::new();
    for option in items(cx, group.stream()) {
        match option.key().as_str() {
            "cleanup" => job = option.text(cx).unwrap_or_default(),
            other => cx.error(
                option.span(),
                unknown("option", other, ["cleanup"].into_iter()),
            ),
        }
    }
    job
}

/// `deferrable` checks at commit; `deferrable = immediate` only when the transaction asks for it.
pub(super) fn deferrable(cx: &Ctxt, item: &Item) -> Deferrable {
    match item.value {
        Value::None => Deferrable::InitiallyDeferred,
        _ => item
            .word(
                cx,
                &[
                    ("deferred", Deferrable::InitiallyDeferred),
                    ("immediate", Deferrable::InitiallyImmediate),
                ],
            )
            .unwrap_or(Deferrable::InitiallyDeferred),
    }
}
