#![deny(deprecated)]

#[derive(erd::Entity)]
pub struct Order {
    #[erd(primary_key, max_len = 20)]
    pub code: String,
    #[erd(identity, unique)]
    pub number: i64,
}

fn main() {}
