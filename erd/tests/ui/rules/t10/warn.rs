#![deny(deprecated)]
#[derive(erd::Entity)]
pub struct User {
    #[erd(primary_key, identity)]
    pub id: i64,
    pub is_active: i16,
}

fn main() {}
