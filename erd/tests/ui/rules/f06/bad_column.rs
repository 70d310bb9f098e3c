#[derive(erd::Entity)]
pub struct Customer {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(unique, max_len = 80)]
    pub email: String,
}

#[derive(erd::Entity)]
pub struct Order {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(references(Customer.emial, on_delete = restrict), index, max_len = 80)]
    pub customer_email: String,
}

fn main() {}
