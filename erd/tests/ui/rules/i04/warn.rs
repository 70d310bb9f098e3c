#![deny(deprecated)]
//! A warning of the compiler; denied here so that its text is seen.

#[derive(erd::Entity)]
#[erd(index(title, author))]
pub struct Book {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(index, max_len = 80)]
    pub title: String,
    #[erd(max_len = 80)]
    pub author: String,
}

fn main() {}
