#![deny(deprecated)]
#[derive(erd::Entity)]
pub struct Order {
    #[erd(primary_key, identity)]
    pub id: i64,
    pub unit_price: f64,
}

fn main() {}
