//! The rules, in the order in which lists show them.

pub mod a01_audit_columns_missing;
pub mod a02_audit_column_nullable_or_no_default;
pub mod a03_updated_at_unmaintained;
pub mod a04_actor_fk_cascades;
pub mod a05_audit_log_mutable;
pub mod a06_audit_columns_inconsistent;
pub mod a07_audit_log_bypassed;
pub mod a08_kept_column_refused;
pub mod c01_mandatory_fk_cycle;
pub mod c02_not_null_self_reference;
pub mod c03_cascade_cycle;
pub mod c04_self_cascade_depth;
pub mod c05_multiple_cascade_paths;
pub mod c06_mixed_cascade_diamond;
pub mod c07_cascade_reach;
pub mod c08_legal_cycle_needs_two_phase;
pub mod f01_fk_without_index;
pub mod f02_fk_index_cannot_serve;
pub mod f03_fk_type_mismatch;
pub mod f04_fk_narrower_than_key;
pub mod f05_fk_target_not_unique;
pub mod f06_fk_target_missing;
pub mod f07_set_null_on_not_null;
pub mod f08_set_default_unusable;
pub mod f09_on_delete_undeclared;
pub mod f10_cascade_into_protected;
pub mod f11_reference_not_enforced;
pub mod f12_loose_fk_without_cleanup;
pub mod f13_duplicate_fk;
pub mod f14_overlapping_fks;
pub mod f15_half_null_composite_fk;
pub mod f16_tenant_not_in_fk;
pub mod f17_deferrable_unsupported;
pub mod f20_fk_on_generated_column;
pub mod f21_cross_database_fk;
pub mod f23_check_on_written_key;
pub mod f24_fk_key_order;
pub mod f25_fk_to_virtual_column;
pub mod i01_access_path_unserved;
pub mod i02_index_column_order;
pub mod i03_duplicate_index;
pub mod i04_redundant_prefix_index;
pub mod i05_redundant_unique;
pub mod i06_index_repeats_pk;
pub mod i07_declared_index_unused;
pub mod i08_too_many_indexes;
pub mod i09_index_too_wide;
pub mod i10_low_selectivity_index;
pub mod i11_mostly_null_index;
pub mod i12_pointless_predicate;
pub mod i13_wrong_index_method;
pub mod i14_unsupported_index_feature;
pub mod i15_case_insensitive_path;
pub mod i16_contains_path;
pub mod i17_keyset_without_tiebreak;
pub mod i18_hot_update_indexed;
pub mod i19_covering_suggestion;
pub mod i21_spatial_without_srid;
pub mod i22_filtered_join_collation;
pub mod i23_index_key_refused;
pub mod k01_no_primary_key;
pub mod k02_nullable_pk_column;
pub mod k03_narrow_pk;
pub mod k04_random_uuid_clustered_pk;
pub mod k05_uuid_as_text;
pub mod k06_wide_composite_pk;
pub mod k07_natural_text_pk;
pub mod k08_on_update_cascade_key;
pub mod k09_identity_duplicate;
pub mod k11_nullable_column_in_composite_unique;
pub mod k12_one_to_one_not_unique;
pub mod k14_identity_in_expression;
pub mod k15_generated_primary_key;
pub mod l01_blob_in_hot_entity;
pub mod l02_wide_hot_row;
pub mod l03_retention_undeclared;
pub mod l04_retention_unserved;
pub mod l05_retention_vs_fk;
pub mod l06_engine_not_innodb;
pub mod l07_unlogged_durable;
pub mod l08_hot_update_fillfactor;
pub mod n01_identifier_too_long;
pub mod n02_truncation_collision;
pub mod n03_duplicate_object_name;
pub mod n04_reserved_word;
pub mod n05_needs_quoting;
pub mod n06_case_only_difference;
pub mod n07_naming_convention;
pub mod n08_incrementing_columns;
pub mod n09_table_per_period;
pub mod n10_missing_description;
pub mod n11_name_refused;
pub mod p01_unique_lacks_partition_key;
pub mod p02_bad_partition_key;
pub mod p03_fk_to_partitioned;
pub mod p04_fk_and_partition_mysql;
pub mod p05_no_catch_all;
pub mod p06_path_misses_partition_key;
pub mod p07_too_many_partitions;
pub mod p08_range_path_on_hash;
pub mod p09_unpartitioned_growth;
pub mod p10_retention_not_aligned;
pub mod p11_shard_key_missing;
pub mod p12_unique_lacks_shard_key;
pub mod p13_fk_not_colocated;
pub mod p14_shard_key_bad;
pub mod p15_path_misses_shard_key;
pub mod p16_local_sequence_on_shards;
pub mod p19_partition_refused;
pub mod p20_sharded_trigger;
pub mod r01_junction_pair_not_unique;
pub mod r03_junction_surrogate;
pub mod r04_id_list_column;
pub mod r05_polymorphic_association;
pub mod r06_polymorphic_index;
pub mod r08_denormalised_without_sync;
pub mod r09_denormalised_type_drift;
pub mod r10_counter_cache;
pub mod r14_tree_without_depth;
pub mod r15_eav;
pub mod r16_isolated_entity;
pub mod r17_all_optional;
pub mod r18_null_string_default;
pub mod s01_unique_ignores_soft_delete;
pub mod s02_unique_with_nullable_deleted_at;
pub mod s03_unique_with_deleted_flag;
pub mod s04_soft_delete_policy_missing;
pub mod s05_hard_delete_erases_soft;
pub mod s07_live_path_not_partial;
pub mod s08_flag_without_timestamp;
pub mod s09_soft_delete_without_retention;
pub mod s10_soft_deleted_junction_key;
pub mod s11_purge_blocked;
pub mod t00_not_a_column_type;
pub mod t01_float_money;
pub mod t02_money_type;
pub mod t03_timestamp_without_zone;
pub mod t04_timetz_or_rounded;
pub mod t05_char_n;
pub mod t06_varchar_limit;
pub mod t07_unbounded_text;
pub mod t08_json_not_jsonb;
pub mod t09_json_path_unindexed;
pub mod t10_bool_as_int;
pub mod t11_nullable_bool;
pub mod t12_native_enum;
pub mod t13_enum_unchecked;
pub mod t14_zero_date;
pub mod t15_timestamp_2038;
pub mod t16_unsigned_gap;
pub mod t17_charset_not_utf8mb4;
pub mod t18_ci_collation_unique;
pub mod t19_large_object_type;
pub mod t20_sqlite_not_strict;
pub mod t21_rowid_alias;
pub mod t22_generated_expression;
pub mod t24_row_size;
pub mod t25_same_name_other_type;
pub mod t26_column_padding;
pub mod t28_virtual_column_use;
pub mod t29_check_expression;
pub mod t30_no_visible_column;
pub mod t31_unknown_column;
pub mod t32_default_refused;
pub mod t33_column_type_refused;
pub mod t34_equal_enum_values;
pub mod u01_unlisted_entity;
pub mod u02_unknown_allow;
pub mod u03_allow_without_reason;
pub mod u04_unused_allow;
pub mod u05_futile_allow;
pub mod u06_hidden_option;
pub mod u07_diesel_type_differs;
pub mod u08_migration_missing;

