#![deny(deprecated)]

#[derive(erd::Entity)]
pub struct Order {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(column = "placedAt")]
    pub placed_at: i64,
}

fn main() {}
