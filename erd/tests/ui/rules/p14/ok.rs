#[derive(erd::Entity)]
#[erd(shard_by(tenant_id), primary_key(tenant_id, id))]
pub struct Order {
    pub id: i64,
    pub tenant_id: i64,
}

fn main() {}
