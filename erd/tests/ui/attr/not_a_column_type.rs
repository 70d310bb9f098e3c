pub struct Money {
    pub cents: i64,
}

#[derive(erd::Entity)]
pub struct Line {
    #[erd(primary_key)]
    pub id: i64,
    pub price: Money,
}

fn main() {}
