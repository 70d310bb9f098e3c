#![deny(deprecated)]

#[derive(erd::Entity)]
pub struct User {
    #[erd(primary_key, identity)]
    pub id: i64,
}

#[derive(erd::Entity)]
#[erd(primary_key(user_id, attribute))]
pub struct UserAttribute {
    #[erd(references(User, on_delete = cascade))]
    pub user_id: i64,
    #[erd(max_len = 80)]
    pub attribute: String,
    #[erd(max_len = 80)]
    pub value: String,
}

fn main() {}
