#[derive(erd::Entity)]
pub struct Order {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(identity, unique)]
    pub number: i64,
}

fn main() {}
