//! The keys of declared entities, for foreign keys that lead to them.

use super::edge;
use erd_core::def::{EntityDef, ForeignKeyDef, KeyFlaw, KeyIndex, position};

/// Why a unique key on the right columns does not count.
pub(crate) const fn flaw_text(flaw: KeyFlaw) -> &'static str {
    match flaw {
        KeyFlaw::Live => "` holds among live rows only",
        KeyFlaw::Partial => "` holds among some rows only",
        KeyFlaw::Deferrable => "` is deferrable, which no foreign key accepts",
    }
}

/// Whether a foreign key references exactly the columns of those [positions](position), in any order.
pub(crate) const fn same_columns(fk: &ForeignKeyDef, columns: &[u8]) -> bool {
    let len = columns.len() / 2;
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
            if let Some(column) = edge::target_column(fk, j) {
                referenced |= position(columns, i) == column;
            }
            if let Some(column) = edge::target_column(fk, i) {
                contained |= position(columns, j) == column;
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

pub(crate) const fn is_unique_on(fk: &ForeignKeyDef, index: KeyIndex) -> bool {
    index.is_unique() && index.is_whole() && same_columns(fk, index.columns)
}

/// Whether an index of the target begins with the referenced columns, in their order: all that InnoDB asks for.
pub(crate) const fn leads_index(fk: &ForeignKeyDef) -> bool {
    let mut indexes = fk.target.indexes();
    while let Some(index) = indexes.pop() {
        if !index.has_predicate() && leads(fk, index.columns) {
            return true;
        }
    }
    !fk.target.primary_key.is_empty() && leads(fk, fk.target.primary_key)
}

/// Whether those positions begin with the referenced columns.
const fn leads(fk: &ForeignKeyDef, columns: &[u8]) -> bool {
    let arity = edge::target_arity(fk);
    if columns.len() / 2 < arity {
        return false;
    }
    let mut n = 0;
    while n < arity {
        match edge::target_column(fk, n) {
            Some(column) if column == position(columns, n) => n += 1,
            _ => return false,
        }
    }
    true
}

/// The same as [`keys::has_not_null_unique`](crate::keys::has_not_null_unique).
pub(crate) const fn has_not_null_unique(entity: &EntityDef) -> bool {
    let mut indexes = entity.indexes();
    while let Some(index) = indexes.pop() {
        let mut names_rows = index.is_unique() && index.is_whole() && index.flaw().is_none();
        let mut k = 0;
        while 2 * k < index.columns.len() {
            names_rows &= !entity.columns[position(index.columns, k)].nullable;
            k += 1;
        }
        if names_rows {
            return true;
        }
    }
    false
}
