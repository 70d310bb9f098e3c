#![deny(deprecated)]
//! A warning of the compiler; denied here so that its text is seen.

#[derive(erd::Entity)]
#[erd(unique(folder, name))]
pub struct Order {
    #[erd(primary_key, identity)]
    pub id: i64,
    pub folder: Option<i64>,
    #[erd(max_len = 80)]
    pub name: String,
}

fn main() {}
