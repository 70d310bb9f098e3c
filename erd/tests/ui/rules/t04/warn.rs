#![deny(deprecated)]
#[derive(erd::Entity)]
pub struct Order {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(sql_type(postgres = "timetz"))]
    pub opens: String,
    #[erd(sql_type(postgres = "timestamptz(0)"))]
    pub paid_at: String,
}

fn main() {}
