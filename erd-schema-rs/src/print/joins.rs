//! The foreign keys that diesel joins by, and the tables that they connect.

use crate::catalog::{Catalog, ForeignKey, Name, Table};
use std::collections::BTreeSet;

/// The keys of one column to the whole primary key of another printed table, where there is no second one between the two
/// in either direction.
pub(super) fn joinable(catalog: &Catalog) -> Vec<&ForeignKey> {
    let pair = |key: &ForeignKey| {
        let (a, b) = (key.child.clone(), key.parent.clone());
        if a < b { (a, b) } else { (b, a) }
    };
    let mut seen = BTreeSet::new();
    let mut repeated = BTreeSet::new();
    for key in &catalog.foreign_keys {
        if !seen.insert(pair(key)) {
            repeated.insert(pair(key));
        }
    }
    let find = |name: &Name| catalog.tables.iter().find(|table| table.name == *name);
    let is_joinable = |key: &&ForeignKey| {
        let (Some(_), Some(parent)) = (find(&key.child), find(&key.parent)) else {
            return false;
        };
        key.child != key.parent
            && key.columns.len() == 1
            && parent.key.len() == 1
            && parent.key.first() == key.target_columns.first()
            && !repeated.contains(&pair(key))
    };
    catalog.foreign_keys.iter().filter(is_joinable).collect()
}

/// The tables that keys connect, directly or over others, in groups by name.
pub(super) fn groups<'a>(tables: &'a [Table], keys: &[&'a ForeignKey]) -> Vec<Vec<&'a Name>> {
    let mut groups: Vec<BTreeSet<&Name>> = Vec::new();
    groups.extend(tables.iter().map(|table| BTreeSet::from([&table.name])));
    for key in keys {
        let at = |name: &Name| groups.iter().position(|group| group.contains(name));
        if let (Some(a), Some(b)) = (at(&key.child), at(&key.parent))
            && a != b
        {
            let moved = std::mem::take(&mut groups[b]);
            groups[a].extend(moved);
        }
    }
    let mut groups: Vec<Vec<&Name>> = groups
        .into_iter()
        .filter(|group| !group.is_empty())
        .map(|group| group.into_iter().collect())
        .collect();
    groups.sort();
    groups
}
