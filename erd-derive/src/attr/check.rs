//! `check = "sql"`, `check(name = "sql")`, `check("sql")`, on a field and on a struct.

use crate::ast::{Check, Entity, Field};
use crate::ctxt::Ctxt;
use crate::item::{Item, Value, items, split};
use crate::sql;
use erd_core::schema::Sql;

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
    let mut validated = true;
    for part in split(group.stream(), ',') {
        if syn::parse2::<syn::LitStr>(part.clone()).is_ok() {
            found.extend(sql::list(cx, part, item.span()).map(|sql| check(None, sql)));
            continue;
        }
        for named in items(cx, part) {
            if named.key() == "not_valid" && matches!(named.value, Value::None) {
                validated = false;
            } else if let Some(sql) = sql::sql(cx, &named) {
                found.push(check(Some(named.key()), sql));
            }
        }
    }
    for check in &mut found {
        check.validated = validated;
    }
    found
}
