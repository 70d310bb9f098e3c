#![deny(deprecated)]

#[derive(erd::Entity)]
pub struct Order {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(unique, max_len = 36)]
    pub token: String,
}

fn main() {}
