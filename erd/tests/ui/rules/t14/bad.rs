#[derive(erd::Entity)]
pub struct Order {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(default = "'0000-00-00'")]
    pub paid_on: String,
}

fn main() {}
