#[derive(erd::Entity)]
pub struct Author {
    #[erd(primary_key)]
    pub id: i64,
    #[erd(references(Book, on_delete = restrict), index)]
    pub book_id: i64,
}

#[derive(erd::Entity)]
pub struct Book {
    #[erd(primary_key)]
    pub id: i64,
    #[erd(references(Chapter, on_delete = restrict), index)]
    pub chapter_id: i64,
}

#[derive(erd::Entity)]
pub struct Chapter {
    #[erd(primary_key)]
    pub id: i64,
    #[erd(references(Author, on_delete = restrict), index)]
    pub author_id: i64,
}

fn main() {}
