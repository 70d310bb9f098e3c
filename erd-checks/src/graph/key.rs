//! The keys of declared entities, for foreign keys that lead to them.

use super::edge;
use erd_core::def::{EntityDef, ForeignKeyDef, IndexDef, KeyPartDef};
use erd_core::schema::{Deferrable, IndexKind, UniqueScope};

/// Why a unique key on the right columns does not count.
#[derive(Clone, Copy)]
pub(crate) enum Flaw {
    Live,
    Partial,
    Deferrable,
}

impl Flaw {
    /// Of a unique key; `None` when a foreign key can use it.
    pub(crate) const fn of(
        kind: IndexKind,
        scope: UniqueScope,
        has_predicate: bool,
    ) -> Option<Self> {
        match (kind, scope) {
            (_, UniqueScope::Live) => Some(Self::Live),
            _ if has_predicate => Some(Self::Partial),
            (
                IndexKind::UniqueConstraint(
                    Deferrable::InitiallyDeferred | Deferrable::InitiallyImmediate,
                ),
                _,
            ) => Some(Self::Deferrable),
            _ => None,
        }
    }

    pub(crate) const fn text(self) -> &'static str {
        match self {
            Self::Live => "` holds among live rows only",
            Self::Partial => "` holds among some rows only",
            Self::Deferrable => "` is deferrable, which no foreign key accepts",
        }
    }
}

/// Why a declared unique key does not count, if it does not.
pub(crate) const fn flaw_of(index: &IndexDef) -> Option<Flaw> {
    Flaw::of(index.kind, index.scope, !index.predicate.is_empty())
}

/// Columns of a key, by position in their entity.
#[derive(Clone, Copy)]
pub(crate) enum Columns {
    Of(&'static [usize]),
    Keys(&'static IndexDef),
}

impl Columns {
    /// `None` for an expression or a prefix.
    const fn get(self, i: usize) -> Option<usize> {
        match self {
            Self::Of(columns) => Some(columns[i]),
            Self::Keys(index) => match index.keys[i].part {
                KeyPartDef::Column(column) if index.keys[i].prefix_len.is_none() => Some(column),
                _ => None,
            },
        }
    }
}

/// Whether a foreign key references exactly these columns, in any order.
pub(crate) const fn same_columns(fk: &ForeignKeyDef, len: usize, columns: Columns) -> bool {
    if len != edge::target_arity(fk) {
        return false;
    }
    // Each column of the key is referenced, and, so that `(a, a)` is not `(a, b)`, each referenced one is in the key.
    let mut i = 0;
    while i < len {
        let mut referenced = false;
        let mut contained = false;
        let mut j = 0;
        while j < len {
            if let (Some(a), Some(b)) = (columns.get(i), edge::target_column(fk, j)) {
                referenced |= a == b;
            }
            if let (Some(a), Some(b)) = (columns.get(j), edge::target_column(fk, i)) {
                contained |= a == b;
            }
            j += 1;
        }
        if !referenced || !contained {
            return false;
        }
        i += 1;
    }
    true
}

pub(crate) const fn is_unique_on(fk: &ForeignKeyDef, index: &'static IndexDef) -> bool {
    !matches!(index.kind, IndexKind::Plain)
        && same_columns(fk, index.keys.len(), Columns::Keys(index))
}

/// Whether an index of the target begins with the referenced columns, in their order: all that InnoDB asks for.
pub(crate) const fn leads_index(fk: &ForeignKeyDef) -> bool {
    let mut i = 0;
    while i < fk.target.indexes.len() {
        let index = &fk.target.indexes[i];
        let arity = edge::target_arity(fk);
        let mut leads = index.keys.len() >= arity && index.predicate.is_empty();
        let mut n = 0;
        while leads && n < arity {
            leads = match (Columns::Keys(index).get(n), edge::target_column(fk, n)) {
                (Some(a), Some(b)) => a == b,
                _ => false,
            };
            n += 1;
        }
        if leads {
            return true;
        }
        i += 1;
    }
    match fk.target.primary_key {
        Some(key) => {
            let arity = edge::target_arity(fk);
            let mut leads = key.columns.len() >= arity;
            let mut n = 0;
            while leads && n < arity {
                leads = match edge::target_column(fk, n) {
                    Some(column) => column == key.columns[n],
                    None => false,
                };
                n += 1;
            }
            leads
        }
        None => false,
    }
}

/// The same as [`keys::has_not_null_unique`](crate::keys::has_not_null_unique).
pub(crate) const fn has_not_null_unique(entity: &EntityDef) -> bool {
    let mut i = 0;
    while i < entity.indexes.len() {
        let index = &entity.indexes[i];
        let mut names_rows = !matches!(index.kind, IndexKind::Plain) && flaw_of(index).is_none();
        let mut k = 0;
        while k < index.keys.len() {
            names_rows &= match index.keys[k].part {
                KeyPartDef::Column(column) => {
                    index.keys[k].prefix_len.is_none() && !entity.columns[column].nullable
                }
                KeyPartDef::Expression(_) => false,
            };
            k += 1;
        }
        if names_rows {
            return true;
        }
        i += 1;
    }
    false
}
