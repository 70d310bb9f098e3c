#[derive(erd::Entity)]
pub struct User {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(collate(mysql = "utf8mb4_bin"))]
    pub name: String,
}

fn main() {}
