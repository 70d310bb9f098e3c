#[derive(erd::Entity)]
pub struct Order {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(sql_type(postgres = "numeric(12, 2)"))]
    pub value: String,
}

fn main() {}
