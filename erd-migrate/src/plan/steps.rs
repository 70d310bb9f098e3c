//! The steps of a difference by what they are about, so that a question about one table does not go through all of them.

use crate::{Diff, Step};
use erd_core::schema::TableId;
use std::collections::{BTreeMap, BTreeSet};

pub(super) struct Steps<'a> {
    /// By the position of the table in the old schema.
    of: Vec<Vec<&'a Step>>,
    /// Tables of the new schema that come.
    pub(super) created: BTreeSet<TableId>,
    /// Tables of the old schema that go.
    pub(super) dropped: BTreeSet<TableId>,
    /// Old objects that go or are replaced.
    pub(super) objects: BTreeSet<usize>,
    /// New objects of old ones that are replaced.
    pub(super) replaced: BTreeMap<usize, usize>,
    /// New objects that come or are such.
    pub(super) made: BTreeSet<usize>,
    /// New enums that take the place of old ones.
    pub(super) enums: Vec<usize>,
}

impl<'a> Steps<'a> {
    pub(super) fn new(diff: &'a Diff) -> Self {
        let mut all = Self {
            of: vec![Vec::new(); diff.old.tables.len()],
            created: BTreeSet::new(),
            dropped: BTreeSet::new(),
            objects: BTreeSet::new(),
            replaced: BTreeMap::new(),
            made: BTreeSet::new(),
            enums: Vec::new(),
        };
        for step in &diff.steps {
            if let Some(pair) = step.table() {
                all.of[pair.old.0].push(step);
            }
            match step {
                Step::CreateTable { table } => {
                    all.created.insert(*table);
                }
                Step::DropTable { table } => {
                    all.dropped.insert(*table);
                }
                Step::DropObject { old } => {
                    all.objects.insert(*old);
                }
                Step::ReplaceObject { old, new } => {
                    all.objects.insert(*old);
                    all.replaced.insert(*old, *new);
                    all.made.insert(*new);
                }
                Step::CreateObject { new } => {
                    all.made.insert(*new);
                }
                Step::ReplaceEnum { new, .. } => all.enums.push(*new),
                _ => {}
            }
        }
        all
    }

    /// The steps that change a table of the old schema which stays.
    pub(super) fn of(&self, old: TableId) -> impl Iterator<Item = &'a Step> {
        self.of[old.0].iter().copied()
    }
}
