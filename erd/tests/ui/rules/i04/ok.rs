#![deny(deprecated)]

#[derive(erd::Entity)]
#[erd(index(title, author), index(author), unique(author, id))]
#[erd(allow(redundant_prefix_index, reason = "the short one stays in memory"))]
pub struct Book {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(unique, max_len = 80)]
    pub title: String,
    #[erd(max_len = 80)]
    pub author: String,
}

fn main() {}
