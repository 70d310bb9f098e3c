//! What a purge of old rows looks for.

use crate::indexing::all_indexes;
use crate::predicate::not_null_columns;
use crate::report::Entry;
use crate::{Report, path};
use erd_core::Dialect;
use erd_core::Site;
use erd_core::schema::{
    Action, ColumnId, ForeignKeyWalker, Index, KeyPart, PartitionKind, Retention, Role, Schema,
    SoftDelete, Table, TableWalker,
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

/// How long rows are kept, by whatever declares it.
fn retention(table: &Table) -> Option<Retention> {
    let partitions = || {
        let over_time = table.intent.partition.as_ref()?.over_time?;
        let days = over_time.retain?.most_hours().div_ceil(24);
        u32::try_from(days).ok().map(Retention::Days)
    };
    table.intent.retention.clone().or_else(partitions)
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

/// A foreign key that refuses the purge of its parent, because the rows of its table are kept longer.
pub(crate) struct Obstacle<'a> {
    pub(crate) key: ForeignKeyWalker<'a>,
    pub(crate) parent: TableWalker<'a>,
    /// After how many days the rows of the parent go.
    pub(crate) days: u32,
    /// How long the own rows are kept, after the name of the table.
    pub(crate) kept: String,
    /// Whether that is declared; nobody said how long they are kept otherwise.
    pub(crate) is_declared: bool,
}

/// Every foreign key that refuses the purge of its parent.
pub(crate) fn obstacles(schema: &Schema) -> impl Iterator<Item = Obstacle<'_>> {
    let keys = schema.walk_tables().flat_map(TableWalker::foreign_keys);
    keys.filter_map(|key| {
        let fk = key.foreign_key();
        let refuses = matches!(
            fk.on_delete,
            None | Some(Action::NoAction | Action::Restrict)
        );
        let parent = key.target()?;
        let Some(Retention::Days(days)) = retention(parent.table()) else {
            return None;
        };
        if fk.is_self_reference() || !fk.is_enforced() || !refuses {
            return None;
        }
        let own = retention(key.table().table());
        let kept = match &own {
            None => "does not say when its rows go".to_owned(),
            Some(Retention::Forever(_)) => "keeps its own for ever".to_owned(),
            Some(Retention::Days(own)) if *own > days => format!("keeps its own {own} days"),
            Some(Retention::Days(_)) => return None,
        };
        Some(Obstacle {
            key,
            parent,
            days,
            kept,
            is_declared: own.is_some(),
        })
    })
}

impl Obstacle<'_> {
    /// Reports it: `purge` is what happens to the rows of the parent, and `verb` what the foreign key does then.
    pub(crate) fn report<'r>(&self, purge: &str, report: &'r mut Report<'_>) -> Entry<'r> {
        let (table, days) = (self.key.table().table(), self.days);
        let (name, subject) = (
            table.path(),
            path::columns(table, &self.key.foreign_key().columns),
        );
        report.enter(self.key.table().id());
        report
            .find(
                Site::ForeignKey(self.key.index()),
                format!(
                    "{purge} after {days} days, and `{subject}` holds them: `{name}` {}",
                    self.kept
                ),
            )
            .help(format!(
                "add `retain(\"{days} days\")` or less to `{name}`, and purge it first"
            ))
            .help("or let the reference go: `on_delete = cascade`, or `set_null` on an `Option`")
    }
}
