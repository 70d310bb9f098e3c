#[derive(erd::Entity)]
#[erd(shard_by(tenant_id), allow(unique_lacks_shard_key, reason = "a lookup vindex on id"))]
pub struct Order {
    #[erd(primary_key, identity)]
    pub id: i64,
    pub tenant_id: Option<i64>,
}

fn main() {}
