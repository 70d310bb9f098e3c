//! Removing for good what was deleted long enough ago.

use super::error::SoftDeleteError;
use super::graph::Graph;
use super::rows::Run;
use super::stamp::has_zone;
use super::{Counts, SoftDeletes};
use crate::Session;
use erd_core::Family;
use erd_core::schema::{Action, ForeignKeyWalker, Retention, SoftDelete, TableId};

impl SoftDeletes {
    /// Removes the rows that were soft-deleted longer ago than their `retain("90 days")` says, at most `batch` of a table in one
    /// transaction, until none is left. Children go before their parents. A row that another one still references stays, unless
    /// the foreign key sets it to NULL, or cascades to rows that nothing soft-deletes.
    ///
    /// # Errors
    /// What the database refuses. The batches that were done before stay done, and the next call goes on.
    pub fn purge<C: Session>(
        &self,
        connection: &mut C,
        batch: usize,
    ) -> Result<Counts, SoftDeleteError> {
        let graph = self.graph(connection.dialect()?)?;
        let tables = (0..self.0.schema.tables.len()).map(TableId);
        let due: Vec<_> = tables
            .filter_map(|table| Some((table, due(graph, table)?)))
            .collect();
        let mut counts = vec![0; due.len()];
        loop {
            let mut removed = 0;
            for ((table, condition), count) in due.iter().zip(&mut counts) {
                let rows = self.run(connection, |run| {
                    run.remove(*table, condition, batch.max(1))
                })?;
                *count += rows;
                removed += rows;
            }
            if removed == 0 {
                let names = due.iter().map(|(table, _)| graph.name(*table));
                return Ok(names.zip(counts).filter(|(_, count)| *count > 0).collect());
            }
        }
    }
}

impl<C: Session> Run<'_, C> {
    fn remove(
        &mut self,
        table: TableId,
        condition: &str,
        batch: usize,
    ) -> Result<usize, SoftDeleteError> {
        let graph = self.graph;
        let sql = format!(
            "SELECT {} AS text FROM {} p WHERE {condition} LIMIT {batch}",
            graph.key("p", table)?,
            graph.path(table)
        );
        let keys = self.keys(&sql)?;
        self.run_for(&keys, |part| {
            let these = graph.has_key(None, table, part)?;
            Ok(format!("DELETE FROM {} WHERE {these}", graph.path(table)))
        })
    }
}

/// The condition for rows, under `p`, that are to be removed; `None` for a table whose rows stay.
fn due(graph: Graph<'_>, table: TableId) -> Option<String> {
    let (Some(SoftDelete::Timestamp(column)), Some(Retention::Days(days))) = (
        graph.schema[table].soft_delete(),
        &graph.schema[table].intent.retention,
    ) else {
        return None;
    };
    let name = graph.column(Some("p"), table, column);
    let then = match graph.dialect.family() {
        Family::Postgres => {
            let zone = if has_zone(graph, table, column) {
                ""
            } else {
                " AT TIME ZONE 'UTC'"
            };
            format!("(CURRENT_TIMESTAMP{zone}) - interval '{days} days'")
        }
        Family::MySql => format!("CURRENT_TIMESTAMP(6) - INTERVAL {days} DAY"),
        Family::Sqlite => format!("strftime('%Y-%m-%d %H:%M:%f', 'now', '-{days} days')"),
    };
    let free = graph
        .references_to(table)
        .filter_map(|(reference, _)| holds(graph, reference));
    Some(
        std::iter::once(format!("{name} < {then}"))
            .chain(free)
            .collect::<Vec<_>>()
            .join(" AND "),
    )
}

/// The condition that nothing references the row through a key that would refuse its end, or take along what has an end of its
/// own.
fn holds(graph: Graph<'_>, reference: ForeignKeyWalker<'_>) -> Option<String> {
    let (key, child) = (reference.foreign_key(), reference.table());
    let goes_along = match key.on_delete {
        Some(Action::SetNull | Action::SetDefault) => true,
        Some(Action::Cascade) => child.soft_delete().is_none(),
        Some(Action::NoAction | Action::Restrict) | None => key.loose.is_some(),
    };
    if goes_along {
        return None;
    }
    let joined = graph.joined(reference)?;
    Some(format!(
        "NOT EXISTS (SELECT 1 FROM {} c WHERE {joined})",
        graph.path(child.id())
    ))
}
