//! What a table is meant for: `access(..)`, `retain(..)`, `tenant(..)`, `shard_by(..)` ...

use crate::ast::{Access, Entity, Shard};
use crate::ctxt::Ctxt;
use crate::item::{Item, Value, items, parse, split, unknown};
use erd_core::schema::{Order, Retention};
use proc_macro2::{Ident, TokenStream};
use syn::parse::ParseStream;

const ACCESS: &[&str] = &[
    "by", "range", "contains", "order", "limit", "live", "select",
];

pub(super) fn access(cx: &Ctxt, item: &Item, entity: &mut Entity) {
    let Some(group) = item.list(cx, "access(by(a), order(b desc), limit)") else {
        return;
    };
    let mut access = Access {
        span: item.span(),
        by: Vec::new(),
        range: None,
        contains: Vec::new(),
        order: Vec::new(),
        limit: false,
        live: false,
        select: Vec::new(),
    };
    for part in items(cx, group.stream()) {
        match part.key().as_str() {
            "by" => access.by = fields(cx, &part),
            "contains" => access.contains = fields(cx, &part),
            "select" => access.select = fields(cx, &part),
            "range" => {
                let mut columns = fields(cx, &part).into_iter();
                access.range = columns.next();
                if let Some(second) = columns.next() {
                    cx.error(
                        second.span(),
                        "an index serves one range: a second range column only filters",
                    );
                }
            }
            "order" => {
                if let Some(group) = part.list(cx, "order(a desc, b)") {
                    let keys = split(group.stream(), ',').into_iter();
                    access.order = keys.filter_map(|key| parse(cx, key, sort_key)).collect();
                }
            }
            // `limit` or `limit = 50`: the number is for readers.
            "limit" => {
                access.limit = matches!(part.value, Value::None)
                    || part.value::<syn::LitInt>(cx, "limit = 50").is_some();
            }
            "live" => access.live = part.flag(cx),
            other => cx.error(
                part.span(),
                unknown("part of an access path", other, ACCESS.iter().copied()),
            ),
        }
    }
    if access.by.is_empty()
        && access.range.is_none()
        && access.contains.is_empty()
        && access.order.is_empty()
    {
        cx.error(
            item.span(),
            "say how rows are found: `by(..)`, `range(..)`, `contains(..)` or `order(..)`",
        );
    }
    entity.access.push(access);
}

fn sort_key(input: ParseStream<'_>) -> syn::Result<(Ident, Order)> {
    let field = input.parse()?;
    let order = match input.parse::<Option<Ident>>()? {
        None => Order::Asc,
        Some(word) if word == "asc" => Order::Asc,
        Some(word) if word == "desc" => Order::Desc,
        Some(other) => return Err(syn::Error::new(other.span(), "expected `asc` or `desc`")),
    };
    Ok((field, order))
}

pub(super) fn fields(cx: &Ctxt, item: &Item) -> Vec<Ident> {
    let Some(group) = item.list(cx, &format!("{}(a, b)", item.key())) else {
        return Vec::new();
    };
    split(group.stream(), ',')
        .into_iter()
        .filter_map(|part| cx.ok(syn::parse2(part)))
        .collect()
}

/// `retain("90 days")` or `retain(forever, reason = "..")`
pub(super) fn retain(cx: &Ctxt, item: &Item, entity: &mut Entity) {
    if let Some(retention) = retention(cx, item) {
        entity.retention = Some(retention);
    }
}

/// What `retain(..)` says.
pub(super) fn retention(cx: &Ctxt, item: &Item) -> Option<Retention> {
    let form = "retain(\"90 days\") or retain(forever, reason = \"..\")";
    let group = item.list(cx, form)?;
    if let Ok(text) = syn::parse2::<syn::LitStr>(group.stream()) {
        let days = days(&text.value());
        if days.is_none() {
            cx.error(
                text.span(),
                "write a number of days, weeks, months or years: `\"90 days\"`",
            );
        }
        return days.map(Retention::Days);
    }
    let parts = items(cx, group.stream());
    match parts.as_slice() {
        [forever, reason] if forever.key() == "forever" && reason.key() == "reason" => {
            reason.text(cx).map(Retention::Forever)
        }
        _ => {
            cx.error(item.span(), format!("write it as `{form}`"));
            None
        }
    }
}

