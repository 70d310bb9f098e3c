type Maybe = Option<i64>;

#[derive(erd::Entity)]
pub struct Line {
    #[erd(primary_key)]
    pub id: i64,
    pub price: Maybe,
}

fn main() {}
