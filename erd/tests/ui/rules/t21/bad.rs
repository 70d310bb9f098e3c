#[derive(erd::Entity)]
pub struct Order {
    #[erd(primary_key, identity, sql_type(sqlite = "BIGINT"))]
    pub id: i64,
}

fn main() {}
