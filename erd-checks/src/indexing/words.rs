//! Access paths and indexes as attributes spell them.

use crate::path;
use erd_core::schema::{
    AccessPath, ColumnId, Deferrable, Index, IndexKey, IndexKind, KeyPart, NullsOrder, Order, Sql,
    Table, UniqueScope,
};
use erd_core::{Dialect, naming};

/// `access(by(customer_id), order(created_at desc), limit)`
pub(crate) fn path_words(table: &Table, path: &AccessPath) -> String {
    let mut parts = Vec::new();
    let list = |columns: &[ColumnId]| path::field_list(table, columns);
    if !path.by.is_empty() {
        parts.push(format!("by({})", list(&path.by)));
    }
    if let Some(range) = path.range {
        parts.push(format!("range({})", list(&[range])));
    }
    if !path.contains.is_empty() {
        parts.push(format!("contains({})", list(&path.contains)));
    }
    if !path.order.is_empty() {
        let keys: Vec<String> = path
            .order
            .iter()
            .map(|(column, order)| ordered(&table[*column].field, *order))
            .collect();
        parts.push(format!("order({})", keys.join(", ")));
    }
    if path.limit {
        parts.push("limit".to_owned());
    }
    if path.live {
        parts.push("live".to_owned());
    }
    if !path.select.is_empty() {
        parts.push(format!("select({})", list(&path.select)));
    }
    format!("access({})", parts.join(", "))
}

/// `new` under the name that fits it: that of `old` where somebody chose it, and the default one elsewhere.
pub(super) fn named(table: &Table, old: &Index, mut new: Index) -> Index {
    new.name = if old.name.is_empty() || old.name == default_name(table, old) {
        default_name(table, &new)
    } else {
        old.name.clone()
    };
    new
}

fn default_name(table: &Table, index: &Index) -> String {
    let names: Vec<&str> = index
        .keys
        .iter()
        .map(|key| match key.part {
            KeyPart::Column(column) => table[column].name.as_str(),
            KeyPart::Expression(_) => "expr",
        })
        .collect();
    if index.is_unique() {
        naming::unique(&table.name, &names)
    } else {
        naming::index(&table.name, &names)
    }
}

fn ordered(name: &str, order: Order) -> String {
    match order {
        Order::Asc => name.to_owned(),
        Order::Desc => format!("{name} desc"),
    }
}

/// `#[erd(index(customer_id, created_at desc; include(total)))]`
pub(crate) fn attribute(table: &Table, index: &Index) -> String {
    let keys: Vec<String> = index.keys.iter().map(|key| key_words(table, key)).collect();
    let mut options = Vec::new();
    let word = match index.kind {
        IndexKind::Plain => "index",
        IndexKind::UniqueConstraint(_) => "unique",
        IndexKind::Unique if index.scope == UniqueScope::Live => "unique",
        IndexKind::Unique => {
            options.push("unique".to_owned());
            "index"
        }
    };
    options.extend(option_words(table, index));
    let options = if options.is_empty() {
        String::new()
    } else {
        format!("; {}", options.join(", "))
    };
    format!("#[erd({word}({}{options}))]", keys.join(", "))
}

/// `created_at desc nulls last`
fn key_words(table: &Table, key: &IndexKey) -> String {
    let mut words = vec![match &key.part {
        KeyPart::Column(column) => table[*column].field.clone(),
        KeyPart::Expression(sql) => format!("expr({})", sql_words(sql)),
    }];
    words.extend(key.prefix_len.map(|length| format!("prefix({length})")));
    let opclass = key.opclass.as_ref();
    words.extend(opclass.map(|opclass| format!("opclass({opclass:?})")));
    if key.order == Order::Desc {
        words.push("desc".to_owned());
    }
    words.extend(key.nulls.map(|nulls| match nulls {
        NullsOrder::First => "nulls first".to_owned(),
        NullsOrder::Last => "nulls last".to_owned(),
    }));
    words.join(" ")
}

fn option_words(table: &Table, index: &Index) -> Vec<String> {
    let mut options = Vec::new();
    match index.kind {
        IndexKind::UniqueConstraint(Deferrable::InitiallyDeferred) => {
            options.push("deferrable".to_owned());
        }
        IndexKind::UniqueConstraint(Deferrable::InitiallyImmediate) => {
            options.push("deferrable = immediate".to_owned());
        }
        _ => {}
    }
    if !index.include.is_empty() {
        let fields = path::field_list(table, &index.include);
        options.push(format!("include({fields})"));
    }
    if !index.predicate.is_empty() {
        let text = sql_words(&index.predicate);
        options.push(if index.predicate.by_dialect.is_empty() {
            format!("where = {text}")
        } else {
            format!("where({text})")
        });
    }
    match index.scope {
        UniqueScope::Unstated => {}
        UniqueScope::Live => options.push("scope = live".to_owned()),
        UniqueScope::Ever => options.push("scope = ever".to_owned()),
    }
    if let Some(method) = index.method.as_deref().filter(|_| !index.is_btree()) {
        options.push(format!("using = {method}"));
    }
    if index.nulls_not_distinct {
        options.push("nulls_not_distinct".to_owned());
    }
    options.extend(index.with.as_ref().map(|with| format!("with = {with:?}")));
    if index.name != default_name(table, index) {
        options.push(format!("name = {:?}", index.name));
    }
    options
}

/// `"lower(name)"`, or `postgres = "..", sqlite = ".."`
fn sql_words(sql: &Sql) -> String {
    if let (Some(any), true) = (&sql.any, sql.by_dialect.is_empty()) {
        return format!("{any:?}");
    }
    let texts = Dialect::ALL.into_iter().filter_map(|dialect| {
        let text = sql.get(dialect)?;
        Some(format!("{} = {text:?}", dialect.name()))
    });
    texts.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::table;

    #[test]
    fn they_are_spelled_as_they_are_declared() {
        let orders = table("orders")
            .columns(["id", "customer_id", "at"])
            .access(&["customer_id"], &["at desc", "id"])
            .range("at")
            .index(["customer_id", "at", "id"])
            .last_index(|i| i.keys[1].order = Order::Desc)
            .filter("at > 0")
            .last_index(|i| i.include = vec![ColumnId(0)])
            .done();
        assert_eq!(
            path_words(&orders, &orders.intent.access[0]),
            "access(by(customer_id), range(at), order(at desc, id))"
        );
        assert_eq!(
            attribute(&orders, &orders.indexes[0]),
            "#[erd(index(customer_id, at desc, id; include(id), where = \"at > 0\"))]"
        );
    }
}
