#[derive(erd::Entity)]
pub struct Order {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(money)]
    pub cents: i64,
    pub latitude: f64,
}

fn main() {}
