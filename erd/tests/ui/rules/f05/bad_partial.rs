#[derive(erd::Entity)]
#[erd(unique(code; where = "code > 0"))]
pub struct Customer {
    #[erd(primary_key, identity)]
    pub id: i64,
    pub code: i64,
}

#[derive(erd::Entity)]
pub struct Order {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(references(Customer.code, on_delete = restrict), index)]
    pub customer_code: i64,
}

fn main() {}
