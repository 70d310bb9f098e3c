//! Where columns stand that are there in two forms: the second comes where the new schema has it, not behind all others.

use super::choose::Chosen;
use super::shadow::origin;
use crate::Diff;
use crate::diff::TablePair;
use erd_core::schema::{ColumnId, TableId};
use std::collections::BTreeMap;

/// By table of the schema in which both forms stand, the columns that stay, in the order of the new schema.
pub(super) fn with_shadows(diff: &Diff, chosen: &Chosen) -> BTreeMap<TableId, Vec<ColumnId>> {
    let tables = chosen.tables();
    let each = tables.iter().map(|(pair, columns, derived)| {
        let second = |new: ColumnId| {
            let synced = columns.iter().find(|c| c.new == new).map(|c| c.shadow);
            let news = derived.iter().flat_map(|derived| &derived.news);
            synced.or_else(|| news.filter(|c| c.new == new).map(|c| c.shadow).next())
        };
        (pair.old, order(diff, *pair, second))
    });
    each.collect()
}

fn order(
    diff: &Diff,
    pair: TablePair,
    second: impl Fn(ColumnId) -> Option<ColumnId>,
) -> Vec<ColumnId> {
    let all = (0..diff.new[pair.new].columns.len()).map(ColumnId);
    all.filter_map(|new| second(new).or_else(|| origin(diff, pair, new)))
        .collect()
}
