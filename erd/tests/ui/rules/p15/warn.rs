#![deny(deprecated)]
#[derive(erd::Entity)]
#[erd(shard_by(tenant_id), primary_key(tenant_id, id), index(number), access(by(number)))]
pub struct Order {
    pub id: i64,
    pub tenant_id: i64,
    pub number: i64,
}

fn main() {}
