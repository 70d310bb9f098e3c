#![deny(deprecated)]

#[derive(erd::Entity)]
pub struct Person {
    #[erd(primary_key, identity)]
    pub id: i64,
    pub line1: i64,
    pub line2: i64,
    pub sha256: i64,
}

fn main() {}
