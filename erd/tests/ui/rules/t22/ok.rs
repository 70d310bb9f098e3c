#[derive(erd::Entity)]
pub struct Order {
    #[erd(primary_key, identity)]
    pub id: i64,
    pub cents: i64,
    #[erd(generated = "cents * 2")]
    pub double: i64,
}

fn main() {}
