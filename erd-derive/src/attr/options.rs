//! `managed` and `depends_on(..)`: who changes a table, what comes before it.

use crate::ast::Entity;
use crate::ctxt::Ctxt;
use crate::item::{Item, split, unknown};
use erd_core::schema::{Managed, ObjectKind};

pub(super) fn managed(cx: &Ctxt, item: &Item, entity: &mut Entity) {
    let who = item.word(
        cx,
        &[("external", Managed::External), ("erd", Managed::Erd)],
    );
    entity.managed = who.unwrap_or_default();
}

/// `depends_on("function f(integer)", "table billing.plans")`
pub(super) fn depends_on(cx: &Ctxt, item: &Item, entity: &mut Entity) {
    let Some(group) = item.list(cx, "depends_on(\"function f(integer)\")") else {
        return;
    };
    for part in split(group.stream(), ',') {
        if let Some(key) = cx.ok(syn::parse2::<syn::LitStr>(part)) {
            entity.depends_on.extend(self::key(cx, &key));
        }
    }
}

/// The key of an object or of a table: a kind, and a name behind it.
pub(crate) fn key(cx: &Ctxt, literal: &syn::LitStr) -> Option<String> {
    let text = literal.value();
    let kinds = || {
        let objects = ObjectKind::ALL.iter().map(|kind| kind.word());
        objects.chain(["table"])
    };
    let named = kinds().any(|kind| {
        text.strip_prefix(kind)
            .and_then(|rest| rest.strip_prefix(' '))
            .is_some_and(|name| !name.trim().is_empty())
    });
    if named {
        return Some(text);
    }
    let form = "an object is named by its kind and its name, as `function f(integer)`, `view reports.totals`, `table orders`";
    let kind = text.split(' ').next().unwrap_or_default();
    let problem = if kinds().any(|known| known == text.trim()) {
        "the name is missing".to_owned()
    } else {
        unknown("kind", kind, kinds())
    };
    cx.error(literal.span(), format!("{form}: {problem}"));
    None
}
