#[derive(erd::Entity)]
pub struct Customer {
    #[erd(primary_key, identity)]
    pub id: i64,
}

#[derive(erd::Entity)]
#[erd(foreign_key((customer_id) references Customer, on_delete = restrict, name = "orders_customer_id_fkey2"))]
pub struct Order {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(references(Customer, on_delete = cascade), index)]
    pub customer_id: i64,
}

fn main() {}
