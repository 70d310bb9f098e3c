#![deny(deprecated)]

#[derive(erd::Entity)]
#[erd(table = "order")]
pub struct Order {
    #[erd(primary_key, identity)]
    pub id: i64,
    pub user: i64,
}

fn main() {}
