//! `check = "sql"`, `check(name = "sql")`, `check("odd name" = "sql")`, `check("sql")`, on a field and on a struct.

use crate::ast::{Check, Entity, Field};
use crate::ctxt::Ctxt;
use crate::item::{Item, Value, items, split, unknown};
use crate::sql;
use erd_core::schema::Sql;
use proc_macro2::{Ident, TokenStream, TokenTree};

const OPTIONS: &[&str] = &["not_valid", "no_inherit", "not_enforced"];

pub(super) fn on_entity(cx: &Ctxt, item: &Item, entity: &mut Entity) {
    entity.checks.extend(checks(cx, item));
}

pub(super) fn on_field(cx: &Ctxt, item: &Item, field: &mut Field) {
    field.checks.extend(checks(cx, item));
}

fn checks(cx: &Ctxt, item: &Item) -> Vec<Check> {
    let check = |name, sql: Sql| Check {
        span: item.span(),
        name,
        sql,
        validated: true,
        no_inherit: false,
        enforced: true,
    };
    if matches!(item.value, Value::Eq(_)) {
        return sql::sql(cx, item)
            .map(|sql| check(None, sql))
            .into_iter()
            .collect();
    }
    let Some(group) = item.list(cx, "check(name = \"sql\")") else {
        return Vec::new();
    };
    let mut found = Vec::new();
    let (mut validated, mut no_inherit, mut enforced) = (true, false, true);
    for part in split(group.stream(), ',') {
        if syn::parse2::<syn::LitStr>(part.clone()).is_ok() {
            found.extend(sql::list(cx, part, item.span()).map(|sql| check(None, sql)));
            continue;
        }
        if let Some((name, text)) = quoted_name(&part) {
            found.extend(sql::sql(cx, &text).map(|sql| check(Some(name), sql)));
            continue;
        }
        for named in items(cx, part) {
            match (named.key().as_str(), &named.value) {
                ("not_valid", Value::None) => validated = false,
                ("no_inherit", Value::None) => no_inherit = true,
                ("not_enforced", Value::None) => enforced = false,
                (other, Value::None) => cx.error(
                    named.span(),
                    unknown("option", other, OPTIONS.iter().copied()),
                ),
                _ => {
                    if let Some(sql) = sql::sql(cx, &named) {
                        found.push(check(Some(named.key()), sql));
                    }
                }
            }
        }
    }
    for check in &mut found {
        check.validated = validated;
        check.no_inherit = no_inherit;
        check.enforced = enforced;
    }
    found
}

/// `"odd name" = "sql"`, for a name that is no identifier of Rust. The item that is returned has its value.
fn quoted_name(tokens: &TokenStream) -> Option<(String, Item)> {
    let mut tokens = tokens.clone().into_iter();
    let name = syn::parse2::<syn::LitStr>(TokenStream::from(tokens.next()?)).ok()?;
    let value = match tokens.next()? {
        TokenTree::Punct(punct) if punct.as_char() == '=' => Value::Eq(tokens.collect()),
        TokenTree::Group(group) => Value::List(group, tokens.collect()),
        _ => return None,
    };
    let item = Item {
        name: Ident::new("check", name.span()),
        value,
    };
    Some((name.value(), item))
}
