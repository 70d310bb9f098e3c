#![deny(deprecated)]

#[derive(erd::Entity)]
pub struct Order {
    #[erd(primary_key, identity, check = "id > 0")]
    pub id: i64,
    #[erd(generated = "id * 2")]
    pub twice: i64,
}

fn main() {}
