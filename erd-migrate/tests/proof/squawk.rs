//! What squawk's linter says of the files that erd writes.

use crate::cases;
use crate::engines::planned;
use erd_core::Dialect;
use erd_history::{Format, format, migrations};
use erd_migrate::{Migration, Plan};
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use squawk_linter::{Linter, Rule};
use squawk_syntax::SourceFile;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use testkit::random::{build, recipe};

/// A rule, the kinds of op that it reports, and why that stays.
const ALLOWED: &[(&str, &[&str], &str)] = &[
    (
        "adding-field-with-default",
        &["add_column", "change_types", "replace_column"],
        "a stored column has to be computed for every row; the head says so (M06)",
    ),
    (
        "adding-foreign-key-constraint",
        &["add_foreign_key"],
        "of a partitioned table, which takes over the keys that its partitions have been checked for (M39)",
    ),
    (
        "adding-not-nullable-field",
        &["set_not_null"],
        "a validated check in a migration before saves the scan, which the linter cannot see (M10)",
    ),
    (
        "adding-required-field",
        &["add_column"],
        "of a serial column, which fills itself",
    ),
    (
        "adding-serial-primary-key-field",
        &["add_primary_key"],
        "of a partitioned table, whose partitions have the key already (M38)",
    ),
    (
        "constraint-missing-not-valid",
        &["add_foreign_key", "add_index", "add_primary_key"],
        "of a partitioned table, whose partitions have it already (M38, M39)",
    ),
    (
        "constraint-missing-not-valid",
        &["add_exclusion"],
        "PostgreSQL has no NOT VALID for it; the head says so (M28)",
    ),
    (
        "constraint-missing-not-valid",
        &["create_constraint"],
        "the user's own statement",
    ),
    (
        "disallowed-unique-constraint",
        &["add_index"],
        "of a partitioned table, whose partitions have it already (M38)",
    ),
    (
        "require-concurrent-index-creation",
        &["build_index"],
        "of a partitioned table, whose partitions have it already, built concurrently (M38)",
    ),
    (
        "require-concurrent-index-creation",
        &["create_index"],
        "the user's own statement",
    ),
    (
        "require-concurrent-index-deletion",
        &["drop_index"],
        "PostgreSQL cannot drop the index of a partitioned table concurrently; the head says what it locks",
    ),
    (
        "require-concurrent-partition-detach",
        &["detach_partition"],
        "PostgreSQL cannot with a DEFAULT partition; the head says so (M36)",
    ),
    (
        "require-lock-timeout",
        &[
            "add_enum_value",
            "build_index",
            "build_primary_key",
            "detach_partition",
            "drop_index",
        ],
        "it must be alone in its file, and keeps nobody out while it waits",
    ),
    (
        "require-statement-timeout",
        &[
            "add_enum_value",
            "build_index",
            "build_primary_key",
            "detach_partition",
            "drop_index",
        ],
        "it must be alone in its file, and keeps nobody out while it runs",
    ),
    (
        "prefer-robust-stmts",
        &["build_index", "build_primary_key"],
        "IF NOT EXISTS is content with the invalid index of a build that failed; the file says how the state is asked and what is dropped first (M18, M53)",
    ),
    (
        "prefer-robust-stmts",
        &["detach_partition", "drop_index"],
        "the file says how the state is asked before it is run again (M53)",
    ),
    (
        "changing-column-type",
        &[
            "change_type",
            "change_types",
            "replace_domain",
            "replace_enum",
        ],
        "what is binary compatible, and what was not asked to be made in phases; the head says which (M11, M12, M32)",
    ),
    (
        "renaming-column",
        &["rename_columns", "switch_columns"],
        "stated in the declaration, and kept for the contract phase (M14, M30)",
    ),
    (
        "renaming-table",
        &["rename_table"],
        "stated in the declaration, and kept for the contract phase (M15)",
    ),
    (
        "ban-set-schema",
        &["rename_table"],
        "stated in the declaration, and kept for the contract phase (M15)",
    ),
    (
        "renaming-object",
        &[
            "rename_check",
            "rename_enum_value",
            "rename_exclusion",
            "rename_foreign_key",
            "rename_index",
            "rename_primary_key",
            "replace_domain",
            "replace_enum",
            "set_identity",
            "switch_columns",
        ],
        "no application names constraints, indexes and sequences; a value is stated in the declaration (M32)",
    ),
    (
        "ban-drop-column",
        &["change_types", "drop_column", "replace_column"],
        "in the contract phase, and refused until it is allowed by name (M08, M49)",
    ),
    (
        "ban-drop-table",
        &["drop_partition", "drop_table"],
        "in the contract phase, and refused until it is allowed by name (M16, M49)",
    ),
    (
        "ban-drop-constraint",
        &["add_partition", "set_not_null"],
        "the check that spared a scan is dropped when it has served (M10, M35)",
    ),
    (
        "ban-drop-constraint",
        &[
            "drop_check",
            "drop_constraint",
            "drop_exclusion",
            "drop_foreign_key",
            "drop_index",
            "drop_primary_key",
            "relax_domain",
            "replace_index",
            "replace_primary_key",
            "switch_columns",
        ],
        "the declaration has it no more, or its successor stands (M22, M26)",
    ),
    (
        "ban-drop-default",
        &[
            "change_types",
            "drop_default",
            "replace_domain",
            "replace_enum",
            "set_identity",
            "switch_columns",
        ],
        "what takes its place is set as soon as what it stands on has changed",
    ),
    (
        "ban-drop-not-null",
        &["drop_not_null", "switch_columns"],
        "the declaration says that it takes NULL; the head says what that asks of readers (M09)",
    ),
    (
        "ban-drop-generated-expression",
        &["drop_expression"],
        "the declaration has it no more; the values stay",
    ),
    (
        "ban-alter-identity",
        &["set_identity"],
        "the declaration says how it is numbered",
    ),
    (
        "ban-drop-sequence",
        &["set_identity"],
        "the declaration says how it is numbered",
    ),
    (
        "ban-drop-function",
        &["switch_columns"],
        "of the trigger that kept two forms of a column the same",
    ),
    (
        "ban-drop-schema",
        &["drop_schema"],
        "empty by then, or it fails",
    ),
    (
        "ban-drop-type",
        &["drop_enum", "replace_enum"],
        "no column has it by then, or it fails",
    ),
    (
        "ban-drop-domain",
        &["drop_domain", "replace_domain"],
        OBJECT,
    ),
    ("ban-drop-extension", &["drop_extension"], OBJECT),
    (
        "ban-drop-function",
        &["drop_aggregate", "drop_function", "drop_procedure"],
        OBJECT,
    ),
    ("ban-drop-sequence", &["drop_sequence"], OBJECT),
    ("ban-drop-table", &["drop_foreign_table"], OBJECT),
    ("ban-drop-type", &["drop_operator", "drop_type"], OBJECT),
    (
        "ban-drop-view",
        &["drop_materialized_view", "drop_view"],
        OBJECT,
    ),
    (
        "ban-alter-domain-with-add-constraint",
        &["restrict_domain"],
        "the domain has checks already, and its tables stay as they are (M23)",
    ),
    (
        "ban-create-domain-with-constraint",
        &["create_domain", "replace_domain"],
        "the user's own statement",
    ),
    ("prefer-bigint-over-int", ANY, DECLARED),
    ("prefer-bigint-over-smallint", ANY, DECLARED),
    ("prefer-identity", ANY, DECLARED),
    ("prefer-text-field", ANY, DECLARED),
    ("prefer-timestamp-tz", ANY, DECLARED),
];

