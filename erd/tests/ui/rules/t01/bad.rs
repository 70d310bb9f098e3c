#[derive(erd::Entity)]
pub struct Order {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(money)]
    pub due: f64,
}

fn main() {}
