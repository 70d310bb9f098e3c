#![deny(deprecated)]
#[derive(erd::Entity)]
pub struct Order {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(sql_type(postgres = "char(3)"))]
    pub value: String,
}

fn main() {}
