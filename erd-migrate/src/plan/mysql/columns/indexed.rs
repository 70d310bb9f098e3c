//! A column that no index has whole becomes one that an index has, or the other way round: the indexes on it change in the
//! same statement, because neither the old nor the new one stands without it.

use crate::Step;
use crate::diff::{ColumnChange, Element, column_type};
use crate::plan::mysql::Place;
use crate::plan::mysql::types::is_indexable;
use crate::plan::resource::Resource;
use erd_core::schema::{ColumnId, Index, KeyPart};

/// An index that is replaced in the statement of a column.
#[derive(Clone)]
pub(super) struct ReplacedIndex {
    /// `DROP INDEX ..`
    drop: String,
    /// `ADD KEY ..`
    add: String,
    /// The same on the way back.
    drop_back: String,
    add_back: String,
    pub(super) provides: Vec<Resource>,
    pub(super) removes: Vec<Resource>,
}

impl ReplacedIndex {
    /// The way back.
    pub(super) fn down(&self) -> Self {
        Self {
            drop: self.drop_back.clone(),
            add: self.add_back.clone(),
            ..self.clone()
        }
    }
}

impl Place<'_> {
    /// The indexes that are replaced in the statement of a column.
    pub(super) fn indexes_with(&self, before: ColumnId, after: ColumnId) -> Vec<ReplacedIndex> {
        let steps = self.context.steps.of(self.pair.old);
        let replaced = steps.filter_map(|step| match step {
            Step::ReplaceElement {
                old: Element::Index(old),
                new: Element::Index(new),
                ..
            } => Some((*old, *new)),
            _ => None,
        });
        replaced
            .filter(|(old, new)| self.column_of(*old, *new) == Some((before, after)))
            .map(|(old, new)| {
                let [drop, add] = self.replace_clauses(old, new);
                let [drop_back, add_back] = self.replace_back_clauses(old, new);
                let (provides, removes) = self.replaced(old, new);
                ReplacedIndex {
                    drop,
                    add,
                    drop_back,
                    add_back,
                    provides,
                    removes,
                }
            })
            .collect()
    }

    /// A change of a column between those of its indexes.
    pub(super) fn with_indexes(change: String, indexes: &[ReplacedIndex]) -> String {
        let drops = indexes.iter().map(|index| index.drop.clone());
        let adds = indexes.iter().map(|index| index.add.clone());
        let all: Vec<_> = drops.chain([change]).chain(adds).collect();
        all.join(", ")
    }

    /// Whether the statement of a column replaces the index.
    pub(in crate::plan::mysql) fn is_with_column(&self, old: Element, new: Element) -> bool {
        matches!((old, new), (Element::Index(old), Element::Index(new)) if self.column_of(old, new).is_some())
    }

    /// The column in whose statement an index is replaced: the first that an index does not have whole any more, or the
    /// last that one does from then on.
    fn column_of(&self, old: usize, new: usize) -> Option<(ColumnId, ColumnId)> {
        let dialect = self.context.dialect();
        let (before, after) = (self.before(), self.after());
        let keys = |index: &Index| -> Vec<ColumnId> {
            let keys = index.keys.iter().filter_map(|key| match key.part {
                KeyPart::Column(column) => Some(column),
                KeyPart::Expression(_) => None,
            });
            keys.collect()
        };
        let (olds, news) = (keys(&before.indexes[old]), keys(&after.indexes[new]));
        let mut shorter = Vec::new();
        let mut longer = Vec::new();
        for step in self.context.steps.of(self.pair.old) {
            let Step::AlterColumn {
                old, new, changes, ..
            } = step
            else {
                continue;
            };
            if !changes.contains(&ColumnChange::Type) || !olds.contains(old) || !news.contains(new)
            {
                continue;
            }
            let was = is_indexable(&column_type(&before[*old], dialect));
            let is = is_indexable(&column_type(&after[*new], dialect));
            let found = (&after[*new].name, (*old, *new));
            match (was, is) {
                // One that an index has whole all the same is in a unique key by its hash (MariaDB).
                (_, false) => shorter.push(found),
                (false, true) => longer.push(found),
                _ => {}
            }
        }
        // Their statements come in the order of their names.
        let first = shorter.into_iter().min();
        first.or(longer.into_iter().max()).map(|(_, pair)| pair)
    }
}
