//! A declared foreign key as an edge of the graph.

use erd_core::def::{EntityDef, ForeignKeyDef, Name};
use erd_core::schema::Deferrable;

/// How many columns the referenced key has.
pub(crate) const fn target_arity(fk: &ForeignKeyDef) -> usize {
    if fk.target_columns.is_empty() {
        match fk.target.primary_key {
            Some(key) => key.columns.len(),
            None => 0,
        }
    } else {
        fk.target_columns.len()
    }
}

/// Position in the target of the referenced key's `n`th column; `None` where the target has no such field.
pub(crate) const fn target_column(fk: &ForeignKeyDef, n: usize) -> Option<usize> {
    if fk.target_columns.is_empty() {
        match fk.target.primary_key {
            Some(key) => Some(key.columns[n]),
            None => None,
        }
    } else {
        fk.target.find_field(fk.target_columns[n])
    }
}

/// The name to print for the referenced key's `n`th column: as written where there is no such field.
pub(crate) const fn target_name(fk: &ForeignKeyDef, n: usize) -> Name {
    match target_column(fk, n) {
        Some(column) => fk.target.columns[column].name,
        None => fk.target_columns[n],
    }
}

/// Whether every row of `entity` must find its referenced row at the moment it is inserted: no column may be NULL
/// (MATCH SIMPLE skips the check when one is), the database makes the check and cannot put it off, nobody allowed it, and
/// the row cannot satisfy it by itself.
///
/// Every step of a walk asks this, so it calls nothing for a single column.
pub(crate) const fn is_mandatory(entity: &EntityDef, fk: &ForeignKeyDef) -> bool {
    if fk.cycle_allowed
        || !matches!(fk.deferrable, Deferrable::No)
        || fk.target.id == entity.id
        || !fk.is_enforced()
    {
        return false;
    }
    let [first, others @ ..] = fk.columns else {
        return false;
    };
    if entity.columns[*first].nullable {
        return false;
    }
    let mut others = others;
    while let [column, rest @ ..] = others {
        if entity.columns[*column].nullable {
            return false;
        }
        others = rest;
    }
    true
}
