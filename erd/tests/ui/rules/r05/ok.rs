#![deny(deprecated)]

#[derive(erd::Entity)]
pub struct User {
    #[erd(primary_key, identity)]
    pub id: i64,
}

#[derive(erd::Entity)]
pub struct Comment {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(max_len = 20)]
    pub user_type: String,
    #[erd(references(User, on_delete = cascade), index)]
    pub user_id: i64,
}

fn main() {}
