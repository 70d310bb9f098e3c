#[derive(erd::Entity)]
#[erd(retain(forever, reason = "kept"))]
#[erd(unique(email, deleted))]
pub struct User {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(max_len = 80)]
    pub email: String,
    #[erd(soft_delete)]
    pub deleted: bool,
}

fn main() {}
