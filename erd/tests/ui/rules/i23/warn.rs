#![deny(deprecated)]

#[derive(erd::Entity)]
#[erd(index(expr("lower(note)")), index(size; using = fulltext))]
pub struct Page {
    #[erd(primary_key, identity)]
    pub id: i64,
    pub note: String,
    pub size: i64,
}

fn main() {}
