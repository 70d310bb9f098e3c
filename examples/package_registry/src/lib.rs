//! The schema of the Rust package registry's web application (PostgreSQL), as erd entities.
//!
//! Names, types, keys, constraints and indexes are the original's, down to the primary key that still has the name its
//! table had years ago (`packages_pkey`). `README.md` shows the comparison with the original on a real server.
//!
//! A doc comment on a struct or a field becomes a comment in the database, so an item has one here exactly where the
//! original has one; what is said to readers of the Rust code alone is an ordinary comment.
#![allow(
    missing_docs,
    reason = "a doc comment would become a comment in the database, where the original has none"
)]
#![allow(
    clippy::doc_markdown,
    reason = "doc comments are the original's comments, and its databases show no Markdown"
)]

mod crates;
mod dependencies;
mod limits;
mod operations;
mod owners;
mod topics;
mod trustpub;
mod users;
mod versions;

pub use crates::{Crate, CrateDownload, DefaultVersion, DeletedCrate, ReservedCrateName};
pub use dependencies::{Dependency, ReverseDependency};
pub use limits::{PublishLimitBucket, PublishRateOverride};
pub use operations::{BackgroundJob, CloudfrontInvalidation, Metadata, ProcessedLogFile};
pub use owners::{CrateOwner, CrateOwnerInvitation, Team};
pub use topics::{Category, CrateCategory, CrateKeyword, Keyword};
pub use trustpub::{TrustpubConfigGithub, TrustpubConfigGitlab, TrustpubToken, TrustpubUsedJti};
pub use users::{ApiToken, Email, Follow, OauthGithub, ReservedUsername, User};
pub use versions::{
    ReadmeRendering, Version, VersionDownload, VersionOwnerAction, VersionPublishedBy,
};

/// What must exist before the tables: two extensions whose types columns use, and the three functions that defaults and
/// indexes call. erd declares neither extensions nor functions.
pub const PRELUDE: &str = include_str!("../prelude.sql");

erd::schema! {
    pub Registry {
        ApiToken, BackgroundJob, Category, CloudfrontInvalidation, Crate, CrateCategory, CrateDownload, CrateKeyword,
        CrateOwner, CrateOwnerInvitation, DefaultVersion, DeletedCrate, Dependency, Email, Follow, Keyword, Metadata,
        OauthGithub, ProcessedLogFile, PublishLimitBucket, PublishRateOverride, ReadmeRendering, ReservedCrateName,
        ReservedUsername, ReverseDependency, Team, TrustpubConfigGithub, TrustpubConfigGitlab, TrustpubToken,
        TrustpubUsedJti, User, Version, VersionDownload, VersionOwnerAction, VersionPublishedBy,
    }
}
