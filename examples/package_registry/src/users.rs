//! Accounts: users, how they sign in, and what they follow.

use crate::Crate;
use chrono::{DateTime, Utc};

#[derive(erd::Entity)]
#[erd(
    index(expr("canon_username(username)"); name = "index_users_canon_username"),
    index(expr("lower(gh_login)"); name = "lower_gh_login")
)]
pub struct User {
    #[erd(
        primary_key,
        identity,
        allow(narrow_pk, reason = "true to the original")
    )]
    pub id: i32,
    #[erd(sql_type = "varchar")]
    pub gh_login: String,
    #[erd(sql_type = "varchar")]
    pub name: Option<String>,
    #[erd(index(unique, where = "gh_id > 0", name = "users_gh_id"))]
    pub gh_id: i32,
    #[erd(sql_type = "varchar")]
    pub account_lock_reason: Option<String>,
    pub account_lock_until: Option<DateTime<Utc>>,
    #[erd(default = "false")]
    pub is_admin: bool,
    /// Whether or not the user wants to receive notifications when a package they own is published
    #[erd(default = "true")]
    pub publish_notifications: bool,
    /// Username associated with the user's crates.io account, independent of linked OAuth usernames.
    #[erd(sql_type = "varchar")]
    pub username: String,
    /// The time the user was created.
    #[erd(
        default = "now()",
        allow(audit_column_nullable_or_no_default, reason = "true to the original")
    )]
    pub created_at: Option<DateTime<Utc>>,
}

#[derive(erd::Entity)]
pub struct Email {
    #[erd(
        primary_key,
        identity,
        allow(narrow_pk, reason = "true to the original")
    )]
    pub id: i32,
    #[erd(references(User, on_delete = no_action, name = "fk_emails_user_id"), unique)]
    pub user_id: i32,
    #[erd(sql_type = "varchar")]
    pub email: String,
    #[erd(default = "false")]
    pub verified: bool,
    #[erd(default = "random_string(26)")]
    pub token: String,
    pub token_generated_at: Option<DateTime<Utc>>,
}

/// GitHub-specific account information associated with a crates.io account
#[derive(erd::Entity)]
#[erd(table = "oauth_github")]
pub struct OauthGithub {
    /// GitHub ID returned from the oAuth response
    #[erd(primary_key)]
    pub account_id: i64,
    /// Crates.io user ID foreign key
    #[erd(references(User, on_delete = cascade), index(name = "index_oauth_github_user_id"))]
    pub user_id: i32,
    /// Encrypted GitHub access token
    pub encrypted_token: Vec<u8>,
    /// GitHub username
    #[erd(sql_type = "varchar")]
    pub login: String,
    /// GitHub avatar URL
    #[erd(sql_type = "varchar")]
    pub avatar: Option<String>,
    /// When the login and the account were last checked with GitHub.
    #[erd(default = "'1970-01-01 00:00:00+00'::timestamp with time zone")]
    pub last_sync: DateTime<Utc>,
}

#[derive(erd::Entity)]
pub struct ApiToken {
    #[erd(
        primary_key,
        identity,
        allow(narrow_pk, reason = "true to the original")
    )]
    pub id: i32,
    #[erd(references(User, on_delete = no_action), allow(fk_without_index, reason = "users are never deleted"))]
    pub user_id: i32,
    #[erd(index(unique, name = "api_tokens_token_idx"))]
    pub token: Vec<u8>,
    #[erd(sql_type = "varchar")]
    pub name: String,
    #[erd(created_at, default = "now()")]
    pub created_at: DateTime<Utc>,
    pub last_used_at: Option<DateTime<Utc>>,
    #[erd(default = "false")]
    pub revoked: bool,
    /// NULL or an array of crate scope patterns (see RFC #2947)
    pub crate_scopes: Option<Vec<String>>,
    /// An array of endpoint scopes or NULL for the `legacy` endpoint scope (see RFC #2947)
    pub endpoint_scopes: Option<Vec<String>>,
    pub expired_at: Option<DateTime<Utc>>,
    /// timestamp of when the user was informed about their token's impending expiration
    pub expiry_notification_at: Option<DateTime<Utc>>,
}

#[derive(erd::Entity)]
#[erd(primary_key(user_id, crate_id))]
pub struct Follow {
    #[erd(references(User, on_delete = no_action, name = "fk_follows_user_id"))]
    pub user_id: i32,
    #[erd(
        references(Crate, on_delete = cascade, name = "fk_follows_crate_id"),
        allow(fk_index_cannot_serve, reason = "crates are deleted rarely; the scan is accepted")
    )]
    pub crate_id: i32,
}

/// Usernames that may not be used for crates.io accounts.
#[derive(erd::Entity)]
#[erd(index(expr("canon_username(username)"); unique, name = "idx_reserved_usernames_canon_username"))]
pub struct ReservedUsername {
    /// The name; case, `-` and `_` make no difference (see `canon_username()`).
    #[erd(primary_key)]
    pub username: String,
}
