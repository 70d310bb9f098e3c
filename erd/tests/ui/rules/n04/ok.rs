#![deny(deprecated)]

#[derive(erd::Entity)]
pub struct Order {
    #[erd(primary_key, identity)]
    pub id: i64,
    pub key: i64,
    pub r#type: i64,
}

fn main() {}
