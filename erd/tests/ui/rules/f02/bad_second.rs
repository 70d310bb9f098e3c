#[derive(erd::Entity)]
pub struct Customer {
    #[erd(primary_key, identity)]
    pub id: i64,
}

#[derive(erd::Entity)]
#[erd(index(placed, customer_id))]
pub struct Order {
    #[erd(primary_key, identity)]
    pub id: i64,
    pub placed: i64,
    #[erd(references(Customer, on_delete = restrict))]
    pub customer_id: i64,
}

fn main() {}
