#[derive(erd::Entity)]
#[erd(retain(forever, reason = "kept"))]
#[erd(unique(email, deleted_at; nulls_not_distinct))]
pub struct User {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(max_len = 80)]
    pub email: String,
    #[erd(deleted_at)]
    pub deleted_at: Option<i64>,
}

fn main() {}
