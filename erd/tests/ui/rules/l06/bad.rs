#[derive(erd::Entity)]
#[erd(options(engine = "MyISAM"))]
pub struct Order {
    #[erd(primary_key, identity)]
    pub id: i64,
}

fn main() {}
