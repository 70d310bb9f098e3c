#[derive(erd::Entity)]
pub struct Order {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(sql_type(postgres = "money"))]
    pub value: String,
}

fn main() {}
