#[derive(erd::Entity)]
#[erd(table)]
#[erd(index(title, where = "x"), index(title includes), unique())]
#[erd]
pub struct Order {
    #[erd(primary_key = "yes")]
    pub id: i64,
    #[erd(max_len = "long")]
    pub title: String,
    #[erd(max_len = 0, precision(2, 5))]
    pub note: String,
    #[erd(references(Order on_delete = restrict))]
    pub a: i64,
}

fn main() {}
