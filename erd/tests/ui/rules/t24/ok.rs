#[derive(erd::Entity)]
pub struct File {
    #[erd(primary_key, identity)]
    pub id: i64,
    pub c0: i16,
}

fn main() {}
