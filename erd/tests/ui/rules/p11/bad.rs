#[derive(erd::Entity)]
#[erd(shard_by(tenant_id), primary_key(tenant_id, id))]
pub struct Order {
    pub id: i64,
    pub tenant_id: i64,
}

#[derive(erd::Entity)]
pub struct Country {
    #[erd(primary_key, identity)]
    pub id: i64,
    pub iso: i32,
}

erd::schema! { pub Shop { Order, Country } }

fn main() {}
