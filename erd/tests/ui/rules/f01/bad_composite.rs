#[derive(erd::Entity)]
#[erd(primary_key(tenant, id))]
pub struct Customer {
    pub tenant: i64,
    pub id: i64,
}

#[derive(erd::Entity)]
#[erd(foreign_key((owner, customer_id) references Customer(tenant, id), on_delete = restrict))]
pub struct Order {
    #[erd(primary_key, identity)]
    pub id: i64,
    pub owner: i64,
    pub customer_id: i64,
}

fn main() {}
