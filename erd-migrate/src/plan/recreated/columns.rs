//! Columns whose defaults, expressions or types speak of what goes.

use super::Search;
use crate::Step;
use crate::diff::{ColumnChange, TablePair};
use crate::plan::uses::Thing;
use erd_core::schema::{ColumnId, Sql};

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
            let generated = column.generated.as_ref().and_then(|g| g.sql.get(dialect));
            let stays = !self.gone.contains(&Thing::Column(pair.old, before));
            if stays && generated.is_some_and(|sql| gone(sql).is_some()) {
                self.found.generated.push((pair, before));
            }
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
