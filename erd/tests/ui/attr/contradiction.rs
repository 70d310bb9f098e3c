#[derive(erd::Entity)]
pub struct Line {
    #[erd(primary_key, identity, default = "1")]
    pub id: i64,
    #[erd(deleted_at)]
    pub deleted_at: i64,
    #[erd(created_at)]
    pub created_at: Option<i64>,
    #[erd(generated = "id + 1", default = "2")]
    pub next: i64,
    #[erd(unique(scope = live))]
    pub code: i64,
    #[erd(column = "id")]
    pub other: i64,
    #[erd(created_by(by = default), default = "7")]
    pub maker: i64,
    #[erd(updated_by(by = trigger, on_delete = set_null))]
    pub changer: i64,
}

/// No field here says which rows are gone.
#[derive(erd::Entity)]
pub struct Hard {
    #[erd(primary_key)]
    pub id: i64,
    #[erd(unique(scope = live))]
    pub code: i64,
}

fn main() {}
