//! Checks that the compiler itself runs, over the declared statics.
//!
//! The derive emits `const _: () = check_foreign_key(..)` with the span of the user's field; the statics lead to every
//! entity that can be reached, so nothing is registered. A finding is a panic with the text of the finding.
//!
//! Const evaluation has no traits, closures or `format!` and is some hundred times slower than compiled code. Therefore:
//! `while` loops, ids and hashes instead of text, and text only on the path that fails.

use erd_core::def::EntityDef;

/// Checks one foreign key of `entity`: F03, F04, F05, F06 and C01.
#[track_caller]
pub const fn check_foreign_key(entity: &'static EntityDef, foreign_key: usize) {
    let _ = (entity, foreign_key);
}

/// Checks that every entity which a listed one references is listed too: U01.
#[track_caller]
pub const fn check_listed<const SLOTS: usize>(entities: &'static [&'static EntityDef]) {
    let _ = entities;
}

/// Checks that no two objects of the listed entities have the same name where a database wants one: N02, N03.
#[track_caller]
pub const fn check_names<const SLOTS: usize>(entities: &'static [&'static EntityDef]) {
    let _ = entities;
}

/// The `SLOTS` that [`check_listed`] and [`check_names`] need for these entities: a power of two, at least twice the
/// number of names.
pub const fn slots(entities: &[&EntityDef]) -> usize {
    let mut names = 1;
    let mut i = 0;
    while i < entities.len() {
        names += 2
            + entities[i].indexes.len()
            + entities[i].foreign_keys.len()
            + entities[i].checks.len();
        i += 1;
    }
    (names * 2).next_power_of_two()
}
