#![deny(deprecated)]

#[derive(erd::Entity)]
pub struct Customer {
    #[erd(primary_key, identity, unique)]
    pub id: i64,
}

fn main() {}
