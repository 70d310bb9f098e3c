#[derive(erd::Entity)]
pub struct User {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(max_len = 254)]
    pub email: String,
}

#[derive(erd::Entity)]
pub struct Order {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(copied_from(User.email), max_len = 254)]
    pub user_email: String,
}

fn main() {}
