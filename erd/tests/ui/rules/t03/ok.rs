#[derive(erd::Entity)]
pub struct Order {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(sql_type(postgres = "timestamp"), civil_time)]
    pub opens_at: String,
    #[erd(sql_type(postgres = "timestamptz"))]
    pub paid_at: String,
}

fn main() {}
