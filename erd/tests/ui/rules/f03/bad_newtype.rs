#[derive(erd::ColumnType)]
pub struct CustomerId(i64);

#[derive(erd::ColumnType)]
pub struct Slug(String);

type Key = Slug;

#[derive(erd::Entity)]
pub struct Customer {
    #[erd(primary_key)]
    pub id: CustomerId,
}

#[derive(erd::Entity)]
pub struct Order {
    #[erd(primary_key)]
    pub id: i64,
    #[erd(references(Customer, on_delete = restrict), index)]
    pub customer_id: Key,
}

fn main() {}
