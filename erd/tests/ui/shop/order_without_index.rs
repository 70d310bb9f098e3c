//! Not compiled with the shop: `cargo build` rejects it. The message stands beside this file.

#[derive(erd::Entity)]
pub struct Customer {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(references(Order, on_delete = restrict), index)]
    pub last_order_id: i64,
}

#[derive(erd::Entity)]
pub struct Order {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(references(Customer, on_delete = restrict))]
    pub customer_id: i64,
}

fn main() {}
