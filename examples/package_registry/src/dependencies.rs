//! Which version depends on which crate, and the same seen from the other end.

use crate::{Crate, Version};

#[derive(erd::Entity)]
#[erd(table = "dependencies", index(crate_id, version_id))]
pub struct Dependency {
    #[erd(
        primary_key,
        identity,
        allow(narrow_pk, reason = "true to the original")
    )]
    pub id: i32,
    #[erd(
        references(Version, on_delete = cascade, name = "fk_dependencies_version_id"),
        index(name = "index_dependencies_version_id")
    )]
    pub version_id: i32,
    #[erd(
        references(Crate, on_delete = cascade, name = "fk_dependencies_crate_id"),
        index(name = "index_dependencies_crate_id"),
        allow(redundant_prefix_index, reason = "true to the original, which could drop it")
    )]
    pub crate_id: i32,
    #[erd(sql_type = "varchar")]
    pub req: String,
    pub optional: bool,
    pub default_features: bool,
    pub features: Vec<String>,
    #[erd(sql_type = "varchar")]
    pub target: Option<String>,
    #[erd(default = "0")]
    pub kind: i32,
    #[erd(sql_type = "varchar")]
    pub explicit_name: Option<String>,
}

/// Which crate's default version depends on which crate; derived, kept up to date by triggers.
#[derive(erd::Entity)]
#[erd(
    table = "reverse_dependencies",
    primary_key(target_crate_id, dependent_crate_id),
    index(target_crate_id, dependent_downloads desc, dependent_crate_id desc; name = "reverse_dependencies_serve_idx")
)]
pub struct ReverseDependency {
    /// The crate that is being depended upon.
    #[erd(references(Crate, on_delete = cascade))]
    pub target_crate_id: i32,
    /// The crate whose default version depends on the target crate.
    #[erd(references(Crate, on_delete = cascade), index)]
    pub dependent_crate_id: i32,
    /// The dependent crate's default version.
    #[erd(references(Version, on_delete = cascade), index)]
    pub version_id: i32,
    /// The `dependencies` row used to hydrate the response.
    pub dependency_id: i32,
    /// The dependent crate's total downloads, used for ordering the reverse dependencies.
    #[erd(default = "0")]
    pub dependent_downloads: i64,
}
