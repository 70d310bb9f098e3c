//! Bringing back what one deletion took.

use super::error::SoftDeleteError;
use super::graph::policy;
use super::key::Key;
use super::rows::{Rows, Run, is_of};
use super::scope::SoftDeleted;
use super::{Counts, SoftDeletes};
use crate::Session;
use erd_core::schema::{
    ColumnId, ForeignKeyWalker, Index, OnSoftDelete, SoftDelete, TableId, TableWalker, UniqueScope,
};
use std::collections::BTreeSet;

impl SoftDeletes {
    /// Brings a row back with exactly those below it that went with it: they have the same moment in `deleted_at`. What was
    /// deleted before, or apart, stays deleted.
    ///
    /// # Errors
    /// [`SoftDeleteError::Taken`] where a living row has the values of a unique key by now, and
    /// [`SoftDeleteError::ParentDeleted`] where a row would live below a deleted one; nothing has changed then.
    pub fn restore<T: SoftDeleted, C: Session>(
        &self,
        connection: &mut C,
        _: T,
        key: impl Into<Key>,
    ) -> Result<Counts, SoftDeleteError> {
        self.restore_row(connection, &T::path(), &key.into())
    }

    /// Restores as [`restore`](Self::restore) does, where the table is known by its name alone.
    ///
    /// # Errors
    /// As there.
    pub fn restore_row<C: Session>(
        &self,
        connection: &mut C,
        table: &str,
        key: &Key,
    ) -> Result<Counts, SoftDeleteError> {
        self.run(connection, |run| {
            let table = run.graph.find(table)?;
            let name = || run.graph.name(table);
            let column = match run.graph.schema[table].soft_delete() {
                Some(SoftDelete::Timestamp(column)) => column,
                Some(SoftDelete::Flag(_)) => {
                    return Err(SoftDeleteError::Unstamped { table: name() });
                }
                None => return Err(SoftDeleteError::NotSoftDeleted(name())),
            };
            let key = &run.row(table, key)?;
            let stamp = run.deleted_at(table, column, key)?;
            let rows =
                run.with_all_below(table, key, &|graph, table| is_of(&stamp, graph, table))?;
            run.no_parent_is_deleted(&rows)?;
            run.no_key_is_taken(&rows)?;
            run.mark(&rows, None)
        })
    }
}

impl<C: Session> Run<'_, C> {
    /// Refuses where one of these rows would live below one that stays deleted.
    fn no_parent_is_deleted(&mut self, rows: &Rows) -> Result<(), SoftDeleteError> {
        let graph = self.graph;
        for (table, keys) in rows {
            for reference in graph.schema.walk(*table).foreign_keys() {
                let Some(parent) = reference.target().map(TableWalker::id) else {
                    continue;
                };
                if policy(reference) == OnSoftDelete::Keep {
                    continue;
                }
                let coming = rows.get(&parent);
                let stays = |key: &Key| !coming.is_some_and(|coming| coming.contains(key));
                if self.dead_parents(reference, keys)?.iter().any(stays) {
                    return Err(SoftDeleteError::ParentDeleted {
                        table: graph.name(*table),
                        foreign_key: reference.foreign_key().name.clone(),
                        parent: graph.name(parent),
                    });
                }
            }
        }
        Ok(())
    }

    /// The deleted rows that these reference through a foreign key.
    fn dead_parents(
        &mut self,
        reference: ForeignKeyWalker<'_>,
        children: &BTreeSet<Key>,
    ) -> Result<Vec<Key>, SoftDeleteError> {
        let (graph, child) = (self.graph, reference.table().id());
        let (Some(parent), Some(joined)) = (reference.target(), graph.joined(reference)) else {
            return Ok(Vec::new());
        };
        let parent = parent.id();
        if graph.schema[parent].soft_delete().is_none() {
            return Ok(Vec::new());
        }
        self.keys_for(children, |part| {
            Ok(format!(
                "SELECT {} AS text FROM {} c JOIN {} p ON {joined} WHERE {} AND NOT ({})",
                graph.key("p", parent)?,
                graph.path(child),
                graph.path(parent),
                graph.has_key(Some("c"), child, part)?,
                graph.is_live("p", parent)
            ))
        })
    }

    /// Refuses where a living row has the values of a key that is unique among living rows.
    fn no_key_is_taken(&mut self, rows: &Rows) -> Result<(), SoftDeleteError> {
        for (table, keys) in rows {
            for index in &self.graph.schema[*table].indexes {
                if let Some(columns) = unique_among_living(index)
                    && self.is_taken(*table, &columns, keys)?
                {
                    return Err(SoftDeleteError::Taken {
                        table: self.graph.name(*table),
                        unique: index.name.clone(),
                    });
                }
            }
        }
        Ok(())
    }

    fn is_taken(
        &mut self,
        table: TableId,
        columns: &[ColumnId],
        keys: &BTreeSet<Key>,
    ) -> Result<bool, SoftDeleteError> {
        let graph = self.graph;
        let same = columns.iter().map(|column| {
            let side = |alias| graph.column(Some(alias), table, *column);
            format!("{} = {}", side("c"), side("p"))
        });
        let same = same.collect::<Vec<_>>().join(" AND ");
        let taken = self.keys_for(keys, |part| {
            Ok(format!(
                "SELECT {} AS text FROM {path} c JOIN {path} p ON {same} WHERE {} AND {}",
                graph.key("c", table)?,
                graph.has_key(Some("c"), table, part)?,
                graph.is_live("p", table),
                path = graph.path(table)
            ))
        })?;
        Ok(!taken.is_empty())
    }
}

/// The columns of a unique key of living rows. One that has a predicate of its own, or expressions, is left to the database.
fn unique_among_living(index: &Index) -> Option<Vec<ColumnId>> {
    (index.scope == UniqueScope::Live && index.predicate.is_empty()).then(|| index.key_columns())?
}
