//! Storage of tables, and partitions.

use super::attribute::Item;
use super::entity::{some, text_of};
use super::{key, sql};
use crate::literal::literal;
use erd_core::property::{self, Property, Shape, Value};
use erd_core::schema::{Partition, PartitionKind, PartitionTable, Table, TableOptions};

/// `options(..)`; nothing for a table without any.
pub(super) fn options(options: &TableOptions) -> Option<Item> {
    let items = properties(property::TABLE, options);
    (!items.is_empty()).then(|| Item::list("options", items))
}

/// The properties that are stated, as attributes.
pub(super) fn properties<T>(table: &'static [Property<T>], of: &T) -> Vec<Item> {
    let stated = table.iter().filter(|p| p.shape != Shape::Own);
    let items = stated.filter_map(|p| item(p.name, p.shape, p.get(of)?));
    items.collect()
}

fn item(name: &str, shape: Shape, value: Value) -> Option<Item> {
    Some(match (shape, value) {
        (Shape::Choice([first, ..]), Value::Text(word)) if word == *first => Item::word(name),
        (Shape::Choice(_), Value::Text(word)) => Item::choice(name, &word),
        // A minus makes it an expression, which rustfmt does not read.
        (Shape::Share, Value::Text(number)) if number.starts_with('-') => {
            Item::Odd(format!("{name} = {number}"))
        }
        (Shape::Share, Value::Text(number)) => Item::Plain(format!("{name} = {number}")),
        (_, Value::Flag) => Item::word(name),
        (_, Value::Text(text)) => Item::text(name, &text),
        (_, Value::Number(number)) => Item::Plain(format!("{name} = {number}")),
        (_, Value::Sql(sql)) => return text_of(name, &sql),
        (_, Value::Names(names)) => {
            let names = names.iter().map(|name| literal(&sql::object_name(name)));
            Item::list(name, names.map(Item::Plain).collect())
        }
    })
}

/// `partition_by(..)`
pub(super) fn partition(table: &Table, partition: &Partition) -> Item {
    let kind = match partition.kind {
        PartitionKind::Range => "range",
        PartitionKind::List => "list",
        PartitionKind::Hash => "hash",
    };
    let mut items = vec![if partition.columns.is_empty() {
        Item::word(kind)
    } else {
        Item::list(kind, key::fields(table, &partition.columns))
    }];
    items.extend(some("key", partition.key.as_ref()));
    if let Some(count) = partition.count {
        let word = match partition.kind {
            PartitionKind::Hash => "count",
            PartitionKind::Range | PartitionKind::List => "premake",
        };
        items.push(Item::word(format!("{word} = {count}")));
    }
    if let Some(over_time) = &partition.over_time {
        items.push(Item::text("every", &over_time.every.to_string()));
        let retain = over_time.retain.map(|retain| retain.to_string());
        items.extend(some("retain", retain.as_ref()));
        items.extend(over_time.archive.then(|| Item::word("archive")));
    }
    if partition.default {
        items.push(Item::word("default"));
    }
    items.extend(partition.parts.iter().map(part));
    Item::list("partition_by", items)
}

fn part(part: &PartitionTable) -> Item {
    let mut items = vec![Item::Plain(literal(&sql::object_name(&part.name)))];
    if !part.bounds.is_empty() {
        items.push(Item::Plain(literal(&part.bounds)));
    }
    if let Some(inner) = &part.partition {
        items.push(Item::text("by", &inner.by));
        items.extend(inner.parts.iter().map(self::part));
    }
    Item::list("partition", items)
}
