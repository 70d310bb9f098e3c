#[derive(erd::Entity)]
pub struct Line {
    #[erd(primary_key, max_len = 20)]
    pub id: i64,
    #[erd(precision(10, 2))]
    pub price: f64,
    #[erd(collate = "C")]
    pub sold: Option<bool>,
    #[erd(max_len = 20, sql_type = "citext")]
    pub name: String,
    #[erd(max_len = 20)]
    pub tags: Vec<String>,
}

fn main() {}
