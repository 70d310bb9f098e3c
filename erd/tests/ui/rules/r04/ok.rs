#![deny(deprecated)]

#[derive(erd::Entity)]
pub struct Post {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(external_id)]
    pub remote_ids: Vec<i64>,
}

fn main() {}
