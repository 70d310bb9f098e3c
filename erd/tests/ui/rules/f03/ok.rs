#[derive(erd::ColumnType)]
pub struct CustomerId(i64);

type Alias = CustomerId;

#[derive(erd::Entity)]
pub struct Customer {
    #[erd(primary_key)]
    pub id: CustomerId,
    #[erd(unique, max_len = 20)]
    pub code: String,
}

/// Through an alias, without the newtype, and as text of another length.
#[derive(erd::Entity)]
pub struct Order {
    #[erd(primary_key)]
    pub id: i64,
    #[erd(references(Customer, on_delete = restrict), index)]
    pub a: Alias,
    #[erd(references(Customer, on_delete = set_null), index)]
    pub b: Option<i64>,
    #[erd(references(Customer.code, on_delete = restrict), index, max_len = 40)]
    pub c: String,
}

fn main() {}
