#[derive(erd::Entity)]
#[erd(index(title; name = "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"))]
pub struct Book {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(max_len = 80)]
    pub title: String,
    #[erd(column = "éééééééééééééééééééééééééééééééé")]
    pub other: i64,
}

fn main() {}
