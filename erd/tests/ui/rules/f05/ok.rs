#[derive(erd::Entity)]
#[erd(unique(tenant, id))]
pub struct Customer {
    #[erd(primary_key, identity)]
    pub id: i64,
    pub tenant: i64,
    #[erd(unique)]
    pub code: i64,
}

#[derive(erd::Entity)]
#[erd(foreign_key((tenant, customer_id) references Customer(tenant, id), on_delete = restrict), index(tenant, customer_id))]
pub struct Order {
    #[erd(primary_key, identity)]
    pub id: i64,
    pub tenant: i64,
    pub customer_id: i64,
    #[erd(references(Customer.code, on_delete = restrict), index)]
    pub customer_code: i64,
}

fn main() {}
