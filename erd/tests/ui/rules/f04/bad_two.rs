//! What is wrong with two keys is said at once, at the first of them.

#[derive(erd::Entity)]
struct Customer {
    #[erd(primary_key)]
    pub id: i64,
}

#[derive(erd::Entity)]
struct Order {
    #[erd(primary_key)]
    pub id: i64,
    #[erd(references(Customer, on_delete = restrict), index)]
    pub buyer_id: i32,
    #[erd(references(Customer, on_delete = restrict), index)]
    pub payer_id: String,
}

fn main() {}
