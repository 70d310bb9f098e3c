#![deny(deprecated)]
#[derive(erd::Entity)]
pub struct User {
    #[erd(primary_key, identity)]
    pub id: i64,
    pub subscribed: Option<bool>,
}

fn main() {}
