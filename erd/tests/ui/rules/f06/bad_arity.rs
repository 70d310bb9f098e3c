#[derive(erd::Entity)]
#[erd(primary_key(tenant, id))]
pub struct Customer {
    pub tenant: i64,
    pub id: i64,
}

#[derive(erd::Entity)]
pub struct Order {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(references(Customer, on_delete = restrict), index)]
    pub customer_id: i64,
}

fn main() {}
