#[derive(erd::Entity)]
#[erd(shard_by(tenant_id), primary_key(tenant_id, id))]
pub struct Order {
    pub id: i64,
    pub tenant_id: i64,
}

#[derive(erd::Entity)]
#[erd(shard_by(tenant_id), primary_key(tenant_id, id))]
#[erd(foreign_key((tenant_id, order_id) references Order, on_delete = restrict), index(tenant_id, order_id))]
pub struct Line {
    pub id: i64,
    pub tenant_id: i64,
    pub order_id: i64,
}

fn main() {}
