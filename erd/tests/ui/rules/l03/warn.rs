#![deny(deprecated)]

#[derive(erd::Entity)]
pub struct LoginLog {
    #[erd(primary_key, identity)]
    pub id: i64,
    pub account: i64,
}

fn main() {}
