//! Versions of crates, their downloads, who published them, and what was done to them.

use crate::{ApiToken, Crate, User};
use chrono::{DateTime, NaiveDate, Utc};
use serde_json::Value;

#[derive(erd::Entity)]
#[erd(
    unique(crate_id, num; name = "unique_num"),
    check(versions_num_max_length = "char_length(num) <= 150", not_valid),
    check(versions_tar_sha256_len = "octet_length(tar_sha256) = 32", not_valid),
    check(versions_zip_json_sha256_len = "octet_length(zip_json_sha256) = 32"),
    check(versions_zip_sha256_len = "octet_length(zip_sha256) = 32"),
    index(crate_id, num_no_build; unique, name = "versions_crate_id_num_no_build_uindex")
)]
pub struct Version {
    #[erd(
        primary_key,
        identity,
        allow(narrow_pk, reason = "true to the original"),
        index(where = "yanked", name = "versions_id_yanked_idx")
    )]
    pub id: i32,
    #[erd(references(Crate, on_delete = cascade, name = "fk_versions_crate_id"))]
    pub crate_id: i32,
    #[erd(sql_type = "varchar")]
    pub num: String,
    #[erd(
        default = "CURRENT_TIMESTAMP",
        allow(
            updated_at_unmaintained,
            reason = "the original's trigger fires on changes of `yanked` alone"
        )
    )]
    pub updated_at: DateTime<Utc>,
    #[erd(created_at)]
    pub created_at: DateTime<Utc>,
    #[erd(default = "0")]
    pub downloads: i32,
    #[erd(default = "'{}'")]
    pub features: Value,
    #[erd(default = "false")]
    pub yanked: bool,
    #[erd(sql_type = "varchar")]
    pub license: Option<String>,
    pub crate_size: i32,
    #[erd(
        references(User, on_delete = no_action, name = "fk_versions_published_by"),
        allow(fk_without_index, reason = "users are never deleted")
    )]
    pub published_by: Option<i32>,
    #[erd(sql_type = "varchar")]
    pub links: Option<String>,
    #[erd(sql_type = "varchar")]
    pub rust_version: Option<String>,
    /// Whether the version has a library; NULL if nobody has looked yet.
    #[erd(allow(nullable_bool, reason = "NULL says that nobody has looked yet"))]
    pub has_lib: Option<bool>,
    /// Names of the version's binaries; empty if there are none, NULL if nobody has looked yet.
    pub bin_names: Option<Vec<String>>,
    /// message associated with a yanked version
    pub yank_message: Option<String>,
    /// `num` without build metadata; equal to `num` in some old versions.
    #[erd(sql_type = "varchar")]
    pub num_no_build: String,
    /// The declared Rust Edition required to compile this version of the crate.
    pub edition: Option<String>,
    /// Value of the `description` field in the `Cargo.toml` file of this version.
    pub description: Option<String>,
    /// Value of the `homepage` field in the `Cargo.toml` file of this version.
    pub homepage: Option<String>,
    /// Value of the `documentation` field in the `Cargo.toml` file of this version.
    pub documentation: Option<String>,
    /// Value of the `repository` field in the `Cargo.toml` file of this version.
    pub repository: Option<String>,
    /// The list of `categories` in the `Cargo.toml` file of this version.
    #[erd(default = "ARRAY[]::text[]")]
    pub categories: Vec<String>,
    /// The list of `keywords` in the `Cargo.toml` file of this version.
    #[erd(default = "ARRAY[]::text[]")]
    pub keywords: Vec<String>,
    /// Source Lines of Code statistics for this version, stored as JSON with language breakdown and totals.
    pub linecounts: Option<Value>,
    /// Claims of the publisher's JWT, such as repository, run and commit.
    pub trustpub_data: Option<Value>,
    /// Rust name of the library target; NULL without one, or if nobody has looked yet.
    pub lib_name: Option<String>,
    /// Order-preserving bytea representation of the version number for sorting purposes.
    pub semver_ord_v2: Vec<u8>,
    /// SHA256 checksum of the crate tarball, stored as 32 raw bytes.
    pub tar_sha256: Vec<u8>,
    /// SHA256 checksum of the zip source archive, or `NULL` if it has not been built yet.
    pub zip_sha256: Option<Vec<u8>>,
    /// SHA256 checksum of the zip source archive manifest, or `NULL` if it has not been built yet.
    pub zip_json_sha256: Option<Vec<u8>>,
}

#[derive(erd::Entity)]
#[erd(primary_key(version_id, date))]
pub struct VersionDownload {
    #[erd(references(Version, on_delete = cascade, name = "fk_version_downloads_version_id"))]
    pub version_id: i32,
    #[erd(default = "1")]
    pub downloads: i32,
    #[erd(default = "0")]
    pub counted: i32,
    #[erd(
        index(using = brin, with = "pages_per_range = 1", name = "index_version_downloads_date"),
        default = "CURRENT_DATE"
    )]
    pub date: NaiveDate,
    #[erd(
        index(
            where = "NOT processed",
            name = "index_version_downloads_not_processed"
        ),
        default = "false"
    )]
    pub processed: bool,
}

#[derive(erd::Entity)]
pub struct VersionOwnerAction {
    #[erd(
        primary_key,
        identity,
        allow(narrow_pk, reason = "true to the original")
    )]
    pub id: i32,
    #[erd(references(Version, on_delete = cascade), index(name = "index_version_owner_actions_by_version_id"))]
    pub version_id: i32,
    #[erd(
        references(User, on_delete = no_action, name = "version_owner_actions_owner_id_fkey"),
        allow(fk_without_index, reason = "users are never deleted")
    )]
    pub user_id: i32,
    #[erd(
        references(ApiToken, on_delete = no_action, name = "version_owner_actions_owner_token_id_fkey"),
        allow(fk_without_index, reason = "tokens are revoked, never deleted")
    )]
    pub api_token_id: Option<i32>,
    pub action: i32,
    #[erd(default = "now()")]
    pub time: DateTime<Utc>,
}

#[derive(erd::Entity)]
#[erd(table = "versions_published_by")]
pub struct VersionPublishedBy {
    #[erd(primary_key, references(Version, on_delete = cascade))]
    pub version_id: i32,
    #[erd(sql_type = "varchar")]
    pub email: String,
}

#[derive(erd::Entity)]
pub struct ReadmeRendering {
    #[erd(primary_key, references(Version, on_delete = cascade))]
    pub version_id: i32,
    #[erd(default = "CURRENT_TIMESTAMP")]
    pub rendered_at: DateTime<Utc>,
}
