//! The index that the server makes for a foreign key that no other index serves. It goes in the statement in which the first
//! that serves the key comes, and comes in the statement in which the last one goes, on the way back as well: neither server
//! leaves a foreign key without an index (1553).

use super::Place;
use crate::diff::{Element, folded};
use crate::plan::resource::{self, Resource};
use erd_core::schema::{ColumnId, ForeignKey, Table};
use std::collections::BTreeSet;

/// What the primary key is called among indexes.
pub(super) const PRIMARY: &str = "PRIMARY";

/// Indexes that the server makes by itself, while another is not there.
#[derive(Default)]
pub(super) struct Made {
    /// `DROP INDEX ..` of each, for the statement in which the other comes.
    pub(super) drop: Vec<String>,
    /// `ADD KEY ..` of each, for the statement in which the other goes.
    pub(super) add: Vec<String>,
    /// The index that decides about those that serve the same foreign keys as this one does.
    pub(super) others: Vec<Resource>,
}

impl Place<'_> {
    /// What the server has made by itself until an index or the primary key of the new table comes.
    pub(super) fn made_before(&self, comes: Element) -> Made {
        self.made_while((self.after(), comes), self.before(), |key| {
            self.old.columns(self.pair.old, &key.columns)
        })
    }

    /// What the server needs once an index or the primary key of the old table is gone.
    pub(super) fn made_after(&self, goes: Element) -> Made {
        self.made_while((self.before(), goes), self.after(), |key| {
            self.new.columns(self.pair.new, &key.columns)
        })
    }

    /// Whether an index of the old or of the new table serves a foreign key of one of them. Then the index that the server
    /// makes comes and goes with that one, and not with the key.
    pub(super) fn is_served(&self, table: &Table, key: &ForeignKey) -> bool {
        let mut tables = [self.before(), self.after()].into_iter();
        tables.any(|other| !self.serving(other, table, key).is_empty())
    }

    fn made_while(
        &self,
        (has, element): (&Table, Element),
        lacks: &Table,
        columns: impl Fn(&ForeignKey) -> String,
    ) -> Made {
        let element = match element {
            Element::Index(i) => Some(i),
            _ => None,
        };
        let mut made = Made::default();
        let mut known = BTreeSet::new();
        for key in lacks.foreign_keys.iter().filter(|key| key.is_enforced()) {
            let mut serving = self.serving(has, lacks, key);
            if !serving.contains(&element) || !self.serving(lacks, lacks, key).is_empty() {
                continue;
            }
            // The one of them that comes in the first phase.
            serving
                .sort_by_key(|i| i.map_or((2, 0), |i| (u8::from(has.indexes[i].is_unique()), i)));
            let first = serving.first().copied().flatten();
            if first != element {
                let name = first.map_or(PRIMARY, |i| has.indexes[i].name.as_str());
                made.others.push(resource::index(&self.path(), name));
            } else if known.insert(key.columns.iter().copied().collect::<BTreeSet<ColumnId>>()) {
                let name = self.new.quote(&key.name);
                made.drop.push(format!("DROP INDEX {name}"));
                made.add.push(format!("ADD KEY {name} ({})", columns(key)));
            }
        }
        made
    }

    /// The indexes of a table that serve a foreign key of it, or of its other form.
    fn serving(&self, table: &Table, owner: &Table, key: &ForeignKey) -> Vec<Option<usize>> {
        let dialect = self.context.dialect();
        let same = |id: &ColumnId| {
            let name = folded(&owner[*id].name, dialect);
            let mut all = table.columns.iter();
            all.position(|column| folded(&column.name, dialect) == name)
        };
        let columns: Option<Vec<_>> = key
            .columns
            .iter()
            .map(|id| same(id).map(ColumnId))
            .collect();
        let Some(columns) = columns else {
            return Vec::new();
        };
        let key = ForeignKey {
            columns,
            ..key.clone()
        };
        erd_ddl::serving(dialect, table, &key)
    }
}
