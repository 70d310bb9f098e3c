// @generated automatically by Diesel CLI.

pub mod sql_types {
    #[derive(diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "ltree"))]
    pub struct Ltree;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "tsvector", schema = "pg_catalog"))]
    pub struct Tsvector;
}

diesel::table! {
    api_tokens (id) {
        id -> Int4,
        user_id -> Int4,
        token -> Bytea,
        name -> Varchar,
        created_at -> Timestamptz,
        last_used_at -> Nullable<Timestamptz>,
        revoked -> Bool,
        crate_scopes -> Nullable<Array<Nullable<Text>>>,
        endpoint_scopes -> Nullable<Array<Nullable<Text>>>,
        expired_at -> Nullable<Timestamptz>,
        expiry_notification_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    background_jobs (id) {
        id -> Int8,
        job_type -> Text,
        data -> Jsonb,
        retries -> Int4,
        last_retry -> Timestamptz,
        created_at -> Timestamptz,
        priority -> Int2,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::sql_types::Ltree;

    categories (id) {
        id -> Int4,
        category -> Varchar,
        slug -> Varchar,
        description -> Varchar,
        crates_cnt -> Int4,
        created_at -> Timestamptz,
        path -> Ltree,
    }
}

diesel::table! {
    cloudfront_invalidation_queue (id) {
        id -> Int8,
        path -> Text,
        created_at -> Timestamptz,
        distribution -> Text,
    }
}

diesel::table! {
    crate_downloads (crate_id) {
        crate_id -> Int4,
        downloads -> Int8,
    }
}

diesel::table! {
    crate_owner_invitations (invited_user_id, crate_id) {
        invited_user_id -> Int4,
        invited_by_user_id -> Int4,
        crate_id -> Int4,
        created_at -> Timestamptz,
        token -> Text,
        expires_at -> Timestamptz,
    }
}

diesel::table! {
    crate_owners (crate_id, owner_id, owner_kind) {
        crate_id -> Int4,
        owner_id -> Int4,
        created_at -> Timestamptz,
        created_by -> Nullable<Int4>,
        deleted -> Bool,
        updated_at -> Timestamptz,
        owner_kind -> Int4,
        email_notifications -> Bool,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::sql_types::Tsvector;

    crates (id) {
        id -> Int4,
        name -> Varchar,
        updated_at -> Timestamptz,
        created_at -> Timestamptz,
        description -> Nullable<Varchar>,
        homepage -> Nullable<Varchar>,
        documentation -> Nullable<Varchar>,
        readme -> Nullable<Varchar>,
        textsearchable_index_col -> Tsvector,
        repository -> Nullable<Varchar>,
        max_upload_size -> Nullable<Int4>,
        max_features -> Nullable<Int2>,
        trustpub_only -> Bool,
    }
}

diesel::table! {
    crates_categories (crate_id, category_id) {
        crate_id -> Int4,
        category_id -> Int4,
    }
}

diesel::table! {
    crates_keywords (crate_id, keyword_id) {
        crate_id -> Int4,
        keyword_id -> Int4,
    }
}

diesel::table! {
    default_versions (crate_id) {
        crate_id -> Int4,
        version_id -> Int4,
        num_versions -> Nullable<Int4>,
    }
}

diesel::table! {
    deleted_crates (id) {
        id -> Int4,
        name -> Varchar,
        created_at -> Timestamptz,
        deleted_at -> Timestamptz,
        deleted_by -> Nullable<Int4>,
        message -> Nullable<Varchar>,
        available_at -> Timestamptz,
    }
}

diesel::table! {
    dependencies (id) {
        id -> Int4,
        version_id -> Int4,
        crate_id -> Int4,
        req -> Varchar,
        optional -> Bool,
        default_features -> Bool,
        features -> Array<Nullable<Text>>,
        target -> Nullable<Varchar>,
        kind -> Int4,
        explicit_name -> Nullable<Varchar>,
    }
}

diesel::table! {
    emails (id) {
        id -> Int4,
        user_id -> Int4,
        email -> Varchar,
        verified -> Bool,
        token -> Text,
        token_generated_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    follows (user_id, crate_id) {
        user_id -> Int4,
        crate_id -> Int4,
    }
}

diesel::table! {
    keywords (id) {
        id -> Int4,
        keyword -> Text,
        crates_cnt -> Int4,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    metadata (total_downloads) {
        total_downloads -> Int8,
    }
}

diesel::table! {
    oauth_github (account_id) {
        account_id -> Int8,
        user_id -> Int4,
        encrypted_token -> Bytea,
        login -> Varchar,
        avatar -> Nullable<Varchar>,
        last_sync -> Timestamptz,
    }
}

diesel::table! {
    processed_log_files (path) {
        path -> Varchar,
        time -> Timestamptz,
    }
}

diesel::table! {
    publish_limit_buckets (user_id, action) {
        user_id -> Int4,
        tokens -> Int4,
        last_refill -> Timestamptz,
        action -> Int4,
    }
}

diesel::table! {
    publish_rate_overrides (user_id, action) {
        user_id -> Int4,
        burst -> Int4,
        expires_at -> Nullable<Timestamptz>,
        action -> Int4,
    }
}

diesel::table! {
    readme_renderings (version_id) {
        version_id -> Int4,
        rendered_at -> Timestamptz,
    }
}

diesel::table! {
    reserved_crate_names (name) {
        name -> Text,
    }
}

diesel::table! {
    reserved_usernames (username) {
        username -> Text,
    }
}

diesel::table! {
    reverse_dependencies (target_crate_id, dependent_crate_id) {
        target_crate_id -> Int4,
        dependent_crate_id -> Int4,
        version_id -> Int4,
        dependency_id -> Int4,
        dependent_downloads -> Int8,
    }
}

diesel::table! {
    teams (id) {
        id -> Int4,
        login -> Varchar,
        github_id -> Int4,
        name -> Nullable<Varchar>,
        avatar -> Nullable<Varchar>,
        org_id -> Int4,
    }
}

diesel::table! {
    trustpub_configs_github (id) {
        id -> Int4,
        created_at -> Timestamptz,
        crate_id -> Int4,
        repository_owner -> Varchar,
        repository_owner_id -> Int4,
        repository_name -> Varchar,
        workflow_filename -> Varchar,
        environment -> Nullable<Varchar>,
    }
}

diesel::table! {
    trustpub_configs_gitlab (id) {
        id -> Int4,
        created_at -> Timestamptz,
        crate_id -> Int4,
        namespace -> Varchar,
        namespace_id -> Nullable<Varchar>,
        project -> Varchar,
        workflow_filepath -> Varchar,
        environment -> Nullable<Varchar>,
    }
}

diesel::table! {
    trustpub_tokens (id) {
        id -> Int8,
        created_at -> Timestamptz,
        expires_at -> Timestamptz,
        hashed_token -> Bytea,
        crate_ids -> Array<Nullable<Int4>>,
        trustpub_data -> Nullable<Jsonb>,
    }
}

diesel::table! {
    trustpub_used_jtis (id) {
        id -> Int8,
        jti -> Varchar,
        used_at -> Timestamptz,
        expires_at -> Timestamptz,
    }
}

diesel::table! {
    users (id) {
        id -> Int4,
        gh_login -> Varchar,
        name -> Nullable<Varchar>,
        gh_id -> Int4,
        account_lock_reason -> Nullable<Varchar>,
        account_lock_until -> Nullable<Timestamptz>,
        is_admin -> Bool,
        publish_notifications -> Bool,
        username -> Varchar,
        created_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    version_downloads (version_id, date) {
        version_id -> Int4,
        downloads -> Int4,
        counted -> Int4,
        date -> Date,
        processed -> Bool,
    }
}

diesel::table! {
    version_owner_actions (id) {
        id -> Int4,
        version_id -> Int4,
        user_id -> Int4,
        api_token_id -> Nullable<Int4>,
        action -> Int4,
        time -> Timestamptz,
    }
}

diesel::table! {
    versions (id) {
        id -> Int4,
        crate_id -> Int4,
        num -> Varchar,
        updated_at -> Timestamptz,
        created_at -> Timestamptz,
        downloads -> Int4,
        features -> Jsonb,
        yanked -> Bool,
        license -> Nullable<Varchar>,
        crate_size -> Int4,
        published_by -> Nullable<Int4>,
        links -> Nullable<Varchar>,
        rust_version -> Nullable<Varchar>,
        has_lib -> Nullable<Bool>,
        bin_names -> Nullable<Array<Nullable<Text>>>,
        yank_message -> Nullable<Text>,
        num_no_build -> Varchar,
        edition -> Nullable<Text>,
        description -> Nullable<Text>,
        homepage -> Nullable<Text>,
        documentation -> Nullable<Text>,
        repository -> Nullable<Text>,
        categories -> Array<Nullable<Text>>,
        keywords -> Array<Nullable<Text>>,
        linecounts -> Nullable<Jsonb>,
        trustpub_data -> Nullable<Jsonb>,
        lib_name -> Nullable<Text>,
        semver_ord_v2 -> Bytea,
        tar_sha256 -> Bytea,
        zip_sha256 -> Nullable<Bytea>,
        zip_json_sha256 -> Nullable<Bytea>,
    }
}

diesel::table! {
    versions_published_by (version_id) {
        version_id -> Int4,
        email -> Varchar,
    }
}

diesel::joinable!(api_tokens -> users (user_id));
diesel::joinable!(crate_downloads -> crates (crate_id));
diesel::joinable!(crate_owner_invitations -> crates (crate_id));
diesel::joinable!(crate_owners -> crates (crate_id));
diesel::joinable!(crate_owners -> users (created_by));
diesel::joinable!(crates_categories -> categories (category_id));
diesel::joinable!(crates_categories -> crates (crate_id));
diesel::joinable!(crates_keywords -> crates (crate_id));
diesel::joinable!(crates_keywords -> keywords (keyword_id));
diesel::joinable!(default_versions -> crates (crate_id));
diesel::joinable!(default_versions -> versions (version_id));
diesel::joinable!(deleted_crates -> users (deleted_by));
diesel::joinable!(dependencies -> crates (crate_id));
diesel::joinable!(dependencies -> versions (version_id));
diesel::joinable!(emails -> users (user_id));
diesel::joinable!(follows -> crates (crate_id));
diesel::joinable!(follows -> users (user_id));
diesel::joinable!(oauth_github -> users (user_id));
diesel::joinable!(publish_limit_buckets -> users (user_id));
diesel::joinable!(publish_rate_overrides -> users (user_id));
diesel::joinable!(readme_renderings -> versions (version_id));
diesel::joinable!(reverse_dependencies -> versions (version_id));
diesel::joinable!(trustpub_configs_github -> crates (crate_id));
diesel::joinable!(trustpub_configs_gitlab -> crates (crate_id));
diesel::joinable!(version_downloads -> versions (version_id));
diesel::joinable!(version_owner_actions -> api_tokens (api_token_id));
diesel::joinable!(version_owner_actions -> users (user_id));
diesel::joinable!(version_owner_actions -> versions (version_id));
diesel::joinable!(versions -> crates (crate_id));
diesel::joinable!(versions -> users (published_by));
diesel::joinable!(versions_published_by -> versions (version_id));

diesel::allow_tables_to_appear_in_same_query!(
    api_tokens,
    background_jobs,
    categories,
    cloudfront_invalidation_queue,
    crate_downloads,
    crate_owner_invitations,
    crate_owners,
    crates,
    crates_categories,
    crates_keywords,
    default_versions,
    deleted_crates,
    dependencies,
    emails,
    follows,
    keywords,
    metadata,
    oauth_github,
    processed_log_files,
    publish_limit_buckets,
    publish_rate_overrides,
    readme_renderings,
    reserved_crate_names,
    reserved_usernames,
    reverse_dependencies,
    teams,
    trustpub_configs_github,
    trustpub_configs_gitlab,
    trustpub_tokens,
    trustpub_used_jtis,
    users,
    version_downloads,
    version_owner_actions,
    versions,
    versions_published_by,
);
