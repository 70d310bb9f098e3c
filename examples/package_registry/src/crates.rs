//! Crates, what is counted per crate, and names that are taken or gone.

use crate::{User, Version};
use chrono::{DateTime, Utc};

#[derive(erd::Entity)]
#[erd(
    primary_key(id; name = "packages_pkey"),
    index(expr("canon_crate_name(name)"); unique, name = "index_crates_name"),
    index(expr("canon_crate_name(name)") opclass("gin_trgm_ops"); using = gin, name = "index_crates_name_tgrm"),
    allow(cascade_reach, reason = "true to the original; crates are deleted rarely, one by one")
)]
pub struct Crate {
    #[erd(identity, allow(narrow_pk, reason = "true to the original"))]
    pub id: i32,
    #[erd(index(name = "index_crates_name_ordering"), sql_type = "varchar")]
    pub name: String,
    #[erd(updated_at, index(name = "index_crate_updated_at"))]
    pub updated_at: DateTime<Utc>,
    #[erd(created_at, index(name = "index_crate_created_at"))]
    pub created_at: DateTime<Utc>,
    #[erd(sql_type = "varchar")]
    pub description: Option<String>,
    #[erd(sql_type = "varchar")]
    pub homepage: Option<String>,
    #[erd(sql_type = "varchar")]
    pub documentation: Option<String>,
    #[erd(sql_type = "varchar")]
    pub readme: Option<String>,
    #[erd(index(using = gin, name = "index_crates_name_search"), sql_type = "tsvector")]
    pub textsearchable_index_col: String,
    #[erd(sql_type = "varchar")]
    pub repository: Option<String>,
    pub max_upload_size: Option<i32>,
    pub max_features: Option<i16>,
    /// When true, this crate can only be published via Trusted Publishing, not with API tokens
    #[erd(default = "false")]
    pub trustpub_only: bool,
}

/// Number of downloads per crate. This was extracted from the `crates` table for performance reasons.
#[derive(erd::Entity)]
#[erd(
    primary_key(crate_id; name = "crate_downloads_pk"),
    index(downloads desc, crate_id desc; name = "crate_downloads_downloads_crate_id_index")
)]
pub struct CrateDownload {
    /// Reference to the crate that this row belongs to.
    #[erd(references(Crate, on_delete = cascade, name = "crate_downloads_crates_id_fk"))]
    pub crate_id: i32,
    /// The total number of downloads for this crate.
    #[erd(default = "0")]
    pub downloads: i64,
}

/// A mapping from crates to the versions that the frontend will display by default.
#[derive(erd::Entity)]
#[erd(primary_key(crate_id; name = "default_versions_pk"))]
pub struct DefaultVersion {
    /// Reference to the crate in the `crates` table.
    #[erd(references(Crate, on_delete = cascade, name = "default_versions_crates_id_fk"))]
    pub crate_id: i32,
    /// Reference to the version in the `versions` table.
    #[erd(
        references(Version, on_delete = no_action, deferrable, name = "default_versions_versions_id_fk"),
        index(unique, name = "default_versions_version_id_uindex")
    )]
    pub version_id: i32,
    /// The total number of versions.
    pub num_versions: Option<i32>,
}

/// Crates that have been deleted by users
#[derive(erd::Entity)]
#[erd(index(expr("canon_crate_name(name)"); name = "deleted_crates_canon_crate_name_index"))]
pub struct DeletedCrate {
    /// Unique identifier of the `deleted_crates` row
    #[erd(
        primary_key,
        identity,
        allow(narrow_pk, reason = "true to the original")
    )]
    pub id: i32,
    /// Name of the deleted crate (use `canon_crate_name()` for normalization, if needed)
    #[erd(sql_type = "varchar")]
    pub name: String,
    /// Date and time when the crate was created
    pub created_at: DateTime<Utc>,
    /// Date and time when the crate was deleted
    pub deleted_at: DateTime<Utc>,
    /// ID of the user who deleted the crate, or NULL if the user was deleted
    #[erd(
        references(User, on_delete = set_null, name = "deleted_crates_users_id_fk"),
        allow(fk_without_index, reason = "users are never deleted")
    )]
    pub deleted_by: Option<i32>,
    /// Optional message left by the user who deleted the crate
    #[erd(sql_type = "varchar")]
    pub message: Option<String>,
    /// Date and time when users will be able to create a new crate with the same name
    pub available_at: DateTime<Utc>,
}

#[derive(erd::Entity)]
pub struct ReservedCrateName {
    #[erd(primary_key)]
    pub name: String,
}
