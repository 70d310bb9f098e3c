//! `partition_by(..)`.

use super::intent::fields;
use crate::ast::{Entity, Partition};
use crate::ctxt::Ctxt;
use crate::item::{Item, Value, items, split, unknown};
use crate::sql;
use erd_core::schema::{Interval, PartitionKind, PartitionTable, SubPartition};
use proc_macro2::{Span, TokenStream};

const PARTS: &[&str] = &[
    "range",
    "list",
    "hash",
    "premake",
    "count",
    "default",
    "key",
    "partition",
    "every",
    "retain",
    "archive",
];

/// `partition_by(range(created_at), every = "1 month", premake = 12, retain = "13 months", archive, default)`, `partition_by(hash(id), count = 16)`,
/// `partition_by(list(region), partition("orders_eu", "FOR VALUES IN ('eu')"))`
pub(super) fn partition_by(cx: &Ctxt, item: &Item, entity: &mut Entity) {
    let Some(group) = item.list(cx, "partition_by(range(field), premake = 12)") else {
        return;
    };
    let mut kind = None;
    let mut partition = Partition {
        kind: PartitionKind::Range,
        columns: Vec::new(),
        count: None,
        default: false,
        key: None,
        parts: Vec::new(),
        every: None,
        retain: None,
        archive: None,
    };
    for part in items(cx, group.stream()) {
        match part.key().as_str() {
            "range" => kind = Some((PartitionKind::Range, part)),
            "list" => kind = Some((PartitionKind::List, part)),
            "hash" => kind = Some((PartitionKind::Hash, part)),
            "premake" | "count" => {
                let literal = part.value::<syn::LitInt>(cx, &format!("{} = 12", part.key()));
                partition.count = literal.and_then(|literal| cx.ok(literal.base10_parse()));
            }
            "default" => partition.default = part.flag(cx),
            "key" => partition.key = sql::plain(cx, &part),
            "partition" => partition.parts.extend(table(cx, &part)),
            "every" => partition.every = interval(cx, &part),
            "retain" => partition.retain = interval(cx, &part),
            "archive" => partition.archive = part.flag(cx).then(|| part.span()),
            other => cx.error(
                part.span(),
                unknown("part of a partitioning", other, PARTS.iter().copied()),
            ),
        }
    }
    let Some((kind, columns)) = kind else {
        cx.error(
            item.span(),
            "say how the table is cut: `range(field)`, `list(field)` or `hash(field)`",
        );
        return;
    };
    partition.kind = kind;
    // A key in SQL may have no column that stands alone.
    if partition.key.is_none() || !matches!(columns.value, Value::None) {
        partition.columns = fields(cx, &columns);
    }
    if partition.count.is_some() && !partition.parts.is_empty() {
        cx.error(
            item.span(),
            "the partitions are either counted (`premake`, `count`) or stated one by one (`partition(..)`)",
        );
    }
    // A partition that is stated to take the rest is the default one.
    partition.default |= partition
        .parts
        .iter()
        .any(|part| part.bounds.trim().eq_ignore_ascii_case("default"));
    entity.partition = Some(partition);
}

/// `every = "1 month"`, `retain = "13 months"`
fn interval(cx: &Ctxt, item: &Item) -> Option<(Interval, Span)> {
    let literal: syn::LitStr = item.value(cx, &format!("{} = \"1 month\"", item.key()))?;
    let interval = literal.value().parse().ok();
    if interval.is_none() {
        cx.error(
            literal.span(),
            "write a number of hours, days, weeks, months or years, a thousand years at most: `\"1 month\"`",
        );
    }
    Some((interval?, item.span()))
}

/// `partition("ns.name", "FOR VALUES ..")`, `partition("name", "..", by = "LIST (x)", partition(..))`
fn table(cx: &Ctxt, item: &Item) -> Option<PartitionTable> {
    let form = "partition(\"name\", \"FOR VALUES FROM (..) TO (..)\")";
    let group = item.list(cx, form)?;
    let mut texts: Vec<syn::LitStr> = Vec::new();
    let (mut by, mut parts) = (None, Vec::new());
    for tokens in split(group.stream(), ',') {
        if let Ok(text) = syn::parse2::<syn::LitStr>(tokens.clone()) {
            texts.push(text);
            continue;
        }
        nested(cx, tokens, &mut by, &mut parts);
    }
    let (name, bounds) = match texts.as_slice() {
        [name] => (name, None),
        [name, bounds] => (name, Some(bounds)),
        _ => {
            cx.error(item.span(), format!("write it as `{form}`"));
            return None;
        }
    };
    if by.is_none() && !parts.is_empty() {
        cx.error(
            item.span(),
            "say how this partition is cut itself: `by = \"LIST (x)\"`",
        );
    }
    let bounds = match bounds {
        Some(bounds) => {
            sql::balanced(cx, bounds)?;
            bounds.value()
        }
        None => String::new(),
    };
    Some(PartitionTable {
        name: super::object_name(cx, name)?,
        bounds,
        partition: by.map(|by| SubPartition { by, parts }),
    })
}

fn nested(
    cx: &Ctxt,
    tokens: TokenStream,
    by: &mut Option<String>,
    parts: &mut Vec<PartitionTable>,
) {
    for option in items(cx, tokens) {
        match option.key().as_str() {
            "by" => *by = sql::plain(cx, &option),
            "partition" => parts.extend(table(cx, &option)),
            other => cx.error(
                option.span(),
                unknown("option", other, ["by", "partition"].into_iter()),
            ),
        }
    }
}
