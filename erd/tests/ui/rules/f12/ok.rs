#![deny(deprecated)]

#[derive(erd::Entity)]
pub struct Customer {
    #[erd(primary_key, identity)]
    pub id: i64,
}

#[derive(erd::Entity)]
pub struct Order {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(references(Customer, loose(cleanup = "purge_orders")), index)]
    pub customer_id: i64,
}

fn main() {}
