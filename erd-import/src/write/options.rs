//! Storage of tables, and partitions.

use super::attribute::Item;
use super::entity::some;
use super::{key, sql};
use crate::literal::literal;
use erd_core::schema::{
    Partition, PartitionKind, PartitionTable, RowSecurity, Table, TableOptions,
};

/// `options(..)`; nothing for a table without any.
pub(super) fn options(options: &TableOptions) -> Option<Item> {
    let mut items = Vec::new();
    if options.unlogged {
        items.push(Item::word("unlogged"));
    }
    items.extend(some("with", options.with.as_ref()));
    if !options.inherits.is_empty() {
        let parents = options.inherits.iter().map(sql::object_name);
        let parents = parents.map(|parent| Item::Plain(literal(&parent)));
        items.push(Item::list("inherits", parents.collect()));
    }
    match options.row_security {
        Some(RowSecurity::Enabled) => items.push(Item::word("row_security")),
        Some(RowSecurity::Forced) => items.push(Item::choice("row_security", "forced")),
        None => {}
    }
    items.extend(some("engine", options.engine.as_ref()));
    items.extend(some("charset", options.charset.as_ref()));
    items.extend(some("collation", options.collation.as_ref()));
    items.extend(some("row_format", options.row_format.as_ref()));
    if options.without_rowid {
        items.push(Item::word("without_rowid"));
    }
    if options.autoincrement {
        items.push(Item::word("autoincrement"));
    }
    (!items.is_empty()).then(|| Item::list("options", items))
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
