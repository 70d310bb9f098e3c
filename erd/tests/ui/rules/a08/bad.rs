#[derive(erd::Entity)]
pub struct Page {
    #[erd(primary_key)]
    pub id: i64,
    #[erd(created_at)]
    pub created_at: i64,
    #[erd(created_by(by = trigger))]
    pub created_by: Option<f64>,
}

fn main() {}
