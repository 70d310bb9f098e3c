//! Columns whose defaults, expressions or types speak of what goes.

use super::{Columns, Search};
use crate::Step;
use crate::diff::{ColumnChange, TablePair};
use crate::plan::uses::Thing;
use erd_core::schema::{ColumnId, Sql, TableId};

impl Search<'_> {
    /// What is computed from columns of another type goes with them, and comes again.
    pub(super) fn computed(&mut self) {
        let diff = self.diff;
        for step in &diff.steps {
            let Step::AlterColumn {
                table,
                old: before,
                new: after,
                changes,
            } = step
            else {
                continue;
            };
            let retyped =
                changes.contains(&ColumnChange::Type) || changes.contains(&ColumnChange::Collation);
            let (old, new) = (&diff.old[table.old], &diff.new[table.new]);
            if !retyped || old[*before].generated.is_some() {
                continue;
            }
            for (i, column) in old.columns.iter().enumerate() {
                let name = &self.mid[table.old].columns[i].name;
                let is = new.columns.iter().position(|c| c.name == *name);
                let Some(is) = is.map(ColumnId) else {
                    continue;
                };
                let (Some(a), Some(b)) = (&column.generated, &new[is].generated) else {
                    continue;
                };
                let reads = |sql: &Sql, name: &str| {
                    let text = sql.get(diff.dialect).unwrap_or_default();
                    self.names.names_column(text, name)
                };
                if !reads(&a.sql, &old[*before].name) && !reads(&b.sql, &new[*after].name) {
                    continue;
                }
                let found = self.found.computed.entry(*table).or_default();
                if !found.bases.contains(&(*before, *after)) {
                    found.bases.push((*before, *after));
                }
                found.columns.insert((ColumnId(i), is));
                let column = (table.old, ColumnId(i));
                self.gone.insert(Thing::Column(column.0, column.1));
                self.found.recast.insert(column);
                self.anew.insert(column);
            }
        }
    }

    /// The generated columns by the functions and types that their expressions name.
    pub(super) fn computed_by(&self) -> Columns {
        let mut all = Columns::new();
        for (t, table) in self.diff.old.tables.iter().enumerate() {
            for (c, column) in table.columns.iter().enumerate() {
                let text = column.generated.as_ref();
                let text = text.and_then(|g| g.sql.get(self.diff.dialect));
                for thing in self.names.of_text(text.unwrap_or_default()) {
                    all.entry(thing)
                        .or_default()
                        .push((TableId(t), ColumnId(c)));
                }
            }
        }
        all
    }

    /// The columns that are computed from one.
    pub(super) fn computed_from(
        &self,
        table: TableId,
        column: ColumnId,
    ) -> Vec<(TableId, ColumnId)> {
        let owner = &self.diff.old[table];
        let name = &owner[column].name;
        let all = owner.columns.iter().enumerate().filter(|(_, other)| {
            let text = other.generated.as_ref();
            let text = text.and_then(|g| g.sql.get(self.diff.dialect));
            text.is_some_and(|text| self.names.names_column(text, name))
        });
        all.map(|(at, _)| (table, ColumnId(at))).collect()
    }

    /// A computed column goes, and comes back with what it is computed by; nothing where a step says what becomes of it.
    pub(super) fn computed_anew(&mut self, (table, column): (TableId, ColumnId)) -> Option<Thing> {
        let thing = Thing::Column(table, column);
        let mid = &self.mid[table];
        let new = self.diff.new.find_table(mid.schema.as_deref(), &mid.name)?;
        let name = &mid[column].name;
        let mut columns = self.diff.new[new].columns.iter();
        let after = columns.position(|c| c.name == *name && c.generated.is_some())?;
        if self.steps.dropped.contains(&table) || !self.gone.insert(thing) {
            return None;
        }
        let pair = TablePair { old: table, new };
        self.found.recast.insert((table, column));
        self.anew.insert((table, column));
        self.found.generated.insert((pair, column, ColumnId(after)));
        Some(thing)
    }

    pub(super) fn columns(&mut self, pair: TablePair) {
        let dialect = self.diff.dialect;
        let (old, mid) = (&self.diff.old[pair.old], &self.mid[pair.old]);
        let new = &self.diff.new[pair.new];
        for (i, column) in old.columns.iter().enumerate() {
            let is_it = |c: &erd_core::schema::Column| c.name == mid.columns[i].name;
            let Some(after) = new.columns.iter().position(is_it).map(ColumnId) else {
                continue;
            };
            let before = ColumnId(i);
            let gone = |text: &str| -> Option<Thing> {
                let things = self.names.of_text(text);
                things.into_iter().find(|thing| self.gone.contains(thing))
            };
            let stays = !self.gone.contains(&Thing::Column(pair.old, before));
            // Of an enum that is replaced, the replacement has the defaults.
            let default = column.default.get(dialect).and_then(gone);
            if matches!(default, Some(Thing::Object(_))) {
                self.found.defaults.push((pair, before, after));
            }
            let same = column.sql_type.get(dialect) == new[after].sql_type.get(dialect);
            if stays
                && same
                && let Some(Thing::Object(ty)) = column.sql_type.get(dialect).and_then(gone)
            {
                self.found.typed.push((pair, [before, after], ty));
            }
        }
    }
}
