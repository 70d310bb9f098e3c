#![deny(deprecated)]

#[derive(erd::Entity)]
#[erd(index(customer_id; where(postgres = "customer_id IS NOT NULL", sqlite = "customer_id IS NOT NULL")))]
pub struct Order {
    #[erd(primary_key, identity)]
    pub id: i64,
    pub customer_id: Option<i64>,
}

fn main() {}
