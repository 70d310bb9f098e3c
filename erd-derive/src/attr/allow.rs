//! `allow(rule, reason = "..")`, on a field and on a struct.

use crate::ast::{Allow, Entity, Field};
use crate::ctxt::Ctxt;
use crate::item::{Item, Value, items};

pub(super) fn on_entity(cx: &Ctxt, item: &Item, entity: &mut Entity) {
    entity.allows.extend(allows(cx, item));
}

pub(super) fn on_field(cx: &Ctxt, item: &Item, field: &mut Field) {
    field.allows.extend(allows(cx, item));
}

fn allows(cx: &Ctxt, item: &Item) -> Vec<Allow> {
    let Some(group) = item.list(cx, "allow(rule, reason = \"..\")") else {
        return Vec::new();
    };
    let mut rules = Vec::new();
    let mut reason = None;
    for part in items(cx, group.stream()) {
        match (&part.value, part.key().as_str()) {
            (Value::None, rule) => rules.push(rule.to_owned()),
            (_, "reason") => reason = part.text(cx),
            _ => cx.error(part.span(), "write it as `allow(rule, reason = \"..\")`"),
        }
    }
    if rules.is_empty() {
        cx.error(item.span(), "name a rule: `allow(rule, reason = \"..\")`");
    }
    // An empty reason is U03's to report, with every other finding.
    let reason = reason.unwrap_or_default();
    rules
        .into_iter()
        .map(|rule| Allow {
            rule,
            reason: reason.clone(),
        })
        .collect()
}
