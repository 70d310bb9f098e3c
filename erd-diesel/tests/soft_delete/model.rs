//! Soft deletes of rows in memory, written after the documentation and not after the code.

use erd_core::schema::OnSoftDelete;
use std::collections::BTreeSet;

/// A reference from one table to another, by position; each row has a value for it, or none.
#[derive(Clone, Debug)]
pub(crate) struct Reference {
    pub(crate) child: usize,
    pub(crate) parent: usize,
    pub(crate) policy: Option<OnSoftDelete>,
}

#[derive(Clone, Debug)]
pub(crate) struct Row {
    /// The row that each reference of its table leads to, in the order of `Model::references`.
    pub(crate) parents: Vec<Option<usize>>,
    /// A value that is unique among the living rows of the table.
    pub(crate) code: usize,
    /// The number of the deletion that took it.
    pub(crate) deleted: Option<usize>,
}

#[derive(Clone, Debug)]
pub(crate) struct Model {
    /// Whether the rows of each table are soft-deleted.
    pub(crate) soft: Vec<bool>,
    pub(crate) references: Vec<Reference>,
    pub(crate) rows: Vec<Vec<Row>>,
    pub(crate) deletions: usize,
}

/// What a call answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Answer {
    Done(usize),
    AlreadyDeleted,
    NotDeleted,
    InTheWay,
    ParentDeleted,
    Taken,
}

type Place = (usize, usize);

impl Model {
    fn policy(&self, reference: &Reference) -> OnSoftDelete {
        match reference.policy {
            Some(OnSoftDelete::Cascade) if !self.soft[reference.child] => OnSoftDelete::Keep,
            stated => stated.unwrap_or(OnSoftDelete::Restrict),
        }
    }

    /// The rows that reference one, each with what its reference asks for.
    fn below(&self, place: Place) -> Vec<(Place, OnSoftDelete)> {
        let mut found = Vec::new();
        for reference in self.references.iter().filter(|r| r.parent == place.0) {
            let own = self
                .references
                .iter()
                .filter(|r| r.child == reference.child);
            let slot = own.take_while(|r| !std::ptr::eq(*r, reference)).count();
            for (i, row) in self.rows[reference.child].iter().enumerate() {
                if row.parents[slot] == Some(place.1) {
                    found.push(((reference.child, i), self.policy(reference)));
                }
            }
        }
        found
    }

    fn row(&self, place: Place) -> &Row {
        &self.rows[place.0][place.1]
    }

    fn closure(&self, root: Place, goes: &dyn Fn(&Row) -> bool) -> BTreeSet<Place> {
        let mut all = BTreeSet::from([root]);
        let mut open = vec![root];
        while let Some(place) = open.pop() {
            for (child, policy) in self.below(place) {
                if policy == OnSoftDelete::Cascade && goes(self.row(child)) && all.insert(child) {
                    open.push(child);
                }
            }
        }
        all
    }

    pub(crate) fn delete(&mut self, root: Place) -> Answer {
        if self.row(root).deleted.is_some() {
            return Answer::AlreadyDeleted;
        }
        let going = self.closure(root, &|row| row.deleted.is_none());
        for place in &going {
            let forbids = self.below(*place).into_iter().any(|(child, policy)| {
                policy == OnSoftDelete::Restrict
                    && self.row(child).deleted.is_none()
                    && !going.contains(&child)
            });
            if forbids {
                return Answer::InTheWay;
            }
        }
        self.deletions += 1;
        for (table, row) in &going {
            self.rows[*table][*row].deleted = Some(self.deletions);
        }
        Answer::Done(going.len())
    }

    pub(crate) fn restore(&mut self, root: Place) -> Answer {
        let deletion = self.row(root).deleted;
        if deletion.is_none() {
            return Answer::NotDeleted;
        }
        let coming = self.closure(root, &|row| row.deleted == deletion);
        if coming
            .iter()
            .any(|place| self.hangs_below_dead(*place, &coming))
        {
            return Answer::ParentDeleted;
        }
        for (table, i) in &coming {
            let row = &self.rows[*table][*i];
            let mut others = self.rows[*table].iter().enumerate();
            let taken = others.any(|(j, other)| {
                let lives = other.deleted.is_none() || coming.contains(&(*table, j));
                j != *i && other.code == row.code && lives
            });
            if taken {
                return Answer::Taken;
            }
        }
        for (table, row) in &coming {
            self.rows[*table][*row].deleted = None;
        }
        Answer::Done(coming.len())
    }

    fn hangs_below_dead(&self, place: Place, coming: &BTreeSet<Place>) -> bool {
        let own = self.references.iter().filter(|r| r.child == place.0);
        own.zip(&self.row(place).parents)
            .any(|(reference, parent)| {
                let dead = parent.map(|parent| (reference.parent, parent));
                let dead = dead.filter(|p| self.row(*p).deleted.is_some() && !coming.contains(p));
                dead.is_some() && self.policy(reference) != OnSoftDelete::Keep
            })
    }

    /// The living rows that hang below a dead one although their reference does not keep them.
    pub(crate) fn orphans(&self) -> Vec<Place> {
        let tables = self.rows.iter().enumerate();
        let places = tables.flat_map(|(table, rows)| (0..rows.len()).map(move |row| (table, row)));
        let living = places.filter(|place| self.row(*place).deleted.is_none());
        living
            .filter(|place| self.hangs_below_dead(*place, &BTreeSet::new()))
            .collect()
    }
}
