#[derive(erd::Entity)]
pub struct Order {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(generated = "now()")]
    pub seen: String,
    pub cents: i64,
    #[erd(generated = "cents * 2")]
    pub double: i64,
    #[erd(generated = "double * 2")]
    pub fourfold: i64,
}

fn main() {}
