#[derive(erd::Entity)]
pub struct User {
    #[erd(primary_key, identity)]
    pub id: i64,
}

#[derive(erd::Entity)]
pub struct Order {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(created_by(User, on_delete = cascade), index)]
    pub created_by: i64,
}

fn main() {}
