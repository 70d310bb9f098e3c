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
    pub code: i64,
    #[erd(generated = "code / 1000", references(Customer, on_delete = restrict), index)]
    pub customer_id: Option<i64>,
}

fn main() {}
