#![deny(deprecated)]

#[derive(erd::Entity)]
pub struct Post {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(counter, hot_update)]
    pub likes: i64,
}

fn main() {}