/// Every kind of op that has a column.
const ANY: &[&str] = &["*"];
const OBJECT: &str =
    "the declaration has it no more or otherwise; what depends on it makes it fail";
const DECLARED: &str =
    "the type that is declared; rules on declarations speak of it (K03, T rules)";

/// Findings: rule and kind of op, with the first place.
type Findings = BTreeMap<(String, String), String>;

/// The text of `up.sql` of each migration of a plan.
fn files(plan: &Plan) -> Vec<String> {
    let mut number = 0;
    let all = migrations(plan, "change", || {
        number += 1;
        format!("{number:04}")
    });
    let folder = std::env::temp_dir().join(format!("erd-squawk-{}", std::process::id()));
    let mut texts = Vec::new();
    for migration in &all {
        let written = format::write(&folder, Format::Diesel, migration).expect("files");
        let up = written.iter().find(|path| path.ends_with("up.sql"));
        texts.push(fs::read_to_string(up.expect("a way up")).expect("a text"));
        fs::remove_dir_all(&folder).expect("a folder of our own");
    }
    texts
}

/// The kind of the op whose statement stands there.
fn kind(migration: &Migration, text: &str, place: usize) -> String {
    let mut from = 0;
    for op in &migration.ops {
        for sql in &op.statements {
            let Some(start) = text[from..].find(sql.as_str()).map(|at| from + at) else {
                continue;
            };
            from = start + sql.len();
            if (start..=from).contains(&place) {
                return op.name.kind.to_string();
            }
        }
    }
    "settings".to_owned()
}

