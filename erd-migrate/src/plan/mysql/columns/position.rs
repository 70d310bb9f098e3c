//! Where among the others a column comes: at its place in the declaration, as if the table had been made so.

use super::super::Place;
use super::super::cost::Cost;
use crate::diff::folded;
use crate::plan::resource::{self, Resource};
use erd_core::schema::{Column, ColumnId, Table};
use erd_core::{Capability, Dialect};

/// The end of an ADD COLUMN, with its blank, and the columns that have to be there before.
#[derive(Default)]
pub(super) struct Position {
    pub(super) clause: String,
    pub(super) requires: Vec<Resource>,
}

/// A column of a list, and whether it is there already.
struct Neighbour<'a> {
    column: &'a Column,
    is_there: bool,
}

fn is_virtual(column: &Column) -> bool {
    column.generated.as_ref().is_some_and(|g| !g.stored)
}

impl Place<'_> {
    /// Where a new column comes.
    pub(super) fn position(&self, id: ColumnId, cost: Cost) -> Position {
        let table = self.after();
        let order = self.context.diff.order.get(&self.pair.new);
        let order = order.cloned();
        let order = order.unwrap_or_else(|| (0..table.columns.len()).map(ColumnId).collect());
        let list: Vec<_> = order
            .iter()
            .map(|id| Neighbour {
                column: &table[*id],
                is_there: !self.is_added(*id),
            })
            .collect();
        match order.iter().position(|other| *other == id) {
            // What is computed comes after the plain columns that come.
            Some(at) => {
                let computed = table[id].generated.is_some();
                self.among(&list, at, cost, |other| {
                    computed || other.generated.is_none()
                })
            }
            None => Position::default(),
        }
    }

    /// Where a column comes again on the way back.
    pub(super) fn position_back(&self, id: ColumnId, cost: Cost) -> String {
        let table = self.before();
        let ids = (0..table.columns.len()).map(ColumnId);
        let list: Vec<_> = ids
            .map(|id| Neighbour {
                column: &table[id],
                is_there: !self.is_dropped(id),
            })
            .collect();
        // The last of those that went comes first.
        let computed = table[id].generated.is_some();
        let comes_first = |other: &Column| computed && other.generated.is_none();
        self.among(&list, id.0, cost, comes_first).clause
    }

    /// Behind the last column before it that is there or `comes_first`.
    fn among(
        &self,
        list: &[Neighbour<'_>],
        at: usize,
        cost: Cost,
        comes_first: impl Fn(&Column) -> bool,
    ) -> Position {
        let Some((before, [own, after @ ..])) = list.split_at_checked(at) else {
            return Position::default();
        };
        let computed = own.column.generated.is_some();
        let mut nearest = before.iter().rev();
        let first = nearest.find(|other| other.is_there || comes_first(other.column));
        let requires = first.filter(|first| !first.is_there);
        let requires = requires.map(|first| resource::column(&self.path(), &first.column.name));
        let pushes = after
            .iter()
            .any(|other| other.is_there || (computed && other.column.generated.is_none()));
        let mut position = Position {
            clause: String::new(),
            requires: requires.into_iter().collect(),
        };
        if pushes && self.may_stand_anywhere(own.column, before, cost) {
            position.clause = match first {
                None => " FIRST".to_owned(),
                Some(first) => format!(" AFTER {}", self.new.quote(&first.column.name)),
            };
        }
        position
    }

    /// Whether the place costs no more than the end: no server moves virtual columns in the dictionary, MariaDB not even to
    /// make room.
    fn may_stand_anywhere(&self, column: &Column, before: &[Neighbour<'_>], cost: Cost) -> bool {
        if !self.context.diff.engine.has(Capability::ColumnsAnywhere) {
            return false;
        }
        let dialect = self.context.dialect();
        if cost == Cost::Copy || (dialect == Dialect::MySql && !is_virtual(column)) {
            return true;
        }
        let name = |column: &Column| folded(&column.name, dialect);
        let stays_before = |other: &Column| {
            name(other) == name(column) || before.iter().any(|b| name(b.column) == name(other))
        };
        let moved = |table: &Table| {
            let mut columns = table.columns.iter();
            columns.any(|other| is_virtual(other) && !stays_before(other))
        };
        // Unique keys of texts are hidden virtual columns of MariaDB.
        let hashed = |table: &Table| {
            let mut indexes = table.indexes.iter();
            indexes.any(|index| index.is_unique() && index.method.as_deref() == Some("hash"))
        };
        let any = |has: &dyn Fn(&Table) -> bool| has(self.before()) || has(self.after());
        !any(&moved) && !any(&hashed)
    }
}
