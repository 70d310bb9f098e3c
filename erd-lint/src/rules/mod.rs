//! The rules, in the order in which lists show them. Ids are those of the specification; the operations that are safe have
//! none here.

pub(crate) mod locks;
pub(crate) mod m00_unparsed_statement;
pub(crate) mod m02_required_column;
pub(crate) mod m03_default_not_taken;
pub(crate) mod m04_volatile_default;
pub(crate) mod m05_numbered_column;
pub(crate) mod m06_stored_generated_column;
pub(crate) mod m07_foreign_key_with_column;
pub(crate) mod m08_drop_column;
pub(crate) mod m09_null_comes_back;
pub(crate) mod m10_set_not_null;
pub(crate) mod m12_column_type_rewrite;
pub(crate) mod m13_collation_change;
pub(crate) mod m14_rename_column;
pub(crate) mod m15_rename_table;
pub(crate) mod m16_drop_table;
pub(crate) mod m17_drop_everything;
pub(crate) mod m18_index_blocks_writes;
pub(crate) mod m19_drop_index;
pub(crate) mod m20_foreign_key_scan;
pub(crate) mod m21_new_table_locks_parent;
pub(crate) mod m22_drop_foreign_key;
pub(crate) mod m23_check_scan;
pub(crate) mod m24_validated_in_same_transaction;
pub(crate) mod m25_unique_blocks;
pub(crate) mod m26_foreign_key_gap;
pub(crate) mod m27_primary_key_blocks;
pub(crate) mod m28_exclude_blocks;
pub(crate) mod m29_key_to_bigint;
pub(crate) mod m30_swap_in_pieces;
pub(crate) mod m31_enum_value_added;
pub(crate) mod m32_enum_value_changed;
pub(crate) mod m34_trigger_lock;
pub(crate) mod m35_attach_partition_scan;
pub(crate) mod m36_detach_partition;
pub(crate) mod m37_partition_of_locks_parent;
pub(crate) mod m38_index_on_partitioned;
pub(crate) mod m39_not_valid_on_partitioned;
pub(crate) mod m40_backfill_in_migration;
pub(crate) mod m42_table_rewrite;
pub(crate) mod m43_rebuild_blocks;
pub(crate) mod m44_domain_constraint;
pub(crate) mod m45_row_security_hides_all;
pub(crate) mod m46_sqlite_rebuild;
pub(crate) mod m47_online_not_stated;
pub(crate) mod m48_several_rewrites;
pub(crate) mod m49_rename_as_drop_and_add;
pub(crate) mod m50_version_used_twice;
pub(crate) mod m51_no_way_back;
pub(crate) mod m52_transaction_mismatch;
pub(crate) mod m53_half_applied;
pub(crate) mod m54_large_table;
pub(crate) mod m55_foreign_key_without_index;
pub(crate) mod m56_soft_delete_dropped;
pub(crate) mod m57_soft_delete_beside_unique;
pub(crate) mod m58_purge_in_migration;
pub(crate) mod m59_view_depends;
pub(crate) mod m60_no_lock_timeout;
mod prelude;

use crate::rule::Rule;
use erd_checks::render::level_name;
use erd_core::{Dialect, Level};
use std::fmt::Write;

