#![deny(deprecated)]
#[derive(erd::Entity)]
pub struct Order {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(sql_type(postgres = "json"))]
    pub value: String,
}

fn main() {}
