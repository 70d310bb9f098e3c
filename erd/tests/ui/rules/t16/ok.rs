#[derive(erd::Entity)]
pub struct File {
    #[erd(primary_key, identity)]
    pub id: i64,
    pub hash: u64,
}

fn main() {}
