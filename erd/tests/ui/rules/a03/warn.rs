#![deny(deprecated)]

use chrono::{DateTime, Utc};

#[derive(erd::Entity)]
pub struct Order {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(updated_at(by = default))]
    pub updated_at: DateTime<Utc>,
}

fn main() {}
