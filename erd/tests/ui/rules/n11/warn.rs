#![deny(deprecated)]

#[derive(erd::Entity)]
#[erd(table = "orders ")]
pub struct Order {
    #[erd(primary_key, identity)]
    pub id: i64,
}

fn main() {}
