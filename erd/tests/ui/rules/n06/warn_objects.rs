#![deny(deprecated)]

#[derive(erd::Entity)]
pub struct Order {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(index(name = "by_day"))]
    pub day: i32,
    #[erd(index(name = "By_Day"))]
    pub shipped: i32,
}

fn main() {}
