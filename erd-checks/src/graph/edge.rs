//! A declared foreign key as an edge of the graph.

use erd_core::def::{EntityDef, ForeignKeyDef, position};

/// How many columns the referenced key has.
pub(crate) const fn target_arity(fk: &ForeignKeyDef) -> usize {
    if fk.fields.is_empty() {
        fk.target.primary_key.len() / 2
    } else {
        fk.field_count()
    }
}

/// Position in the target of the referenced key's `n`th column; `None` where the target has no such field.
pub(crate) const fn target_column(fk: &ForeignKeyDef, n: usize) -> Option<usize> {
    if fk.fields.is_empty() {
        let key = fk.target.primary_key;
        return if 2 * n < key.len() {
            Some(position(key, n))
        } else {
            None
        };
    }
    match fk.field(n) {
        Some(field) => fk.target.find_field(field),
        None => None,
    }
}

/// The name to print for the referenced key's `n`th column: as written where there is no such field.
pub(crate) const fn target_name(fk: &ForeignKeyDef, n: usize) -> &'static str {
    match (target_column(fk, n), fk.field(n)) {
        (Some(column), _) => fk.target.column_name(column),
        (None, Some(field)) => field,
        (None, None) => "",
    }
}

/// Whether every row of `entity` must find its referenced row, which is another, at the moment it is inserted.
pub(crate) const fn is_mandatory(entity: &EntityDef, fk: &ForeignKeyDef) -> bool {
    fk.mandatory && fk.target.id != entity.id
}
