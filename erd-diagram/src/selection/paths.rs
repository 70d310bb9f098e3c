//! How far tables are from each other, counted in foreign keys.

use erd_core::Schema;
use erd_core::schema::{TableId, TableWalker};
use std::collections::{BTreeMap, BTreeSet};

type Beside = BTreeMap<TableId, BTreeSet<TableId>>;

/// The tables that each table references, and that reference it.
pub(super) fn beside(schema: &Schema) -> Beside {
    let mut beside = Beside::new();
    for key in schema.walk_tables().flat_map(TableWalker::foreign_keys) {
        if let Some(target) = key.target() {
            let (from, to) = (key.table().id(), target.id());
            beside.entry(from).or_default().insert(to);
            beside.entry(to).or_default().insert(from);
        }
    }
    beside
}

/// How many foreign keys each table is away from the nearest of some tables; a table that none leads to is not there.
pub(super) fn distances(beside: &Beside, start: &BTreeSet<TableId>) -> BTreeMap<TableId, u32> {
    let mut distances: BTreeMap<_, _> = start.iter().map(|table| (*table, 0)).collect();
    let mut last: Vec<_> = start.iter().copied().collect();
    for distance in 1.. {
        let mut next = Vec::new();
        for table in last.iter().filter_map(|table| beside.get(table)).flatten() {
            distances.entry(*table).or_insert_with(|| {
                next.push(*table);
                distance
            });
        }
        if next.is_empty() {
            break;
        }
        last = next;
    }
    distances
}
