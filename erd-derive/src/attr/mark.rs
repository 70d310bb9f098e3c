//! What a column is meant for: `bounded(..)`, `civil_time`, `money`, `copied_from(..)` ...

use crate::ast::{CopiedFrom, Field, Target};
use crate::ctxt::Ctxt;
use crate::item::{Item, Value, items, parse, split, unknown};
use erd_core::schema::{Mark, Sync};
use syn::Token;
use syn::parse::ParseStream;

/// Marks that are one word.
pub(super) fn plain(cx: &Ctxt, item: &Item, field: &mut Field) {
    let mark = match item.key().as_str() {
        "civil_time" => Mark::CivilTime,
        "money" => Mark::Money,
        "external_id" => Mark::ExternalId,
        "sparse" => Mark::Sparse,
        "hot_update" => Mark::HotUpdate,
        "blob_store" => Mark::BlobStore,
        "sensitive" => Mark::Sensitive,
        _ => Mark::Counter,
    };
    if item.flag(cx) {
        field.column.marks.push(mark);
    }
}

/// `bounded(max_rows = 1000)`
pub(super) fn bounded(cx: &Ctxt, item: &Item, field: &mut Field) {
    let form = "bounded(max_rows = 1000)";
    let Some(group) = item.list(cx, form) else {
        return;
    };
    match items(cx, group.stream()).as_slice() {
        [rows] if rows.key() == "max_rows" => {
            let literal = rows.value::<syn::LitInt>(cx, "max_rows = 1000");
            field.column.marks.extend(
                literal
                    .and_then(|n| cx.ok(n.base10_parse()))
                    .map(Mark::Bounded),
            );
        }
        _ => cx.error(item.span(), format!("write it as `{form}`")),
    }
}

/// `copied_from(User.email, sync = trigger | generated | job("name"))`
pub(super) fn copied_from(cx: &Ctxt, item: &Item, field: &mut Field) {
    let form = "copied_from(Entity.field, sync = trigger)";
    let Some(group) = item.list(cx, form) else {
        return;
    };
    let mut parts = split(group.stream(), ',').into_iter();
    let source = |input: ParseStream<'_>| {
        let path = input.call(syn::Path::parse_mod_style)?;
        input.parse::<Token![.]>()?;
        Ok((path, input.parse()?))
    };
    let Some((path, column)) = parse(cx, parts.next().unwrap_or_default(), source) else {
        return;
    };
    let mut copy = CopiedFrom {
        target: Target { path },
        column,
        sync: Sync::Unstated,
    };
    for option in parts.flat_map(|part| items(cx, part)) {
        match option.key().as_str() {
            "sync" => copy.sync = sync(cx, &option),
            other => cx.error(
                option.span(),
                unknown("option", other, ["sync"].into_iter()),
            ),
        }
    }
    field.copied_from = Some(copy);
}

fn sync(cx: &Ctxt, item: &Item) -> Sync {
    if let Value::Eq(tokens) = &item.value
        && let [job] = items(&Ctxt::silent(), tokens.clone()).as_slice()
        && job.key() == "job"
        && let Some(name) = job.list(cx, "sync = job(\"name\")")
    {
        return cx
            .ok(syn::parse2::<syn::LitStr>(name.stream()))
            .map_or(Sync::Unstated, |name| Sync::Job(name.value()));
    }
    match item.word(cx, &[("trigger", 0), ("generated", 1)]) {
        Some(0) => Sync::Trigger,
        Some(_) => Sync::Generated,
        None => Sync::Unstated,
    }
}