use crate::Rule;

/// Every rule.
pub static RULES: &[&Rule] = &[
    &k01_no_primary_key::RULE,
    &k02_nullable_pk_column::RULE,
    &k03_narrow_pk::RULE,
    &k04_random_uuid_clustered_pk::RULE,
    &k05_uuid_as_text::RULE,
    &k06_wide_composite_pk::RULE,
    &k07_natural_text_pk::RULE,
    &k08_on_update_cascade_key::RULE,
    &k09_identity_duplicate::RULE,
    &k11_nullable_column_in_composite_unique::RULE,
    &k12_one_to_one_not_unique::RULE,
    &k14_identity_in_expression::RULE,
    &k15_generated_primary_key::RULE,
    &f01_fk_without_index::RULE,
    &f02_fk_index_cannot_serve::RULE,
    &f03_fk_type_mismatch::RULE,
    &f04_fk_narrower_than_key::RULE,
    &f05_fk_target_not_unique::RULE,
    &f06_fk_target_missing::RULE,
    &f07_set_null_on_not_null::RULE,
    &f08_set_default_unusable::RULE,
    &f09_on_delete_undeclared::RULE,
    &f10_cascade_into_protected::RULE,
    &f11_reference_not_enforced::RULE,
    &f12_loose_fk_without_cleanup::RULE,
    &f13_duplicate_fk::RULE,
    &f14_overlapping_fks::RULE,
    &f15_half_null_composite_fk::RULE,
    &f16_tenant_not_in_fk::RULE,
    &f17_deferrable_unsupported::RULE,
    &f20_fk_on_generated_column::RULE,
    &f21_cross_database_fk::RULE,
    &f23_check_on_written_key::RULE,
    &f24_fk_key_order::RULE,
    &f25_fk_to_virtual_column::RULE,
    &c01_mandatory_fk_cycle::RULE,
    &c02_not_null_self_reference::RULE,
    &c03_cascade_cycle::RULE,
    &c04_self_cascade_depth::RULE,
    &c05_multiple_cascade_paths::RULE,
    &c06_mixed_cascade_diamond::RULE,
    &c07_cascade_reach::RULE,
    &c08_legal_cycle_needs_two_phase::RULE,
    &s01_unique_ignores_soft_delete::RULE,
    &s02_unique_with_nullable_deleted_at::RULE,
    &s03_unique_with_deleted_flag::RULE,
    &s04_soft_delete_policy_missing::RULE,
    &s05_hard_delete_erases_soft::RULE,
    &s07_live_path_not_partial::RULE,
    &s08_flag_without_timestamp::RULE,
    &s09_soft_delete_without_retention::RULE,
    &s10_soft_deleted_junction_key::RULE,
    &s11_purge_blocked::RULE,
    &a01_audit_columns_missing::RULE,
    &a02_audit_column_nullable_or_no_default::RULE,
    &a03_updated_at_unmaintained::RULE,
    &a04_actor_fk_cascades::RULE,
    &a05_audit_log_mutable::RULE,
    &a06_audit_columns_inconsistent::RULE,
    &a07_audit_log_bypassed::RULE,
    &a08_kept_column_refused::RULE,
    &i01_access_path_unserved::RULE,
    &i02_index_column_order::RULE,
    &i03_duplicate_index::RULE,
    &i04_redundant_prefix_index::RULE,
    &i05_redundant_unique::RULE,
    &i06_index_repeats_pk::RULE,
    &i07_declared_index_unused::RULE,
    &i08_too_many_indexes::RULE,
    &i09_index_too_wide::RULE,
    &i10_low_selectivity_index::RULE,
    &i11_mostly_null_index::RULE,
    &i12_pointless_predicate::RULE,
    &i13_wrong_index_method::RULE,
    &i14_unsupported_index_feature::RULE,
    &i15_case_insensitive_path::RULE,
    &i16_contains_path::RULE,
    &i17_keyset_without_tiebreak::RULE,
    &i18_hot_update_indexed::RULE,
    &i19_covering_suggestion::RULE,
    &i21_spatial_without_srid::RULE,
    &i22_filtered_join_collation::RULE,
    &i23_index_key_refused::RULE,
    &t00_not_a_column_type::RULE,
    &t01_float_money::RULE,
    &t02_money_type::RULE,
    &t03_timestamp_without_zone::RULE,
    &t04_timetz_or_rounded::RULE,
    &t05_char_n::RULE,
    &t06_varchar_limit::RULE,
    &t07_unbounded_text::RULE,
    &t08_json_not_jsonb::RULE,
    &t09_json_path_unindexed::RULE,
    &t10_bool_as_int::RULE,
    &t11_nullable_bool::RULE,
    &t12_native_enum::RULE,
    &t13_enum_unchecked::RULE,
    &t14_zero_date::RULE,
    &t15_timestamp_2038::RULE,
    &t16_unsigned_gap::RULE,
    &t17_charset_not_utf8mb4::RULE,
    &t18_ci_collation_unique::RULE,
    &t19_large_object_type::RULE,
    &t20_sqlite_not_strict::RULE,
    &t21_rowid_alias::RULE,
    &t22_generated_expression::RULE,
    &t24_row_size::RULE,
    &t25_same_name_other_type::RULE,
    &t26_column_padding::RULE,
    &t28_virtual_column_use::RULE,
    &t29_check_expression::RULE,
    &t30_no_visible_column::RULE,
    &t31_unknown_column::RULE,
    &t32_default_refused::RULE,
    &t33_column_type_refused::RULE,
    &t34_equal_enum_values::RULE,
    &n01_identifier_too_long::RULE,
    &n02_truncation_collision::RULE,
    &n03_duplicate_object_name::RULE,
    &n04_reserved_word::RULE,
    &n05_needs_quoting::RULE,
    &n06_case_only_difference::RULE,
    &n07_naming_convention::RULE,
    &n08_incrementing_columns::RULE,
    &n09_table_per_period::RULE,
    &n10_missing_description::RULE,
    &n11_name_refused::RULE,
    &r01_junction_pair_not_unique::RULE,
    &r03_junction_surrogate::RULE,
    &r04_id_list_column::RULE,
    &r05_polymorphic_association::RULE,
    &r06_polymorphic_index::RULE,
    &r08_denormalised_without_sync::RULE,
    &r09_denormalised_type_drift::RULE,
    &r10_counter_cache::RULE,
    &r14_tree_without_depth::RULE,
    &r15_eav::RULE,
    &r16_isolated_entity::RULE,
    &r17_all_optional::RULE,
    &r18_null_string_default::RULE,
    &l01_blob_in_hot_entity::RULE,
    &l02_wide_hot_row::RULE,
    &l03_retention_undeclared::RULE,
    &l04_retention_unserved::RULE,
    &l05_retention_vs_fk::RULE,
    &l06_engine_not_innodb::RULE,
    &l07_unlogged_durable::RULE,
    &l08_hot_update_fillfactor::RULE,
    &p01_unique_lacks_partition_key::RULE,
    &p02_bad_partition_key::RULE,
    &p03_fk_to_partitioned::RULE,
    &p04_fk_and_partition_mysql::RULE,
    &p05_no_catch_all::RULE,
    &p06_path_misses_partition_key::RULE,
    &p07_too_many_partitions::RULE,
    &p08_range_path_on_hash::RULE,
    &p09_unpartitioned_growth::RULE,
    &p10_retention_not_aligned::RULE,
    &p11_shard_key_missing::RULE,
    &p12_unique_lacks_shard_key::RULE,
    &p13_fk_not_colocated::RULE,
    &p14_shard_key_bad::RULE,
    &p15_path_misses_shard_key::RULE,
    &p16_local_sequence_on_shards::RULE,
    &p19_partition_refused::RULE,
    &p20_sharded_trigger::RULE,
    &u01_unlisted_entity::RULE,
    &u02_unknown_allow::RULE,
    &u03_allow_without_reason::RULE,
    &u04_unused_allow::RULE,
    &u05_futile_allow::RULE,
    &u06_hidden_option::RULE,
    &u07_diesel_type_differs::RULE,
    &u08_migration_missing::RULE,
];

/// The rule of that id (`F01`, in any case) or slug (`fk_without_index`).
pub fn find_rule(id_or_slug: &str) -> Option<&'static Rule> {
    RULES
        .iter()
        .copied()
        .find(|r| r.id.eq_ignore_ascii_case(id_or_slug) || r.slug == id_or_slug)
}
