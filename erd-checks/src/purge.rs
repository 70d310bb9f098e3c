//! What a purge of old rows looks for.

use crate::indexing::all_indexes;
use crate::predicate::not_null_columns;
use erd_core::Dialect;
use erd_core::schema::{
    ColumnId, Index, KeyPart, PartitionKind, Retention, Role, SoftDelete, Table,
};

/// After how many days rows go, and the column that says since when: the time of deletion of a soft-deletable table, the
/// time of creation of another one. `None` where rows stay, or no field is declared to be that time.
pub(crate) fn purge(table: &Table) -> Option<(u32, ColumnId)> {
    let Some(Retention::Days(days)) = table.intent.retention else {
        return None;
    };
    let since = match table.soft_delete() {
        Some(SoftDelete::Timestamp(deleted)) => deleted,
        Some(SoftDelete::Flag(_)) => return None,
        None => table.find_role(|role| matches!(role, Role::CreatedAt(_)))?,
    };
    Some((days, since))
}

/// Whether old rows are found without reading the others: by partition, or by an index that begins with their time.
pub(crate) fn finds_old_rows(table: &Table, since: ColumnId) -> bool {
    let by_partition = table.intent.partition.as_ref().is_some_and(|partition| {
        partition.kind == PartitionKind::Range && partition.columns.first() == Some(&since)
    });
    by_partition || all_indexes(table).any(|index| leads(table, &index, since))
}

/// Whether an index begins with a column and holds every row that has a value there.
fn leads(table: &Table, index: &Index, column: ColumnId) -> bool {
    let ordered = matches!(index.method.as_deref(), None | Some("btree" | "brin"));
    let first = index.keys.first().map(|key| &key.part);
    let all = |sql: &str| {
        let name = &table[column].name;
        not_null_columns(sql)
            .is_some_and(|columns| columns.iter().all(|c| c.eq_ignore_ascii_case(name)))
    };
    ordered
        && first == Some(&KeyPart::Column(column))
        && Dialect::ALL
            .into_iter()
            .filter_map(|dialect| index.predicate.get(dialect))
            .all(all)
}
