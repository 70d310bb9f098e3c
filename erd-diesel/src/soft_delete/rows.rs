//! Rows that change together: which they are, and the statements that change them.

use super::error::SoftDeleteError;
use super::graph::Graph;
use super::key::{self, Key};
use super::stamp::Stamp;
use crate::Session;
use erd_core::schema::{
    ColumnId, ForeignKeyWalker, Maintenance, OnSoftDelete, Role, SoftDelete, TableId,
};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// Keys in one statement.
const CHUNK: usize = 500;

/// Rows by table.
pub(super) type Rows = BTreeMap<TableId, BTreeSet<Key>>;

/// A connection, and the schema in its dialect.
pub(super) struct Run<'a, C> {
    pub(super) graph: Graph<'a>,
    pub(super) connection: &'a mut C,
}

impl<C: Session> Run<'_, C> {
    /// The keys that a query gives.
    pub(super) fn keys(&mut self, sql: &str) -> Result<Vec<Key>, SoftDeleteError> {
        let texts = self.connection.texts(sql)?;
        Ok(texts
            .into_iter()
            .flatten()
            .filter_map(|text| key::read(&text))
            .collect())
    }

    /// The keys that queries give, one query for each part of a long list.
    pub(super) fn keys_for<'k>(
        &mut self,
        keys: impl IntoIterator<Item = &'k Key>,
        sql: impl Fn(&[&Key]) -> Result<String, SoftDeleteError>,
    ) -> Result<Vec<Key>, SoftDeleteError> {
        let mut found = Vec::new();
        for part in keys.into_iter().collect::<Vec<_>>().chunks(CHUNK) {
            found.extend(self.keys(&sql(part)?)?);
        }
        Ok(found)
    }

    /// Runs a statement for each part of a long list of keys; the number of rows that they changed.
    pub(super) fn run_for<'k>(
        &mut self,
        keys: impl IntoIterator<Item = &'k Key>,
        sql: impl Fn(&[&Key]) -> Result<String, SoftDeleteError>,
    ) -> Result<usize, SoftDeleteError> {
        let mut changed = 0;
        for part in keys.into_iter().collect::<Vec<_>>().chunks(CHUNK) {
            changed += self.connection.run(&sql(part)?)?;
        }
        Ok(changed)
    }

    /// The key of a row as the database has it: what a program gives may be the same value in another form.
    pub(super) fn row(&mut self, table: TableId, key: &Key) -> Result<Key, SoftDeleteError> {
        let graph = self.graph;
        let sql = format!(
            "SELECT {} AS text FROM {} c WHERE {}{}",
            graph.key("c", table)?,
            graph.path(table),
            graph.has_key(Some("c"), table, &[key])?,
            graph.for_update("c")
        );
        let found = self.keys(&sql)?.into_iter().next();
        found.ok_or_else(|| SoftDeleteError::NotFound {
            table: graph.name(table),
        })
    }

    /// The rows that reference one of these through a foreign key and meet a condition on the row under `c`.
    pub(super) fn children(
        &mut self,
        reference: ForeignKeyWalker<'_>,
        parents: &BTreeSet<Key>,
        condition: &str,
    ) -> Result<Vec<Key>, SoftDeleteError> {
        let (graph, child) = (self.graph, reference.table().id());
        let (Some(parent), Some(joined)) = (reference.target(), graph.joined(reference)) else {
            return Ok(Vec::new());
        };
        self.keys_for(parents, |part| {
            Ok(format!(
                "SELECT {} AS text FROM {} c JOIN {} p ON {joined} WHERE {} AND {condition}{}",
                graph.key("c", child)?,
                graph.path(child),
                graph.path(parent.id()),
                graph.has_key(Some("p"), parent.id(), part)?,
                graph.for_update("c")
            ))
        })
    }

    /// A row and all that goes or comes with it: what references it through keys that cascade and meets the condition of its
    /// table.
    pub(super) fn with_all_below(
        &mut self,
        root: TableId,
        key: &Key,
        condition: &dyn Fn(Graph<'_>, TableId) -> Result<String, SoftDeleteError>,
    ) -> Result<Rows, SoftDeleteError> {
        let first = BTreeSet::from([key.clone()]);
        let mut rows = Rows::from([(root, first.clone())]);
        let mut open = VecDeque::from([(root, first)]);
        while let Some((table, keys)) = open.pop_front() {
            for (reference, policy) in self.graph.references_to(table) {
                if policy != OnSoftDelete::Cascade {
                    continue;
                }
                let child = reference.table().id();
                let found = self.children(reference, &keys, &condition(self.graph, child)?)?;
                let known = rows.entry(child).or_default();
                let new: BTreeSet<_> = found
                    .into_iter()
                    .filter(|key| known.insert(key.clone()))
                    .collect();
                if !new.is_empty() {
                    open.push_back((child, new));
                }
            }
        }
        rows.retain(|_, keys| !keys.is_empty());
        Ok(rows)
    }

    /// Marks rows as deleted at a moment, or as living; the number of rows of each table.
    pub(super) fn mark(
        &mut self,
        rows: &Rows,
        deleted: Option<(&Stamp, Option<&Key>)>,
    ) -> Result<Vec<(String, usize)>, SoftDeleteError> {
        let graph = self.graph;
        let mut changed = Vec::new();
        for (table, keys) in rows {
            let set = assignments(graph, *table, deleted);
            let count = self.run_for(keys, |part| {
                let these = graph.has_key(None, *table, part)?;
                Ok(format!(
                    "UPDATE {} SET {set} WHERE {these}",
                    graph.path(*table)
                ))
            })?;
            changed.push((graph.name(*table), count));
        }
        Ok(changed)
    }
}

fn assignments(
    graph: Graph<'_>,
    table: TableId,
    deleted: Option<(&Stamp, Option<&Key>)>,
) -> String {
    let columns = graph.schema[table].columns.iter().enumerate();
    let set = columns.filter_map(|(i, column)| {
        let id = ColumnId(i);
        let name = graph.column(None, table, id);
        let value = match (column.role?, deleted) {
            (Role::DeletedAt, Some((stamp, _))) => stamp.of(graph, table, id),
            (Role::DeletedAt | Role::DeletedBy, None) => "NULL".to_owned(),
            (Role::DeletedFlag, _) => if deleted.is_some() { "TRUE" } else { "FALSE" }.to_owned(),
            (Role::DeletedBy, Some((_, by))) => {
                let by = by.and_then(|by| by.parts().first())?;
                key::literal(by, &graph.type_of(table, id), graph.dialect)
            }
            // What a trigger does not count, every writer has to.
            (Role::Version(Maintenance::Application | Maintenance::Default), _) => {
                format!("{name} + 1")
            }
            _ => return None,
        };
        Some(format!("{name} = {value}"))
    });
    set.collect::<Vec<_>>().join(", ")
}

/// The condition for rows, under `c`, that were deleted at a moment.
pub(super) fn is_of(
    stamp: &Stamp,
    graph: Graph<'_>,
    table: TableId,
) -> Result<String, SoftDeleteError> {
    match graph.schema[table].soft_delete() {
        Some(SoftDelete::Timestamp(column)) => Ok(format!(
            "{} = {}",
            graph.column(Some("c"), table, column),
            stamp.of(graph, table, column)
        )),
        _ => Err(SoftDeleteError::Unstamped {
            table: graph.name(table),
        }),
    }
}
