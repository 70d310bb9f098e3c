#![deny(deprecated)]

#[derive(erd::Entity)]
pub struct Video {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(hot_update)]
    pub views: i64,
}

fn main() {}
