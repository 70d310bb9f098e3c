//! How often a user may publish.

use crate::User;
use chrono::{DateTime, Utc};

#[derive(erd::Entity)]
#[erd(primary_key(user_id, action))]
pub struct PublishLimitBucket {
    #[erd(references(User, on_delete = no_action))]
    pub user_id: i32,
    pub tokens: i32,
    #[erd(default = "CURRENT_TIMESTAMP")]
    pub last_refill: DateTime<Utc>,
    #[erd(default = "0")]
    pub action: i32,
}

#[derive(erd::Entity)]
#[erd(primary_key(user_id, action))]
pub struct PublishRateOverride {
    #[erd(references(User, on_delete = no_action))]
    pub user_id: i32,
    pub burst: i32,
    pub expires_at: Option<DateTime<Utc>>,
    #[erd(default = "0")]
    pub action: i32,
}
