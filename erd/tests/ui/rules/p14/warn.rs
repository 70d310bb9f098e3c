#![deny(deprecated)]
#[derive(erd::Entity)]
#[erd(shard_by(active), primary_key(active, id))]
pub struct Order {
    pub id: i64,
    pub active: bool,
}

fn main() {}
