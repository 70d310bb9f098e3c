#![deny(deprecated)]

#[derive(erd::Entity)]
#[erd(index(expr("lower(name)")), index(note; using = fulltext))]
pub struct Page {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(max_len = 200)]
    pub name: String,
    pub note: String,
}

fn main() {}
