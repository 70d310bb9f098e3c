//! Who owns a crate: users, teams, and invitations to become an owner.

use crate::{Crate, User};
use chrono::{DateTime, Utc};

#[derive(erd::Entity)]
#[erd(
    primary_key(crate_id, owner_id, owner_kind),
    unique(crate_id, owner_id, owner_kind; scope = live, name = "crate_owners_not_deleted"),
    retain(forever, reason = "who owned a crate, and when, is its history")
)]
pub struct CrateOwner {
    #[erd(references(Crate, on_delete = cascade, name = "fk_crate_owners_crate_id"))]
    pub crate_id: i32,
    /// Id of a user or of a team: `owner_kind` says which.
    pub owner_id: i32,
    #[erd(created_at)]
    pub created_at: DateTime<Utc>,
    #[erd(
        references(User, on_delete = no_action, name = "fk_crate_owners_created_by"),
        allow(fk_without_index, reason = "users are never deleted")
    )]
    pub created_by: Option<i32>,
    #[erd(soft_delete)]
    pub deleted: bool,
    #[erd(updated_at)]
    pub updated_at: DateTime<Utc>,
    /// `owner_kind = 0` refers to `users`, `owner_kind = 1` refers to `teams`.
    pub owner_kind: i32,
    #[erd(default = "true")]
    pub email_notifications: bool,
}

#[derive(erd::Entity)]
#[erd(primary_key(invited_user_id, crate_id))]
pub struct CrateOwnerInvitation {
    #[erd(references(User, on_delete = cascade))]
    pub invited_user_id: i32,
    #[erd(references(User, on_delete = cascade), allow(fk_without_index, reason = "users are never deleted"))]
    pub invited_by_user_id: i32,
    #[erd(references(Crate, on_delete = cascade), allow(fk_index_cannot_serve, reason = "crates are deleted rarely, and only open invitations are kept"))]
    pub crate_id: i32,
    #[erd(created_at, default = "now()")]
    pub created_at: DateTime<Utc>,
    #[erd(default = "random_string(26)")]
    pub token: String,
    /// Point in time at which the invitation expires/expired.
    pub expires_at: DateTime<Utc>,
}

#[derive(erd::Entity)]
#[erd(check(teams_login_lowercase_ck = "login = lower(login)"))]
pub struct Team {
    #[erd(
        primary_key,
        identity,
        allow(narrow_pk, reason = "true to the original")
    )]
    pub id: i32,
    /// Example: `github:foo:bar` means the `bar` team of the `foo` GitHub organization.
    #[erd(unique, sql_type = "varchar")]
    pub login: String,
    /// Team id on GitHub; a new team of the same name gets another one.
    #[erd(unique)]
    pub github_id: i32,
    #[erd(sql_type = "varchar")]
    pub name: Option<String>,
    #[erd(sql_type = "varchar")]
    pub avatar: Option<String>,
    /// Organization id on GitHub; a new organization of the same name gets another one.
    pub org_id: i32,
}
