//! Types that are made of each other and are replaced together: an enum, the domains over it, the composite types that have
//! any of them.

use super::Search;
use crate::Step;
use crate::plan::uses::{Names, Thing};
use erd_core::schema::{ObjectKind, SqlObject};
use std::collections::BTreeSet;

/// Types that others of their names take the place of in one op, while columns have them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::plan) struct Family {
    /// All of them, each behind those that it is made of, in the old schema and in the new one.
    pub(in crate::plan) orders: [Vec<Replaced>; 2],
}

/// A type of a family, by its positions in the old and in the new schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::plan) enum Replaced {
    Enum { old: usize, new: usize },
    Object { old: usize, new: usize },
}

impl Replaced {
    /// The type in the old schema and in the new one.
    pub(in crate::plan) fn things(self) -> [Thing; 2] {
        match self {
            Self::Enum { old, new } => [old, new].map(Thing::Enum),
            Self::Object { old, new } => [old, new].map(Thing::Object),
        }
    }
}

pub(super) fn is_type(object: &SqlObject) -> bool {
    matches!(object.kind, ObjectKind::Domain | ObjectKind::Type)
}

impl Search<'_> {
    /// The families of the types that go and come back, if columns or an enum are in them: what is in no column goes and
    /// comes as other objects do.
    pub(super) fn families(&mut self) {
        let mut all = Vec::new();
        for step in &self.diff.steps {
            if let Step::ReplaceEnum { old, new } = step {
                all.push(Replaced::Enum {
                    old: *old,
                    new: *new,
                });
            }
        }
        for thing in &self.gone {
            let Thing::Object(old) = *thing else { continue };
            let kept = self.found.objects.get(&old);
            let new = kept.or_else(|| self.steps.replaced.get(&old)).copied();
            if let Some(new) = new.filter(|_| is_type(&self.diff.old.objects[old])) {
                all.push(Replaced::Object { old, new });
            }
        }
        let new_names = Names::new(&self.diff.new, self.diff.dialect);
        let below = [made_of(self.names, &all, 0), made_of(&new_names, &all, 1)];
        while let Some(first) = all.pop() {
            let mut family = BTreeSet::from([first]);
            loop {
                let is_near = |other: &Replaced| {
                    below.iter().flatten().any(|(upper, lower)| {
                        let ends = [upper, lower];
                        ends.contains(&other) && ends.into_iter().any(|end| family.contains(end))
                    })
                };
                let near: Vec<_> = all.extract_if(.., |other| is_near(other)).collect();
                if near.is_empty() {
                    break;
                }
                family.extend(near);
            }
            let stays = |ty: &Replaced| match ty {
                Replaced::Enum { .. } => true,
                Replaced::Object { old, .. } => {
                    self.found.typed.iter().any(|(_, _, typed)| typed == old)
                }
            };
            if family.iter().any(stays) {
                let orders = [0, 1].map(|side| in_order(family.clone(), &below[side]));
                self.found.families.push(Family { orders });
            }
        }
        self.found.families.reverse();
    }
}

/// Pairs of types, of which the first is made of the second.
fn made_of(names: &Names<'_>, all: &[Replaced], side: usize) -> Vec<(Replaced, Replaced)> {
    let mut pairs = Vec::new();
    for upper in all {
        if let Thing::Object(at) = upper.things()[side] {
            let uses = names.of_object(at).bound;
            let lower = all.iter().filter(|ty| uses.contains(&ty.things()[side]));
            pairs.extend(lower.map(|lower| (*upper, *lower)));
        }
    }
    pairs
}

/// Each type behind those that it is made of.
fn in_order(mut left: BTreeSet<Replaced>, below: &[(Replaced, Replaced)]) -> Vec<Replaced> {
    let mut types = Vec::with_capacity(left.len());
    while let Some(first) = left.first().copied() {
        let waits = |ty: &Replaced| below.iter().any(|(a, b)| a == ty && left.contains(b));
        let next = left.iter().find(|ty| !waits(ty)).copied().unwrap_or(first);
        left.remove(&next);
        types.push(next);
    }
    types
}
