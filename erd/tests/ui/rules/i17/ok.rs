#![deny(deprecated)]

#[derive(erd::Entity)]
#[erd(index(customer_id, created_at desc, id desc))]
#[erd(access(by(customer_id), order(created_at desc, id desc), limit))]
pub struct Order {
    #[erd(primary_key, identity)]
    pub id: i64,
    pub customer_id: i64,
    pub created_at: i64,
}

fn main() {}
