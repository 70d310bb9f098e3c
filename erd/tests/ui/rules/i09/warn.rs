#![deny(deprecated)]

#[derive(erd::Entity)]
#[erd(index(country, city, street, house, floor, door))]
pub struct Address {
    #[erd(primary_key, identity)]
    pub id: i64,
    pub country: i32,
    pub city: i32,
    pub street: i32,
    pub house: i32,
    pub floor: i32,
    pub door: i32,
}

#[derive(erd::Entity)]
pub struct Page {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(index, max_len = 800)]
    pub url: String,
}

fn main() {}
