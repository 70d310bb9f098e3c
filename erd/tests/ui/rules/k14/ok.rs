#![deny(deprecated)]

#[derive(erd::Entity)]
pub struct Order {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(check = "price > 0")]
    pub price: i64,
    #[erd(generated = "price * 2")]
    pub twice: i64,
}

fn main() {}
