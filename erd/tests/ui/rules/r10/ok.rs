#![deny(deprecated)]

#[derive(erd::Entity)]
pub struct Post {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(counter)]
    pub likes: i64,
}

fn main() {}
