#![deny(deprecated)]

#[derive(erd::Entity)]
pub struct User {
    #[erd(primary_key, identity)]
    pub id: i64,
}

#[derive(erd::Entity)]
#[erd(append_only, retain(forever, reason = "the law"))]
pub struct Event {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(references(User, on_delete = restrict), index)]
    pub user_id: i64,
}

fn main() {}
