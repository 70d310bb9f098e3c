#[derive(erd::Entity)]
#[erd(shard_by(tenant_id))]
pub struct Order {
    #[erd(primary_key, identity)]
    pub id: i64,
    pub tenant_id: i64,
}

fn main() {}
