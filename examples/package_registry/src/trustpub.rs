//! Trusted publishing: crates published by a CI run, without a long-lived token.

use crate::Crate;
use chrono::{DateTime, Utc};
use serde_json::Value;

/// Trusted Publisher configuration for GitHub Actions
#[derive(erd::Entity)]
#[erd(
    table = "trustpub_configs_github",
    index(expr("lower(repository_owner)"), expr("lower(repository_name)"); name = "idx_trustpub_configs_github_repo")
)]
pub struct TrustpubConfigGithub {
    /// Unique identifier of the `trustpub_configs_github` row
    #[erd(
        primary_key,
        identity,
        allow(narrow_pk, reason = "true to the original")
    )]
    pub id: i32,
    /// Date and time when the configuration was created
    #[erd(created_at, default = "now()")]
    pub created_at: DateTime<Utc>,
    /// Unique identifier of the crate that this configuration is for
    #[erd(references(Crate, on_delete = cascade), allow(fk_without_index, reason = "crates are deleted rarely, and the table is small"))]
    pub crate_id: i32,
    /// GitHub name of the user or organization that owns the repository
    #[erd(sql_type = "varchar")]
    pub repository_owner: String,
    /// GitHub ID of the user or organization that owns the repository
    pub repository_owner_id: i32,
    /// Name of the repository that this configuration is for
    #[erd(sql_type = "varchar")]
    pub repository_name: String,
    /// Name of the workflow file inside the repository that will be used to publish the crate
    #[erd(sql_type = "varchar")]
    pub workflow_filename: String,
    /// GitHub Actions environment that must be used; NULL for any.
    #[erd(sql_type = "varchar")]
    pub environment: Option<String>,
}

/// Trusted Publisher configuration for GitLab CI
#[derive(erd::Entity)]
#[erd(table = "trustpub_configs_gitlab")]
pub struct TrustpubConfigGitlab {
    /// Unique identifier of the `trustpub_configs_gitlab` row
    #[erd(
        primary_key,
        identity,
        allow(narrow_pk, reason = "true to the original")
    )]
    pub id: i32,
    /// Date and time when the configuration was created
    #[erd(created_at, default = "now()")]
    pub created_at: DateTime<Utc>,
    /// Unique identifier of the crate that this configuration is for
    #[erd(references(Crate, on_delete = cascade), allow(fk_without_index, reason = "crates are deleted rarely, and the table is small"))]
    pub crate_id: i32,
    /// GitLab namespace (user or group) that owns the project
    #[erd(sql_type = "varchar")]
    pub namespace: String,
    /// GitLab namespace ID, populated on first token exchange for resurrection attack protection
    #[erd(sql_type = "varchar")]
    pub namespace_id: Option<String>,
    /// Name of the GitLab project that this configuration is for
    #[erd(sql_type = "varchar")]
    pub project: String,
    /// Path to the CI/CD configuration file that will be used to publish the crate
    #[erd(sql_type = "varchar")]
    pub workflow_filepath: String,
    /// GitLab environment that must be used; NULL for any.
    #[erd(sql_type = "varchar")]
    pub environment: Option<String>,
}

/// Temporary access tokens for Trusted Publishing
#[derive(erd::Entity)]
pub struct TrustpubToken {
    /// Unique identifier of the `trustpub_tokens` row
    #[erd(primary_key, identity)]
    pub id: i64,
    /// Date and time when the token was created
    #[erd(created_at, default = "now()")]
    pub created_at: DateTime<Utc>,
    /// Date and time when the token will expire
    pub expires_at: DateTime<Utc>,
    /// SHA256 hash of the token that can be used to publish the crate
    #[erd(index(unique, name = "trustpub_tokens_hashed_token_uindex"))]
    pub hashed_token: Vec<u8>,
    /// Unique identifiers of the crates that can be published using this token
    #[erd(allow(id_list_column, reason = "true to the original"))]
    pub crate_ids: Vec<i32>,
    /// Claims of the publisher's JWT, such as repository, run and commit.
    pub trustpub_data: Option<Value>,
}

/// Used JWT IDs to prevent token reuse in the Trusted Publishing flow
#[derive(erd::Entity)]
pub struct TrustpubUsedJti {
    /// Unique identifier of the `trustpub_used_jtis` row
    #[erd(primary_key, identity)]
    pub id: i64,
    /// JWT ID from the OIDC token
    #[erd(
        index(unique, name = "trustpub_used_jtis_jti_uindex"),
        sql_type = "varchar"
    )]
    pub jti: String,
    /// Date and time when the JWT was used
    #[erd(default = "now()")]
    pub used_at: DateTime<Utc>,
    /// Date and time when the JWT would expire
    pub expires_at: DateTime<Utc>,
}
