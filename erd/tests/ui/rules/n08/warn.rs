#![deny(deprecated)]

#[derive(erd::Entity)]
pub struct Person {
    #[erd(primary_key, identity)]
    pub id: i64,
    pub score1: i64,
    pub score2: i64,
    pub score3: i64,
}

fn main() {}
