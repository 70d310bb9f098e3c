#[derive(erd::Entity)]
pub struct Order {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(default = "'1970-01-01'")]
    pub paid_on: String,
}

fn main() {}
