#[derive(erd::Entity)]
pub struct Book {
    #[erd(primary_key, allow(nullable_pk_column, reason = "it is never empty"))]
    pub id: Option<i64>,
    #[erd(max_len = 200)]
    pub title: String,
}

fn main() {}
