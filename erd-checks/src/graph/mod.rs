//! Checks that the compiler itself runs, over the declared statics.
//!
//! The derive emits `const _: () = check_foreign_key(..)` with the span of the user's field; the statics lead to every
//! entity that can be reached, so nothing is registered. A finding is a panic with the text of the finding.
//!
//! Const evaluation has no traits, closures or `format!` and is some hundred times slower than compiled code. Therefore:
//! `while` loops, ids and hashes instead of text, and text only on the path that fails.

pub(crate) mod allowed;
pub(crate) mod cycle;
pub(crate) mod edge;
pub(crate) mod key;
pub(crate) mod names;
pub(crate) mod nearest;
mod objects;
pub(crate) mod project;
pub(crate) mod set;
pub(crate) mod text;

pub(crate) use project::ASKING;
pub use project::{ProjectDef, is_asked};

pub use objects::{check_dependencies, check_dependency};

use crate::pairs;
use crate::rules::{
    c01_mandatory_fk_cycle as c01, c02_not_null_self_reference as c02, f03_fk_type_mismatch as f03,
    f04_fk_narrower_than_key as f04, f05_fk_target_not_unique as f05, f06_fk_target_missing as f06,
    f21_cross_database_fk as f21, f24_fk_key_order as f24, f25_fk_to_virtual_column as f25,
    n06_case_only_difference as n06, p03_fk_to_partitioned as p03,
    p04_fk_and_partition_mysql as p04, p11_shard_key_missing as p11, p13_fk_not_colocated as p13,
    r09_denormalised_type_drift as r09, t34_equal_enum_values as t34, u01_unlisted_entity as u01,
};
use erd_core::Level;
use erd_core::def::EntityDef;
use erd_core::text::Text;

/// Checks one foreign key of `entity`, by position: F03, F04, F05, F06, F21, C01, C02, F24, P03, P04 and P13. Where it finds
/// something it says what is wrong with the keys behind it too, because a panic ends the evaluation.
///
/// # Panics
/// With the findings' text, when there are any.
#[track_caller]
pub const fn check_foreign_keys(
    entity: &'static EntityDef,
    foreign_key: usize,
    project: &'static ProjectDef,
) {
    let fk = &entity.foreign_keys[foreign_key];
    // One column that references a primary key of the same type, no loop to look for and no shards: the most frequent case.
    if pairs::is_ordinary(entity, fk)
        && fk.target.id != entity.id
        && !cycle::is_candidate(entity, fk)
        && !f21::is_candidate(entity, fk)
        && (project.targets.is_empty() && project.levels.is_empty()
            || !p04::is_candidate(entity, fk))
    {
        return;
    }
    let mut text = None;
    let mut i = foreign_key;
    while i < entity.foreign_keys.len() && (i == foreign_key || text.is_some()) {
        explain_foreign_key(entity, i, project, &mut text);
        i += 1;
    }
    if let Some(text) = &text {
        panic!("{}", text.as_str());
    }
}

/// What is wrong with a foreign key, all of it.
const fn explain_foreign_key(
    entity: &'static EntityDef,
    foreign_key: usize,
    project: &ProjectDef,
    text: &mut Option<Text>,
) {
    let fk = &entity.foreign_keys[foreign_key];
    if f06::is_broken(fk) {
        f06::explain(entity, fk, start(text));
    } else if f05::is_broken(fk) {
        match p03::missing(fk) {
            Some(missing) => p03::explain(entity, fk, missing, start(text)),
            None => f05::explain(entity, foreign_key, project, text),
        }
    } else if !pairs::is_ordinary(entity, fk) {
        f03::explain(entity, foreign_key, project, text);
        f04::explain(entity, foreign_key, project, text);
        f24::explain(entity, foreign_key, project, text);
        f25::explain(entity, foreign_key, project, text);
    }
    if f21::is_candidate(entity, fk) {
        f21::explain(entity, fk, text);
        p13::explain(entity, fk, text);
    }
    p04::explain(entity, foreign_key, project, text);
    if fk.target.id == entity.id {
        c02::explain(entity, foreign_key, project, text);
    }
    if cycle::is_candidate(entity, fk)
        && matches!(project.level(&c01::RULE, c01::RULE.level), Level::Deny)
    {
        cycle::explain(entity, foreign_key, text);
    }
}

/// Checks that a column can hold what it copies, by position among the copies: R09.
///
/// # Panics
/// With the finding's text, when there is one.
#[track_caller]
pub const fn check_copy(entity: &'static EntityDef, copy: usize, project: &'static ProjectDef) {
    let mut text = None;
    r09::explain(entity, copy, project, &mut text);
    if let Some(text) = &text {
        panic!("{}", text.as_str());
    }
}

/// Checks that a native enum's values differ in more than case, in a column that minds none: T34.
///
/// # Panics
/// With the finding's text, when there is one.
#[track_caller]
pub const fn check_values(entity: &'static EntityDef, column: usize, project: &'static ProjectDef) {
    let mut text = None;
    t34::explain(entity, column, project, &mut text);
    if let Some(text) = &text {
        panic!("{}", text.as_str());
    }
}

/// Checks that every entity which a listed one references is listed too, and that all say where they live when one
/// is sharded: U01 and P11.
///
/// # Panics
/// With the findings' text, when there are any, and when `SLOTS` is not what [`slots`] says.
#[track_caller]
pub const fn check_listed<const SLOTS: usize>(
    entities: &'static [&'static EntityDef],
    project: &'static ProjectDef,
) {
    assert!(
        SLOTS >= slots(entities),
        "SLOTS is smaller than slots(entities)"
    );
    let mut text = None;
    u01::explain::<SLOTS>(entities, &mut text);
    p11::explain(entities, project, &mut text);
    if let Some(text) = &text {
        panic!("{}", text.as_str());
    }
}

/// Checks that no two objects of the listed entities have the same name where a database wants one: N02, N03, N06. What
/// one entity shows by itself [`check_entity`](crate::check_entity) has found.
///
/// # Panics
/// With the findings' text, when there are any, and when `SLOTS` is not what [`slots`] says.
#[track_caller]
pub const fn check_names<const SLOTS: usize>(
    entities: &'static [&'static EntityDef],
    project: &'static ProjectDef,
) {
    assert!(
        SLOTS >= slots(entities),
        "SLOTS is smaller than slots(entities)"
    );
    let mut text = None;
    names::explain::<SLOTS>(entities, project, &mut text);
    n06::explain::<SLOTS>(entities, project, &mut text);
    if let Some(text) = &text {
        panic!("{}", text.as_str());
    }
}

/// The `SLOTS` that [`check_listed`] and [`check_names`] need for these entities: a power of two, at least twice the
/// number of names and of references.
pub const fn slots(entities: &[&EntityDef]) -> usize {
    let mut names = 1;
    let mut i = 0;
    while i < entities.len() {
        // A reference may lead to an entity that is not listed.
        names += entities[i].named_count();
        i += 1;
    }
    (names * 2).next_power_of_two()
}

/// The text, begun where there is none yet.
pub(crate) const fn start(text: &mut Option<Text>) -> &mut Text {
    if text.is_none() {
        *text = Some(Text::new());
    }
    match text {
        Some(text) => text,
        None => unreachable!(),
    }
}
