#![deny(deprecated)]
#[derive(erd::Entity)]
pub struct Loan {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(sql_type(mysql = "timestamp"))]
    pub ends_at: String,
}

fn main() {}
