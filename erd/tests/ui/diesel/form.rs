//! The table is a path, and no text.

#[derive(erd::Entity)]
#[erd(diesel(table = "orders"))]
pub struct Quoted {
    #[erd(primary_key, identity)]
    pub id: i64,
}

fn main() {}
