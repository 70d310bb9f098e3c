#![deny(deprecated)]

#[derive(erd::Entity)]
pub struct Order {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(updated_at(by = application))]
    pub updated_at: i64,
}

fn main() {}
