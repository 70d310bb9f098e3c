#[derive(erd::Entity)]
#[erd(retain(forever, reason = "kept"))]
pub struct User {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(unique(scope = live), max_len = 80)]
    pub email: String,
    #[erd(deleted_at)]
    pub deleted_at: Option<i64>,
}

#[derive(erd::Entity)]
#[erd(retain(forever, reason = "kept"))]
pub struct Account {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(unique(scope = ever), max_len = 80)]
    pub email: String,
    #[erd(soft_delete)]
    pub deleted: bool,
}

fn main() {}
