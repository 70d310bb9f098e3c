#[derive(erd::Entity)]
pub struct Loan {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(sql_type(mysql = "datetime(6)"))]
    pub ends_at: String,
}

fn main() {}
