#![deny(deprecated)]

#[derive(erd::Entity)]
#[erd(unique(folder, name; where = "folder IS NOT NULL"), unique(name; where = "folder IS NULL"))]
pub struct Order {
    #[erd(primary_key, identity)]
    pub id: i64,
    pub folder: Option<i64>,
    #[erd(max_len = 80)]
    pub name: String,
}

fn main() {}
