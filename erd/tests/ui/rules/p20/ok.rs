#![deny(deprecated)]

use chrono::{DateTime, Utc};

#[derive(erd::Entity)]
#[erd(shard_by(tenant_id), primary_key(tenant_id, id))]
pub struct Order {
    pub tenant_id: i64,
    pub id: i64,
    #[erd(created_at)]
    pub created_at: DateTime<Utc>,
    #[erd(updated_at(by = application))]
    pub updated_at: DateTime<Utc>,
}

fn main() {}
