#![deny(deprecated)]

#[derive(erd::Entity)]
#[erd(access(by(sku)), access(range(weight)))]
pub struct Product {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(index, max_len = 40)]
    pub sku: String,
    #[erd(index)]
    pub weight: i32,
}

/// Nobody said how it is read.
#[derive(erd::Entity)]
pub struct Parcel {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(index)]
    pub weight: i32,
}

fn main() {}
