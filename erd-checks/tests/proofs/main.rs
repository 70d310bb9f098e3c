//! What rules say of engines, shown on the engines, with each claim its negative control. One file for each section of
//! the catalogue; [`every_rule_that_denies_is_proven`] keeps them complete.

#[path = "../support/claims.rs"]
mod claims;
mod cycles;
mod expressions;
mod foreign_key_actions;
mod foreign_key_definitions;
mod foreign_keys;
mod indexes;
mod keys;
mod kinds;
mod life_cycle;
#[path = "../support/live.rs"]
mod live;
mod names;
mod refusals;
mod relationships;
mod soft_delete;
mod types_partitions;

use claims::Claim;
use erd_checks::{RULES, Rule};
use erd_core::Level;
use std::collections::BTreeSet;
use std::path::Path;

const CLAIMS: &[&[Claim]] = &[
    cycles::CLAIMS,
    expressions::CLAIMS,
    foreign_key_actions::CLAIMS,
    foreign_key_definitions::CLAIMS,
    foreign_keys::CLAIMS,
    indexes::CLAIMS,
    keys::CLAIMS,
    kinds::CLAIMS,
    life_cycle::CLAIMS,
    names::CLAIMS,
    refusals::CLAIMS,
    relationships::CLAIMS,
    soft_delete::CLAIMS,
    types_partitions::CLAIMS,
];

/// Rules whose proof has a form of its own.
const TESTS: &[(&str, fn())] = &[
    ("I01", indexes::engines_agree_on_what_an_index_serves),
    ("I02", indexes::equality_before_range_reads_fewer_pages),
    ("I08", indexes::too_many_keys_are_refused),
    ("I09", indexes::too_many_keys_are_refused),
    ("T01", types_partitions::what_types_do_to_values),
    (
        "T02",
        types_partitions::the_type_money_rounds_as_the_locale_says,
    ),
    (
        "T24",
        types_partitions::a_table_has_a_largest_number_of_columns,
    ),
];

/// Rules that deny and say nothing of engines that one could ask: what the declaration says cannot be true of it.
const ARGUED: &[(&str, &str)] = &[
    (
        "P11",
        "which shard has a row is declared for one table and not for another",
    ),
    (
        "P12",
        "a shard sees its own rows alone, so none can say that a value is unique",
    ),
    (
        "P13",
        "a shard sees its own rows alone, so none can say that the referenced row is there",
    ),
    (
        "P14",
        "the shard is a function of the value, and there is no value",
    ),
    (
        "P20",
        "only Citus refuses the trigger, and no package registry has Citus",
    ),
    ("R08", "a copy is declared, and nothing that keeps it one"),
    ("T00", "the compiler refuses a type that is no column type"),
    ("U01", "the list is declared to be closed, and is not"),
    ("U02", "an allow names no rule"),
    ("U03", "an allow gives no reason"),
    ("U05", "an allow names a rule that cannot be allowed"),
    ("U06", "the declaration reads differently from the type"),
    ("U07", "the declaration reads differently from the type"),
    (
        "U08",
        "the declaration contradicts the migrations beside it",
    ),
];

/// Whether some finding of the rule fails the build.
fn denies(rule: &Rule) -> bool {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/rules");
    let text = std::fs::read_to_string(folder.join(rule.file_name("rs"))).expect("a rule's file");
    let code = text.split("#[cfg(test)]").next().unwrap_or_default();
    rule.level == Level::Deny || code.contains("Level::Deny")
}

/// A rule that denies has a proof on an engine, or an argument why there is nothing to prove; never both.
#[test]
fn every_rule_that_denies_is_proven() {
    let claimed = CLAIMS.iter().flat_map(|claims| claims.iter());
    let tested = TESTS.iter().map(|(rule, _)| *rule);
    let proven: BTreeSet<&str> = claimed.map(|claim| claim.rule).chain(tested).collect();
    let argued: BTreeSet<&str> = ARGUED.iter().map(|(rule, _)| *rule).collect();
    let both: Vec<_> = proven.intersection(&argued).collect();
    assert!(both.is_empty(), "{both:?}");
    for id in proven.union(&argued) {
        assert!(RULES.iter().any(|rule| rule.id == *id), "{id}");
    }
    let stale = argued
        .iter()
        .filter(|id| !RULES.iter().any(|r| r.id == **id && denies(r)));
    let stale: Vec<_> = stale.collect();
    assert!(stale.is_empty(), "these do not deny: {stale:?}");
    let bare = RULES.iter().filter(|rule| denies(rule));
    let bare: Vec<_> = bare
        .map(|rule| rule.id)
        .filter(|id| !proven.contains(id) && !argued.contains(id))
        .collect();
    assert!(bare.is_empty(), "no proof, and no argument: {bare:?}");
}
