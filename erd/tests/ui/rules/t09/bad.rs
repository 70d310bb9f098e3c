#[derive(erd::Entity)]
#[erd(access(by(attributes)))]
pub struct Product {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(sql_type(postgres = "jsonb"))]
    pub attributes: String,
}

fn main() {}