/// Every rule, by id.
pub static RULES: &[&Rule] = &[
    &m00_unparsed_statement::RULE,
    &m02_required_column::RULE,
    &m03_default_not_taken::RULE,
    &m04_volatile_default::RULE,
    &m05_numbered_column::RULE,
    &m06_stored_generated_column::RULE,
    &m07_foreign_key_with_column::RULE,
    &m08_drop_column::RULE,
    &m09_null_comes_back::RULE,
    &m10_set_not_null::RULE,
    &m12_column_type_rewrite::RULE,
    &m13_collation_change::RULE,
    &m14_rename_column::RULE,
    &m15_rename_table::RULE,
    &m16_drop_table::RULE,
    &m17_drop_everything::RULE,
    &m18_index_blocks_writes::RULE,
    &m19_drop_index::RULE,
    &m20_foreign_key_scan::RULE,
    &m21_new_table_locks_parent::RULE,
    &m22_drop_foreign_key::RULE,
    &m23_check_scan::RULE,
    &m24_validated_in_same_transaction::RULE,
    &m25_unique_blocks::RULE,
    &m26_foreign_key_gap::RULE,
    &m27_primary_key_blocks::RULE,
    &m28_exclude_blocks::RULE,
    &m29_key_to_bigint::RULE,
    &m30_swap_in_pieces::RULE,
    &m31_enum_value_added::RULE,
    &m32_enum_value_changed::RULE,
    &m34_trigger_lock::RULE,
    &m35_attach_partition_scan::RULE,
    &m36_detach_partition::RULE,
    &m37_partition_of_locks_parent::RULE,
    &m38_index_on_partitioned::RULE,
    &m39_not_valid_on_partitioned::RULE,
    &m40_backfill_in_migration::RULE,
    &m42_table_rewrite::RULE,
    &m43_rebuild_blocks::RULE,
    &m44_domain_constraint::RULE,
    &m45_row_security_hides_all::RULE,
    &m46_sqlite_rebuild::RULE,
    &m47_online_not_stated::RULE,
    &m48_several_rewrites::RULE,
    &m49_rename_as_drop_and_add::RULE,
    &m50_version_used_twice::RULE,
    &m51_no_way_back::RULE,
    &m52_transaction_mismatch::RULE,
    &m53_half_applied::RULE,
    &m54_large_table::RULE,
    &m55_foreign_key_without_index::RULE,
    &m56_soft_delete_dropped::RULE,
    &m57_soft_delete_beside_unique::RULE,
    &m58_purge_in_migration::RULE,
    &m59_view_depends::RULE,
    &m60_no_lock_timeout::RULE,
];

/// The rule of that id (`M18`, in any case) or slug (`index_blocks_writes`).
pub fn find_rule(id_or_slug: &str) -> Option<&'static Rule> {
    let mut all = RULES.iter().copied();
    all.find(|r| r.id.eq_ignore_ascii_case(id_or_slug) || r.slug == id_or_slug)
}

/// The page of that id or slug, in Markdown: of a rule, or of an operation that plans name and no rule reports.
pub fn explain(id_or_slug: &str) -> Option<String> {
    if let Some(rule) = find_rule(id_or_slug) {
        return Some(rule.page());
    }
    let mut silent = SILENT.iter();
    let (id, what) = silent.find(|(id, _)| id.eq_ignore_ascii_case(id_or_slug))?;
    Some(format!(
        "# {id}\n\n## What it is\nA number that plans print beside an operation: {what}.\n\n\
         ## Facts\n- It is safe, and `cargo erd migrate lint` has nothing to report: there is no level to set and nothing to allow\n"
    ))
}

/// The level of a finding in a way back: a warning where the statement fails or does what nobody meant, and otherwise only
/// on request. A way back drops what the way up made, by its nature, and is run when things are bad already.
pub(crate) fn on_the_way_back(rule: &Rule, level: Level) -> Level {
    match rule.id {
        "M00" | "M02" | "M03" | "M38" | "M39" | "M46" | "M52" => level.max(Level::Warn),
        _ => Level::Allow,
    }
}

/// Operations that have a number, which plans print, and nothing that the lint reports.
pub(crate) const SILENT: [(&str, &str); 4] = [
    (
        "M01",
        "a nullable column without a default: a short lock, and no row is touched",
    ),
    (
        "M11",
        "a type that is stored alike: M12 knows which those are",
    ),
    (
        "M33",
        "another default: the rows that are there keep their values",
    ),
    (
        "M41",
        "storage parameters, statistics, comments: no lock that anybody waits for",
    ),
];

/// The list of the rules, in Markdown.
pub fn index() -> String {
    let mut out = String::from(
        "# Rules on migrations\n\nWhat `cargo erd migrate lint` looks for in migrations that people wrote as SQL. Levels per engine: \
         deny fails the run,\nwarn is told, allow only where `erd.toml` asks for it. A dash is nothing to report.\n\n\
         | rule | PostgreSQL | MySQL, MariaDB | SQLite | what it does to production |\n| --- | --- | --- | --- | --- |\n",
    );
    let level = |rule: &Rule, dialect| rule.levels.of(dialect).map_or("-", level_name);
    for rule in RULES {
        // Writing to a String cannot fail.
        let _ = writeln!(
            out,
            "| [{} {}]({}) | {} | {} | {} | {} |",
            rule.id,
            rule.slug,
            rule.file_name("md"),
            level(rule, Dialect::Postgres),
            level(rule, Dialect::MySql),
            level(rule, Dialect::Sqlite),
            rule.why
        );
    }
    out.push_str("\nOperations that are safe and have no rule:\n\n");
    for (id, what) in SILENT {
        let _ = writeln!(out, "- {id}: {what}");
    }
    out
}
