#![deny(deprecated)]
//! A warning of the compiler; denied here so that its text is seen.

#[derive(erd::Entity)]
pub struct Order {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(unique, max_len = 36, default = "gen_random_uuid()::text")]
    pub token: String,
}

fn main() {}