/// `90 days`, `12 weeks`, `6 months` (of 30 days), `7 years` (of 365)
fn days(text: &str) -> Option<u32> {
    let (number, unit) = text.trim().split_once(' ')?;
    let number: u32 = number.parse().ok()?;
    let days = match unit.trim().trim_end_matches('s') {
        "day" => 1,
        "week" => 7,
        "month" => 30,
        "year" => 365,
        _ => return None,
    };
    number.checked_mul(days).filter(|days| *days > 0)
}

pub(super) fn tenant(cx: &Ctxt, item: &Item, entity: &mut Entity) {
    entity.tenant = one_field(cx, item);
}

pub(super) fn shard_by(cx: &Ctxt, item: &Item, entity: &mut Entity) {
    set_shard(cx, item, entity, one_field(cx, item).map(Shard::By));
}

pub(super) fn reference_table(cx: &Ctxt, item: &Item, entity: &mut Entity) {
    let shard = item.flag(cx).then_some(Shard::Reference);
    set_shard(cx, item, entity, shard);
}

fn set_shard(cx: &Ctxt, item: &Item, entity: &mut Entity, shard: Option<Shard>) {
    if entity.shard.is_some() {
        cx.error(item.span(), "a table is either sharded or on every shard");
    }
    entity.shard = shard;
}

fn one_field(cx: &Ctxt, item: &Item) -> Option<Ident> {
    let group = item.list(cx, &format!("{}(field)", item.key()))?;
    cx.ok(syn::parse2(group.stream()))
}

/// `rows = "500M"` or `rows = 500_000_000`
pub(super) fn rows(cx: &Ctxt, item: &Item, entity: &mut Entity) {
    let Value::Eq(tokens) = &item.value else {
        cx.error(item.span(), "write it as `rows = \"500M\"`");
        return;
    };
    entity.rows = number(tokens.clone());
    if entity.rows.is_none() {
        cx.error(
            item.span(),
            "write a number, with K, M or G if you like: `rows = \"500M\"`",
        );
    }
}

fn number(tokens: TokenStream) -> Option<u64> {
    if let Ok(number) = syn::parse2::<syn::LitInt>(tokens.clone()) {
        return number.base10_parse().ok();
    }
    let text = syn::parse2::<syn::LitStr>(tokens).ok()?.value();
    let text = text.trim();
    let (digits, factor) = match text.chars().last()? {
        'K' | 'k' => (&text[..text.len() - 1], 1_000),
        'M' | 'm' => (&text[..text.len() - 1], 1_000_000),
        'G' | 'g' | 'B' | 'b' => (&text[..text.len() - 1], 1_000_000_000),
        _ => (text, 1),
    };
    digits
        .trim()
        .replace('_', "")
        .parse::<u64>()
        .ok()?
        .checked_mul(factor)
}

pub(super) fn append_only(cx: &Ctxt, item: &Item, entity: &mut Entity) {
    entity.append_only = item.flag(cx);
}

pub(super) fn hot(cx: &Ctxt, item: &Item, entity: &mut Entity) {
    entity.hot = item.flag(cx);
}

pub(super) fn ephemeral(cx: &Ctxt, item: &Item, entity: &mut Entity) {
    entity.ephemeral = item.flag(cx);
}

#[cfg(test)]
mod tests {
    use super::*;
    use quote::quote;

    #[test]
    fn reads_spans_of_time_and_numbers_of_rows() {
        assert_eq!(days("90 days"), Some(90));
        assert_eq!(days("1 week"), Some(7));
        assert_eq!(days("7 years"), Some(2555));
        assert_eq!(days("0 days"), None);
        assert_eq!(days("soon"), None);
        assert_eq!(number(quote!("500M")), Some(500_000_000));
        assert_eq!(number(quote!(12_000)), Some(12_000));
        assert_eq!(number(quote!("many")), None);
    }
}
