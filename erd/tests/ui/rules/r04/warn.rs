#![deny(deprecated)]

#[derive(erd::Entity)]
pub struct Post {
    #[erd(primary_key, identity)]
    pub id: i64,
    pub tag_ids: Vec<i64>,
}

fn main() {}
