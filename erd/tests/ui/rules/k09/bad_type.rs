#[derive(erd::Entity)]
pub struct Order {
    #[erd(primary_key, identity)]
    pub id: String,
}

fn main() {}
