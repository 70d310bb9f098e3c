//! `options(..)`, `managed` and `depends_on(..)`: how a table is stored, who changes it, what comes before it.

use crate::ast::Entity;
use crate::ctxt::Ctxt;
use crate::item::{Item, Value, items, split, unknown};
use crate::sql;
use erd_core::schema::{Managed, ObjectKind, RowSecurity, TableOptions};

const OPTIONS: &[&str] = &[
    "unlogged",
    "with",
    "inherits",
    "row_security",
    "engine",
    "charset",
    "collation",
    "row_format",
    "without_rowid",
    "autoincrement",
];

pub(super) fn options(cx: &Ctxt, item: &Item, entity: &mut Entity) {
    let Some(group) = item.list(cx, "options(unlogged, with = \"fillfactor = 70\")") else {
        return;
    };
    for option in items(cx, group.stream()) {
        self::option(cx, &option, &mut entity.options);
    }
}

fn option(cx: &Ctxt, item: &Item, options: &mut TableOptions) {
    match item.key().as_str() {
        "unlogged" => options.unlogged = item.flag(cx),
        "with" => options.with = sql::plain(cx, item),
        "inherits" => {
            if let Some(group) = item.list(cx, "inherits(\"parent\")") {
                let parents = split(group.stream(), ',').into_iter();
                options.inherits = parents
                    .filter_map(|part| super::object_name(cx, &cx.ok(syn::parse2(part))?))
                    .collect();
            }
        }
        "row_security" => {
            options.row_security = match item.value {
                Value::None => Some(RowSecurity::Enabled),
                _ => item.word(
                    cx,
                    &[
                        ("enabled", RowSecurity::Enabled),
                        ("forced", RowSecurity::Forced),
                    ],
                ),
            };
        }
        "engine" => options.engine = item.plain_word(cx),
        "charset" => options.charset = item.plain_word(cx),
        "collation" => options.collation = item.plain_word(cx),
        "row_format" => options.row_format = item.plain_word(cx),
        "without_rowid" => options.without_rowid = item.flag(cx),
        "autoincrement" => options.autoincrement = item.flag(cx),
        other => cx.error(
            item.span(),
            unknown("option", other, OPTIONS.iter().copied()),
        ),
    }
}

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
