#![deny(deprecated)]

use chrono::{DateTime, Utc};

#[derive(erd::Entity)]
pub struct Order {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(created_at)]
    pub created_at: Option<DateTime<Utc>>,
}

fn main() {}
