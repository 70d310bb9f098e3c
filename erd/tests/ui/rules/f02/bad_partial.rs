#[derive(erd::Entity)]
pub struct Customer {
    #[erd(primary_key, identity)]
    pub id: i64,
}

#[derive(erd::Entity)]
#[erd(index(customer_id; where = "deleted_at IS NULL"))]
pub struct Order {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(references(Customer, on_delete = restrict))]
    pub customer_id: i64,
    pub deleted_at: Option<i64>,
}

fn main() {}
