#![deny(deprecated)]

#[derive(erd::Entity)]
pub struct User {
    #[erd(primary_key, identity)]
    pub id: i64,
}

#[derive(erd::Entity)]
pub struct Post {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(references(User, on_delete = cascade), index, check = "owner_id > 0")]
    pub owner_id: Option<i64>,
}

fn main() {}
