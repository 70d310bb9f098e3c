#[derive(erd::Entity)]
#[erd(primary_key(tenant, id))]
pub struct Customer {
    pub tenant: i64,
    pub id: i64,
}

/// The order of the columns inside the covering index is free.
#[derive(erd::Entity)]
#[erd(foreign_key((owner, customer_id) references Customer(tenant, id), on_delete = restrict), index(customer_id, owner))]
pub struct Order {
    #[erd(primary_key, identity)]
    pub id: i64,
    pub owner: i64,
    pub customer_id: i64,
}

fn main() {}