fn lint(plan: &Plan, found: &mut Findings) {
    for (migration, text) in plan.migrations.iter().zip(files(plan)) {
        let parse = SourceFile::parse(&text);
        assert!(parse.errors().is_empty(), "{:?}\n{text}", parse.errors());
        let mut linter = Linter::with_default_rules();
        linter.settings.pg_version = "15".parse().expect("a version");
        // diesel runs it in one.
        linter.settings.assume_in_transaction = migration.in_transaction;
        for violation in linter.lint(&parse, &text) {
            let place = usize::from(violation.text_range.start());
            let kind = kind(migration, &text, place);
            let key = (violation.code.to_string(), kind);
            found
                .entry(key)
                .or_insert_with(|| format!("{}\n{text}", violation.message));
        }
    }
}

/// Pairs of random schemas, the same in every run.
fn random(pairs: u32, found: &mut Findings) {
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let recipes = || prop::collection::vec(recipe(), 1..4);
    let mut planned_pairs = 0;
    for _ in 0..pairs {
        let pair = (recipes(), recipes())
            .new_tree(&mut runner)
            .expect("a pair");
        let (old, new) = pair.current();
        if let Ok(plan) = planned(&build(&old), &build(&new), Dialect::Postgres) {
            lint(&plan, found);
            planned_pairs += 1;
        }
    }
    assert!(planned_pairs > pairs / 2, "only {planned_pairs} of {pairs}");
}

#[test]
fn what_erd_writes_is_clean_under_squawk() {
    let mut found = Findings::new();
    for case in cases::all(15) {
        lint(&case.plan(15).expect("a plan"), &mut found);
    }
    random(200, &mut found);
    let entries: Vec<(&str, &str)> = ALLOWED
        .iter()
        .flat_map(|(rule, kinds, _)| kinds.iter().map(|kind| (*rule, *kind)))
        .collect();
    let allowed =
        |rule: &str, kind: &str| entries.contains(&(rule, kind)) || entries.contains(&(rule, "*"));
    let wrong: Vec<_> = found
        .iter()
        .filter(|((rule, kind), _)| !allowed(rule, kind))
        .map(|((rule, kind), text)| format!("== {rule} of {kind}: {text}"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let unused: Vec<_> = entries
        .iter()
        .filter(|(rule, kind)| {
            assert!(Rule::try_from(*rule).is_ok(), "{rule} is no rule");
            let mut found = found.keys();
            !found.any(|(r, k)| r == rule && (k == kind || *kind == "*"))
        })
        .collect();
    assert!(unused.is_empty(), "allowed and never found: {unused:?}");
    let distinct: BTreeSet<_> = entries.iter().collect();
    assert_eq!(distinct.len(), entries.len(), "an entry stands twice");
}
