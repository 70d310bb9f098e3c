#[derive(erd::Entity)]
pub struct Page {
    #[erd(primary_key)]
    pub id: i64,
    #[erd(created_at(by = application))]
    pub created_at: i64,
    #[erd(created_by(by = trigger))]
    pub created_by: Option<i64>,
    #[erd(updated_by(by = trigger), max_len = 40)]
    pub updated_by: Option<String>,
}

fn main() {}
