#[derive(erd::Entity)]
#[erd(index(title desc, author), index(author, title), index(title; where = "author = 'anon'"))]
pub struct Book {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(max_len = 80)]
    pub title: String,
    #[erd(max_len = 80)]
    pub author: String,
}

fn main() {}
