//! Indexes and unique constraints.

use super::attribute::Item;
use super::key::{deferrable, fields};
use super::sql;
use crate::ident::written;
use crate::literal::literal;
use crate::literal::put;
use erd_core::naming;
use erd_core::schema::{
    ColumnId, Index, IndexKey, IndexKind, KeyPart, NullsOrder, Order, Table, UniqueScope,
};

/// The field that an index stands on: it has one key, a column, and no predicate.
pub(super) fn field(index: &Index) -> Option<ColumnId> {
    let [key] = &index.keys[..] else { return None };
    match key.part {
        KeyPart::Column(column) if index.predicate.is_empty() => Some(column),
        _ => None,
    }
}

fn word(index: &Index) -> &'static str {
    match index.kind {
        IndexKind::UniqueConstraint(_) => "unique",
        IndexKind::Plain | IndexKind::Unique => "index",
    }
}

/// `index` or `index(name = "..")` on a field.
pub(super) fn on_field(table: &Table, index: &Index) -> Item {
    let mut options = Vec::new();
    if let [key] = &index.keys[..] {
        if key.order == Order::Desc {
            options.push(Item::word("desc"));
        }
        if let Some(nulls) = key.nulls {
            options.push(Item::choice("nulls", position(nulls)));
        }
        if let Some(opclass) = &key.opclass {
            options.push(Item::text("opclass", opclass));
        }
        if let Some(collation) = &key.collation {
            options.push(Item::text("collate", collation));
        }
        if let Some(length) = key.prefix_len {
            options.push(Item::word(format!("prefix = {length}")));
        }
    }
    options.extend(self::options(table, index));
    if options.is_empty() {
        return Item::word(word(index));
    }
    Item::list(word(index), options)
}

/// `index(a, b desc; ..)` on a struct.
pub(super) fn on_struct(table: &Table, index: &Index) -> Item {
    let keys = index.keys.iter().map(|k| key(table, k)).collect();
    Item::halves(word(index), keys, options(table, index))
}

const fn position(nulls: NullsOrder) -> &'static str {
    match nulls {
        NullsOrder::First => "first",
        NullsOrder::Last => "last",
    }
}

fn key(table: &Table, key: &IndexKey) -> Item {
    let (mut text, plain) = match &key.part {
        KeyPart::Column(column) => (written(&table[*column].field), true),
        KeyPart::Expression(expression) => {
            let texts = sql::texts(expression).into_iter().map(|item| match item {
                Item::Plain(text) | Item::Odd(text) => text,
                Item::List { name, .. } => name,
            });
            (
                format!("expr({})", texts.collect::<Vec<_>>().join(", ")),
                false,
            )
        }
    };
    let column = text.len();
    if let Some(collation) = &key.collation {
        text.push_str(" collate ");
        text.push_str(&literal(collation));
    }
    if let Some(opclass) = &key.opclass {
        text.push_str(" opclass(");
        text.push_str(&literal(opclass));
        text.push(')');
    }
    if let Some(length) = key.prefix_len {
        put(&mut text, format!(" prefix({length})"));
    }
    if key.order == Order::Desc {
        text.push_str(" desc");
    }
    if let Some(nulls) = key.nulls {
        text.push_str(" nulls ");
        text.push_str(position(nulls));
    }
    if plain && text.len() == column {
        Item::Plain(text)
    } else {
        Item::Odd(text)
    }
}

fn options(table: &Table, index: &Index) -> Vec<Item> {
    let mut options = Vec::new();
    match index.kind {
        IndexKind::Unique => options.push(Item::word("unique")),
        IndexKind::UniqueConstraint(when) => options.extend(deferrable(when)),
        IndexKind::Plain => {}
    }
    if let Some(method) = &index.method {
        options.push(Item::text("using", method));
    }
    if !index.include.is_empty() {
        options.push(Item::list("include", fields(table, &index.include)));
    }
    if index.nulls_not_distinct {
        options.push(Item::word("nulls_not_distinct"));
    }
    // `where` is a keyword, which rustfmt does not read.
    options.extend(sql::sql("where", &index.predicate).map(|item| match item {
        Item::Plain(text) => Item::Odd(text),
        other => other,
    }));
    match index.scope {
        UniqueScope::Unstated => {}
        UniqueScope::Live => options.push(Item::choice("scope", "live")),
        UniqueScope::Ever => options.push(Item::choice("scope", "ever")),
    }
    if let Some(with) = &index.with {
        options.push(Item::text("with", with));
    }
    if let Some(parser) = &index.parser {
        options.push(Item::text("parser", parser));
    }
    if index.invisible {
        options.push(Item::word("invisible"));
    }
    if index.name != own_name(table, index) {
        options.push(Item::text("name", &index.name));
    }
    if let Some(comment) = &index.comment {
        options.push(Item::text("comment", comment));
    }
    options
}

/// The name that the derive gives it. That of an expression is written in any case: it says what the index is.
fn own_name(table: &Table, index: &Index) -> String {
    let columns: Option<Vec<&str>> = index
        .keys
        .iter()
        .map(|key| match key.part {
            KeyPart::Column(column) => Some(table[column].name.as_str()),
            KeyPart::Expression(_) => None,
        })
        .collect();
    match (columns, index.kind) {
        (None, _) => String::new(),
        (Some(columns), IndexKind::Plain) => naming::index(&table.name, &columns),
        (Some(columns), _) => naming::unique(&table.name, &columns),
    }
}
