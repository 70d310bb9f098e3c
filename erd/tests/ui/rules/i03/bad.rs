#[derive(erd::Entity)]
#[erd(index(title; name = "books_by_title"))]
pub struct Book {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(index, max_len = 80)]
    pub title: String,
}

fn main() {}
