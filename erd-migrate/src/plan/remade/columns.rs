//! Columns whose defaults, expressions or types speak of what goes.

use super::Search;
use crate::diff::TablePair;
use crate::plan::uses::Thing;
use erd_core::schema::ColumnId;

impl Search<'_> {
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
